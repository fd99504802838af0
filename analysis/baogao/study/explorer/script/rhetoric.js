// The view of rhetoric: devices that may be drawn, in small panels, and one of them large.

function rhetoricView() {
  const rhetoric = DATA.rhetoric,
    title = heading(word("view.rhetoric"), rhetoric ? word("rhetoric.below") : null);
  if (!rhetoric) return element("div", {}, title, notice(phrase("rhetoric.absent", { name: DATA.collection.name })));
  const possible = Object.keys(rhetoric.rates),
    by = possible.includes(state.by) ? state.by : possible[0];
  const groups = d3.group(
    rowsOf(rhetoric.rates[by]).map((row) => ({ ...row, value: row[by] })),
    (row) => row.device,
  );
  const devices = rhetoric.devices.filter((device) => groups.has(device));
  if (!devices.length) return element("div", {}, title, notice(phrase("rhetoric.none")));
  const device = devices.includes(state.device) ? state.device : devices[0];
  const written = [
    "device",
    by,
    "n_reports",
    "count",
    "rate_per_10k",
    "low",
    "high",
    "corrected",
    "corrected_low",
    "corrected_high",
  ];
  return element(
    "div",
    {},
    title,
    element(
      "div",
      { class: "controls" },
      segmented(
        "by",
        possible.map((each) => [each, word(`by.${each}`)]),
        by,
        (each) => go({ by: each }),
      ),
      select(
        "device",
        devices.map((each) => [each, called("device", each)]),
        device,
        (each) => go({ device: each, by }),
      ),
      downloadButton(`${DATA.collection.name}-rhetoric-by-${by}`, written, () => [...groups.values()].flat()),
    ),
    deviceChart(device, groups.get(device), by),
    devicePanels(devices, groups, by, device),
    leftOut(rhetoric),
  );
}

// Whether every rate of a device can be corrected by what readers say of the rule.
function isCorrected(rows) {
  return rows.every((row) => isNumber(row.corrected));
}

function readingOf(rows) {
  const name = isCorrected(rows) ? "corrected" : "rate_per_10k",
    [low, high] = isCorrected(rows) ? ["corrected_low", "corrected_high"] : ["low", "high"];
  return { read: (row) => row[name] ?? 0, low: (row) => row[low], high: (row) => row[high] };
}

function deviceChart(device, rows, by) {
  const reading = readingOf(rows),
    kept = rows.length > MOST_ROWS && by !== "year" ? rows.slice(0, MOST_ROWS) : rows;
  const series = [{ name: called("device", device), colour: COLOURS[0], rows: kept }];
  const options = { ...reading, label: word(isCorrected(rows) ? "axis.corrected" : "axis.rate") };
  const draw = (width) =>
    by === "year" && kept.length > 1
      ? linesOverYears(series, { width, height: 300, ...options })
      : dotsInRows(series, { width, ...options, show: (cell) => shownCell(by, cell) });
  const caption = [
    word(isCorrected(rows) ? "rhetoric.corrected" : "rhetoric.found"),
    kept.length < rows.length ? word("caption.most", { n: kept.length, all: rows.length }) : null,
  ]
    .filter(Boolean)
    .join(" ");
  const figure = chart(draw, caption, { "data-chart": "device" });
  figure.addEventListener("drawn", () =>
    makePoints(figure.querySelector(".plot"), [{ ...series[0], marked: kept }], {
      describe: (own, row) => [
        `${own.name} · ${shownCell(by, row.value)}`,
        ...idLine(by, row.value),
        describeDevice(row, reading),
        word("point.only", { n: whole(row.count) }),
      ],
      open: () => {},
    }),
  );
  return element("section", { class: "detail" }, element("h3", {}, called("device", device)), figure);
}

function describeDevice(row, { read: rate, low, high }) {
  const interval = span(low(row), high(row));
  return word(interval ? "point.rate.interval" : "point.rate", { rate: short(rate(row)), interval });
}

// A small panel a device, each with its own scale: the shape of all at a glance.
function devicePanels(devices, groups, by, shown) {
  return element(
    "ul",
    { class: "panels", "aria-label": word("devices") },
    devices.map((device) => {
      const rows = groups.get(device),
        { read: rate } = readingOf(rows);
      const mean = word("panel.mean", { rate: short(d3.mean(rows, rate)) });
      return element(
        "li",
        {},
        button(
          [
            element("span", { class: "name" }, called("device", device)),
            small(rows, rate, by),
            element("span", { class: "below" }, mean),
          ],
          () => go({ device, by }),
          { "aria-pressed": String(device === shown), "data-focus": `device-${device}` },
        ),
      );
    }),
  );
}

function small(rows, rate, by) {
  const broken = by === "year" ? withGaps(rows) : rows,
    of = (row) => (row.isGap ? NaN : rate(row));
  const marks =
    by === "year" && rows.length > 2
      ? [
          Plot.areaY(broken, { x: "value", y: of, fill: "var(--one)", fillOpacity: 0.12 }),
          Plot.lineY(broken, { x: "value", y: of, stroke: "var(--one)", strokeWidth: 1.3 }),
        ]
      : [Plot.barY(rows, { x: "value", y: rate, fill: "var(--one)", fillOpacity: 0.6, inset: 0.5 })];
  const drawn = plotted({ width: 190, height: 56, margin: 2, axis: null, y: fromZero(rows.map(rate)), marks });
  drawn.setAttribute("aria-hidden", "true");
  return drawn;
}

function leftOut(rhetoric) {
  if (!rhetoric.left_out.length) return null;
  return element(
    "p",
    { class: "below" },
    phrase("rhetoric.left-out", {
      devices: rhetoric.left_out.map((each) => called("device", each)).join(language() === "zh" ? "、" : ", "),
    }),
  );
}
