// The view of groups: which slogans the reports of one year, region, level or genre use more than those of another.

const DRAWN_EITHER_WAY = 12;
const OTHERS = "*"; // in the place of group A: all but B

function groupsView() {
  const columns = ["year", "region", "level", "genre"].filter((by) => groupValues(by).length > 1);
  const title = heading(word("view.groups"), word("groups.below"));
  if (!columns.length) return element("div", {}, title, notice(phrase("groups.none")));
  const column = columns.includes(state.column) ? state.column : columns[0],
    values = groupValues(column).map(String);
  const b = values.includes(state.b) ? state.b : values.at(-1),
    a = [...values, OTHERS].includes(state.a) ? state.a : column === "year" ? (values.at(-2) ?? values[0]) : OTHERS;
  const least = Math.max(1, Number.parseInt(state.least, 10) || 5);
  const rows = contrast(state.unit, column, a, b, state.kind, least);
  return element(
    "div",
    {},
    title,
    groupChoices(columns, column, values, a, b, least),
    a === b ? notice(phrase("groups.same")) : [groupChart(rows, column, a, b), groupTable(rows, column, a, b)],
  );
}

function groupValues(by) {
  return cellsOf(by, state.kind)
    .cells.map((cell) => cell.value)
    .filter((each) => each !== null && each !== "");
}

function groupChoices(columns, column, values, a, b, least) {
  const shown = values.map((each) => [each, shownCell(column, each), column === "region" || column === "year"]);
  const number = element("input", {
    type: "number",
    min: "1",
    value: least,
    "data-focus": "least",
    onchange: (event) => go({ least: event.target.value }),
  });
  return element(
    "div",
    { class: "controls" },
    segmented(
      "column",
      columns.map((each) => [each, word(`by.${each}`)]),
      column,
      (each) => go({ column: each, a: "", b: "" }),
    ),
    select("group.a", [[OTHERS, word("others")], ...shown], a, (each) => go({ column, a: each, b })),
    select("group.b", shown, b, (each) => go({ column, a, b: each })),
    element("label", { class: "select" }, element("span", { class: "label" }, word("least")), number),
    unitChoice(),
  );
}

// Counts and rates of each unit in groups A and B; log_ratio in doublings from A to B, a count of 0 as 0.5.
const contrast = remembering((unit, column, a, b, kind, least) => {
  const { cells, ofReport } = cellsOf(column, kind),
    flags = countedFlags(unit);
  const place = cells.findIndex((cell) => String(cell.value) === b);
  const sides = cells.map((cell, at) => (at === place ? 1 : a === OTHERS || String(cell.value) === a ? 0 : -1));
  const sizes = [0, 1].map((side) => d3.sum(cells, (cell, at) => (sides[at] === side ? cell.chars : 0)));
  const rows = Array.from({ length: sizeOf(unit) }, (_, number) => {
    const counts = [0, 0];
    for (const hit of hitsOf(unit, number)) {
      const side = sides[ofReport[reportOf(hit)]] ?? -1;
      if (side >= 0 && flags[hit]) counts[side] += 1;
    }
    return { number, counts };
  });
  return rows
    .filter(({ counts }) => counts[0] + counts[1] >= least)
    .map((row) => contrastRow(unit, row, sizes))
    .sort((x, y) => Math.abs(y.log_ratio) - Math.abs(x.log_ratio) || y.count_a + y.count_b - x.count_a - x.count_b);
});

function contrastRow(unit, { number, counts }, sizes) {
  const [first, second] = counts.map((count, side) => Math.log2((count || 0.5) / sizes[side]));
  const rates = counts.map((count, side) => (PER * count) / sizes[side]);
  return {
    ...nameOf(unit, number),
    number,
    count_a: counts[0],
    count_b: counts[1],
    rate_a: rates[0],
    rate_b: rates[1],
    difference: rates[1] - rates[0],
    log_ratio: second - first,
    absent_in: counts[0] ? (counts[1] ? "" : "b") : "a",
  };
}

function groupName(column, group) {
  return group === OTHERS ? word("others") : shownCell(column, group);
}

