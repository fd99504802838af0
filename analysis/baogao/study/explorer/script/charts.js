// Charts, drawn by Observable Plot.

const COLOURS = ["var(--one)", "var(--two)", "var(--three)", "var(--four)", "var(--five)", "var(--six)"];
const MOST_ROWS = 80; // of a chart with a row for each cell
const NARROW = 560;

// A figure that is drawn as wide as its place, and again when that changes.
function chart(draw, caption, attributes = {}, legend = null) {
  const place = element("div", { class: "plot" });
  const figure = element("figure", { ...attributes }, legend, place, element("figcaption", {}, caption));
  let width = 0;
  new ResizeObserver(([entry]) => {
    const wide = Math.floor(entry.contentRect.width);
    if (!wide || Math.abs(wide - width) < 8) return;
    width = wide;
    place.replaceChildren(draw(wide));
    figure.dispatchEvent(new CustomEvent("drawn"));
  }).observe(place);
  return figure;
}

// A chart without the English names that Plot gives to groups of marks: its points are named in the page's language.
function plotted(options) {
  const drawn = Plot.plot({
    style: { background: "transparent", fontFamily: "inherit", fontSize: "12px", overflow: "visible" },
    ...options,
  });
  drawn
    .querySelectorAll("[aria-label], [aria-description]")
    .forEach((each) => ["aria-label", "aria-description"].forEach((name) => each.removeAttribute(name)));
  return drawn;
}

// Series over years: a line each, broken where a year has no report, with intervals where there are any.
function linesOverYears(series, { width, height, label, read, low, high, percent: isShare = false }) {
  const shift = (place) =>
    series.some((each) => each.rows.some((row) => isNumber(low(row)))) ? (place - (series.length - 1) / 2) * 7 : 0;
  const marks = series.flatMap((each, place) => {
    const dx = shift(place),
      rows = each.rows.filter((row) => row.value !== null);
    return [
      Plot.ruleX(
        rows.filter((row) => isNumber(low(row))),
        { x: "value", y1: low, y2: high, stroke: each.colour, strokeWidth: 1.5, strokeOpacity: 0.55, dx },
      ),
      Plot.line(withGaps(rows), {
        x: "value",
        y: (row) => (row.isGap ? NaN : read(row)),
        stroke: each.colour,
        strokeWidth: 1.8,
        dx,
      }),
      Plot.dot(rows, {
        x: "value",
        y: read,
        r: rows.length > 60 ? 2 : 3,
        fill: each.colour,
        stroke: "var(--paper)",
        strokeWidth: 0.8,
        dx,
      }),
      Plot.dot(rows, { x: "value", y: read, r: 9, fill: "transparent", className: `points-${place}`, dx }),
    ];
  });
  return plotted({
    width,
    height,
    marginLeft: 48,
    marginRight: 18,
    marginTop: 26,
    insetTop: 6,
    x: { label: null, ...yearScale(series, width) },
    y: {
      label,
      labelArrow: "none",
      labelAnchor: "top",
      grid: true,
      ...fromZero(readings(series, read)),
      nice: true,
      ticks: 5,
      percent: false,
      tickFormat: isShare ? percent : short,
    },
    marks: [Plot.ruleY([0], { stroke: "var(--line-strong)" }), ...marks],
  });
}

// A scale from zero on; where all there is to draw is zero, up to one, as the middle of no scale would be taken for more.
function fromZero(numbers) {
  return d3.some(numbers, (number) => number > 0) ? { zero: true } : { domain: [0, 1] };
}

// What is read of the rows of all series.
function readings(series, read) {
  return series.flatMap((each) => each.rows.filter((row) => !row.isGap).map(read));
}

// First and last year of some series.
function yearsOf(series) {
  return d3.extent(series.flatMap((each) => each.rows.map((row) => row.value)).filter(isNumber));
}

// Years as a scale: whole ones only, no thousands mark, as many ticks as there is room for, as wide as bars take.
function yearScale(series, width, least = 0.25) {
  const [first, last] = yearsOf(series);
  const pad = Math.max((last - first) * 0.015, least),
    room = Math.max(2, Math.floor(width / 70));
  const step = [1, 2, 5, 10, 20, 50].find((each) => (last - first) / each <= room) ?? 100;
  const ticks = d3.range(Math.ceil(first / step) * step, last + 1, step);
  return { domain: [first - pad, last + pad], ticks, tickFormat: String, nice: false };
}

// Rows with one more in every gap between years, so that no line crosses it.
function withGaps(rows) {
  return rows.flatMap((row, place) => {
    const next = rows[place + 1];
    return next && next.value - row.value > 1 ? [row, { value: row.value + 0.5, isGap: true }] : [row];
  });
}

// Counts over years: bars of counts, with nested ones of a form as written above in pale; a panel a series.
function barsOverYears(series, { width, label }) {
  const rows = series.flatMap((each, place) =>
    each.rows
      .filter((row) => row.value !== null)
      .map((row) => ({ ...row, place, colour: each.colour, name: each.name })),
  );
  const [first, last] = yearsOf(series);
  const half = Math.min(0.4, (24 * (last - first + 1)) / width); // of a bar, in years: 48 pixels at most
  const at = { x1: (row) => row.value - half, x2: (row) => row.value + half, fy: "place", fill: "colour" };
  const total = (row) => row.count + nestedOf(row);
  return plotted({
    width,
    height: 70 + series.length * (series.length > 2 ? 110 : 190),
    marginLeft: 48,
    marginRight: 18,
    marginTop: 26,
    x: { label: null, ...yearScale(series, width, 0.5) },
    y: {
      label,
      labelArrow: "none",
      grid: true,
      ...fromZero(rows.map(total)),
      ticks: 4,
      tickFormat: (tick) => (Number.isInteger(tick) ? String(tick) : ""),
    },
    fy: { axis: null, padding: 0.12 },
    marks: [
      Plot.rect(rows, { ...at, y1: 0, y2: "count" }),
      Plot.rect(rows, { ...at, y1: "count", y2: total, fillOpacity: 0.35 }),
      Plot.ruleY([0], { stroke: "var(--line-strong)" }),
      ...series.map((each, place) =>
        Plot.text([each], {
          text: "name",
          fy: () => place,
          frameAnchor: "top-left",
          dx: 6,
          fill: each.colour,
          stroke: "var(--paper)",
          strokeWidth: 4,
          fontWeight: 600,
          fontSize: 13,
        }),
      ),
      ...series.map((each, place) =>
        Plot.rect(
          rows.filter((row) => row.place === place),
          {
            ...at,
            y1: 0,
            y2: (row) => Math.max(total(row), 0.02 * d3.max(rows, total)),
            fill: "transparent",
            className: `points-${place}`,
          },
        ),
      ),
    ],
  });
}

// A row a cell, and in it a dot for each series; of counts, a ring where nested ones are added.
function dotsInRows(
  series,
  { width, label, read, low, high, total = null, show = String, percent: isShare = false, isCount = false },
) {
  const names = series[0].rows.map((row) => show(row.value));
  const left = Math.min(Math.max(...names.map(textWidth)) + 14, Math.floor(width * (width < NARROW ? 0.36 : 0.3)));
  const dodge = (place) => (place - (series.length - 1) / 2) * 6;
  const y = (row) => show(row.value);
  const marks = series.flatMap((each, place) => {
    const mark = { y, stroke: each.colour, dy: dodge(place) };
    return [
      Plot.ruleY(
        each.rows.filter((row) => isNumber(low(row))),
        { ...mark, x1: low, x2: high, strokeWidth: 1.5, strokeOpacity: 0.55 },
      ),
      total && Plot.ruleY(each.rows, { ...mark, x1: read, x2: total, strokeOpacity: 0.5 }),
      total &&
        Plot.dot(
          each.rows.filter((row) => total(row) > read(row)),
          { ...mark, x: total, r: 3, fill: "var(--paper)" },
        ),
      Plot.dot(each.rows, { ...mark, x: read, r: 4, fill: each.colour, stroke: "var(--paper)", strokeWidth: 0.8 }),
      Plot.dot(each.rows, {
        ...mark,
        x: read,
        r: 9,
        fill: "transparent",
        stroke: "none",
        className: `points-${place}`,
      }),
    ];
  });
  return plotted({
    width,
    height: 64 + names.length * Math.max(20, 8 + 7 * series.length),
    marginLeft: left,
    marginRight: 24,
    marginTop: 40,
    x: {
      label,
      labelArrow: "none",
      grid: true,
      ...fromZero(readings(series, total ?? read)),
      nice: true,
      axis: "top",
      ticks: Math.max(3, Math.floor(width / 130)),
      tickFormat: isCount ? (tick) => (Number.isInteger(tick) ? String(tick) : "") : isShare ? percent : short,
    },
    y: { label: null, domain: names, tickSize: 0, tickFormat: (name) => shortened(name, left - 14) },
    marks: [Plot.ruleY(names, { stroke: "var(--line)" }), ...marks],
  });
}