function groupChart(rows, column, a, b) {
  const order = rows.filter((row) => row.difference).sort((x, y) => y.difference - x.difference);
  const most = order.filter((row) => row.difference > 0).slice(0, DRAWN_EITHER_WAY);
  const drawn = [...most, ...order.filter((row) => row.difference < 0).slice(-DRAWN_EITHER_WAY)];
  if (!drawn.length) return notice(phrase("groups.few"));
  const names = [a, b].map((each) => groupName(column, each));
  const series = ["a", "b"].map((side, place) => ({
    name: names[place],
    colour: COLOURS[1 - place],
    side,
    rows: drawn.map((row) => ({ ...row, value: row.form, rate: row[`rate_${side}`], count: row[`count_${side}`] })),
  }));
  const draw = (width) =>
    dotsInRows(series, { width, label: word("axis.rate"), read: (row) => row.rate, low: () => null, high: () => null });
  const figure = chart(
    draw,
    word("groups.caption", { n: DRAWN_EITHER_WAY }),
    { "data-chart": "groups" },
    groupLegend(series),
  );
  figure.addEventListener("drawn", () =>
    makePoints(
      figure.querySelector(".plot"),
      series.map((each) => ({ ...each, marked: each.rows })),
      {
        describe: (own, row) => [
          `${row.form} · ${own.name}`,
          word("point.rate", { rate: short(row.rate) }),
          word("point.only", { n: whole(row.count) }),
        ],
        open: (own, row) =>
          go({
            view: "slogans",
            slogan: [row.form],
            by: column,
            at: own.side === "a" && a !== OTHERS ? a : b,
            of: row.form,
          }),
      },
    ),
  );
  return figure;
}

function groupLegend(series) {
  return element(
    "span",
    { class: "legend" },
    series.map((each) => {
      const key = element("span", { class: "key" }, word(`group.${each.side}`), " ", value(each.name));
      key.style.setProperty("--colour", each.colour);
      return key;
    }),
  );
}

function groupTable(rows, column, a, b) {
  const names = [a, b].map((each) => groupName(column, each));
  const columns = [
    tableColumn("form", "column.form", "text", (row) => chinese(row.form)),
    language() === "en" ? tableColumn("gloss", "column.gloss", "text") : null,
    ...["a", "b"].map((side, place) => ({
      key: `count_${side}`,
      kind: "number",
      show: (row) => whole(row[`count_${side}`]),
      label: element("span", {}, word("column.count"), " · ", word(`group.${side}`), " ", value(names[place])),
    })),
    ...["a", "b"].map((side, place) => ({
      key: `rate_${side}`,
      kind: "number",
      show: (row) => short(row[`rate_${side}`]),
      label: element("span", {}, word("column.rate"), " · ", word(`group.${side}`), " ", value(names[place])),
    })),
    tableColumn("difference", "column.difference", "number", (row) => signed(row.difference, short)),
    tableColumn(
      "log_ratio",
      "column.log_ratio",
      "number",
      (row) => `${signed(row.log_ratio, (ratio) => ratio.toFixed(2))}${row.absent_in ? " *" : ""}`,
    ),
  ].filter(Boolean);
  const written = [
    "form",
    "gloss",
    "class",
    "group_a",
    "group_b",
    "count_a",
    "count_b",
    "rate_a",
    "rate_b",
    "difference",
    "log_ratio",
    "absent_in",
    "id",
  ];
  return element(
    "div",
    {},
    element(
      "div",
      { class: "actions" },
      downloadButton(`${DATA.collection.name}-${column}-${a === OTHERS ? "others" : a}-${b}`, written, () =>
        rows.map((row) => ({ ...row, group_a: names[0], group_b: names[1] })),
      ),
    ),
    sortableTable(columns, rows, {
      name: "groups",
      sort: "log_ratio",
      open: (row) => go({ view: "slogans", slogan: [row.form], by: column, at: "", of: "" }),
      openKey: "form",
    }),
    element("p", { class: "below" }, phrase("groups.ratio")),
    element("p", { class: "below" }, phrase(state.unit === "form" ? "groups.star.form" : "groups.star")),
  );
}