// About how wide a text is drawn at 12 pixels.
function textWidth(text) {
  return [...String(text)].reduce((sum, sign) => sum + (sign.codePointAt(0) > 0x2e7f ? 12.2 : 6.8), 0);
}

// A text cut to the room there is; what stands behind the title of a report, and tells it from others, stays.
function shortened(text, room) {
  if (textWidth(text) <= room) return text;
  const [title, ...rest] = String(text).split(PART),
    tail = rest.length ? PART + rest.join(PART) : "";
  if (tail && textWidth(tail) + textWidth("文…") <= room) return cut(title, room - textWidth(tail)) + tail;
  return cut(rest.length ? rest.join(PART) : String(text), room);
}

function cut(text, room) {
  const signs = [...text];
  while (signs.length > 1 && textWidth(`${signs.join("")}…`) > room) signs.pop();
  return `${signs.join("")}…`;
}

// Shares in a grid: topics against cells, darker where a topic takes more.
function heatmap(rows, { width, topics, cells, show, name, isPale }) {
  const left = Math.min(Math.max(...topics.map((topic) => textWidth(name(topic)))) + 16, Math.floor(width * 0.42));
  const most = d3.max(rows, (row) => row.share) || 1;
  const labels = new Map(topics.map((topic) => [topic, name(topic)]));
  const tilt = !cells.every(isNumber) && cells.length > 4;
  const room = Math.max(1, Math.ceil((cells.length * 38) / (width - left)));
  return plotted({
    width,
    height: 40 + topics.length * 21 + (tilt ? 70 : 0),
    marginLeft: left,
    marginRight: 8,
    marginTop: 26,
    marginBottom: tilt ? 80 : 12,
    padding: 0,
    opacity: { type: "identity" },
    x: {
      label: null,
      domain: cells,
      axis: tilt ? "bottom" : "top",
      tickSize: 0,
      tickRotate: tilt ? -45 : 0,
      tickFormat: (each, place) => (tilt || place % room === 0 ? shortened(show(each), 90) : ""),
    },
    y: { axis: null, domain: topics },
    marks: [
      Plot.axisY(topics, {
        label: null,
        tickSize: 0,
        fillOpacity: (topic) => (isPale(topic) ? 0.5 : 1),
        text: (topic) => shortened(labels.get(topic), left - 12),
      }),
      Plot.cell(rows, {
        x: "cell",
        y: "topic",
        fill: "var(--heat)",
        fillOpacity: (row) => Math.sqrt((row.share ?? 0) / most),
        inset: 0.5,
      }),
      ...topics.map((topic, place) =>
        Plot.cell(
          rows.filter((row) => row.topic === topic),
          {
            x: "cell",
            y: "topic",
            fill: "transparent",
            stroke: "var(--line)",
            strokeOpacity: 0.5,
            strokeWidth: 0.5,
            className: `points-${place}`,
          },
        ),
      ),
    ],
  });
}
