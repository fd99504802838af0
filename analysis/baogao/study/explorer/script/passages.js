// The passages behind a count: where each occurrence stands, and its line where the page holds text.

const SIDE = 20; // characters shown on either side
const MOST_LINES = 100;

// Hits of a unit in one cell, in the order of time and text: of a slogan or family those that count, each place once; of a
// form as written the nested ones too.
function hitsInCell(unit, number, by, kind, cell) {
  const { cells, ofReport } = cellsOf(by, kind);
  const place = cells.findIndex((each) => String(each.value ?? "") === cell);
  const flags = countedFlags(unit),
    isShown = (hit) => place >= 0 && ofReport[reportOf(hit)] === place && (unit === "form" || flags[hit]);
  const hits = [...hitsOf(unit, number)].filter(isShown);
  const day = (hit) => REPORTS.date[reportOf(hit)] || "9999";
  return hits.sort(
    (a, b) =>
      (day(a) < day(b) ? -1 : Number(day(a) > day(b))) ||
      HITS.passage[a] - HITS.passage[b] ||
      HITS.start[a] - HITS.start[b],
  );
}

function passageId(hit) {
  return `${REPORTS.report_id[reportOf(hit)]}:${PASSAGES.number[HITS.passage[hit]]}`;
}

function hitRow(unit, hit) {
  const report = reportOf(hit),
    passage = HITS.passage[hit],
    code = PASSAGES.section.codes[passage];
  return {
    hit,
    passage_id: passageId(hit),
    report: REPORTS.report_id[report],
    name: reportName(REPORTS.report_id[report]),
    date: REPORTS.date[report],
    section: code < 0 ? "" : PASSAGES.section.values[code],
    start: HITS.start[hit],
    end: HITS.start[hit] + HITS.length[hit],
    variant: FORMS.form[HITS.form[hit]],
    maximal: countedFlags(unit)[hit],
    ...lineOf(hit),
  };
}

// What stands left and right of a hit, where the page holds text.
function lineOf(hit) {
  if (!DATA.excerpts) return {};
  const start = HITS.start[hit],
    end = start + HITS.length[hit];
  const stretch = (DATA.excerpts[passageId(hit)] ?? []).find(
    ([begin, text]) => begin <= start && begin + [...text].length >= end,
  );
  if (!stretch) return {};
  const signs = [...stretch[1]],
    from = start - stretch[0],
    to = end - stretch[0];
  return {
    left: signs.slice(Math.max(0, from - SIDE), from).join(""),
    node: signs.slice(from, to).join(""),
    right: signs.slice(to, to + SIDE).join(""),
  };
}

function passagesPanel(unit, number, by, kind, cell, shownCell) {
  const rows = ordered(hitsInCell(unit, number, by, kind, cell).map((hit) => hitRow(unit, hit)));
  const name = nameOf(unit, number).form;
  const columns = [
    "passage_id",
    "report",
    "date",
    "section",
    "start",
    "end",
    "variant",
    ...(unit === "form" ? ["maximal"] : []),
    ...(DATA.excerpts ? ["left", "node", "right"] : []),
  ];
  const list = element("ol", { class: "lines" });
  const next = element("p", { class: "count" });
  const show = (many) => {
    list.replaceChildren(...rows.slice(0, many).map(line));
    next.replaceChildren(
      ...(rows.length > many
        ? [
            word("rows.of", { n: whole(many), all: whole(rows.length) }),
            " ",
            button(word("more"), () => show(many + MOST_LINES), { class: "quiet" }),
          ]
        : []),
    );
  };
  show(MOST_LINES);
  return element(
    "section",
    { class: "passages", id: "passages", "aria-label": word("passages") },
    element(
      "div",
      { class: "title" },
      element(
        "h3",
        { tabindex: "-1", id: "passages-title" },
        chinese(name),
        " · ",
        value(shownCell),
        " · ",
        occurrences(unit, rows),
      ),
      rows.length ? downloadButton(`${DATA.collection.name}-${name}-${cell}-passages`, columns, () => rows) : null,
      button(word("close"), () => go({ at: "", of: "" }), { class: "quiet" }),
    ),
    element(
      "p",
      { class: "below" },
      phrase(DATA.excerpts ? "text.here" : "text.absent", { name: DATA.collection.name, form: name }),
    ),
    DATA.excerpts && rows.length > 1
      ? segmented(
          "order",
          CHOICES.order.map((order) => [order, word(`order.${order}`)]),
          state.order,
          (order) => go({ order }),
        )
      : null,
    !rows.length ? notice(phrase("passages.none")) : DATA.excerpts ? [list, next] : placesTable(rows),
  );
}

// How many are listed: as many as the point stands for; of a form as written those of its own, and the nested ones.
function occurrences(unit, rows) {
  const own = rows.filter((row) => row.maximal).length;
  if (unit !== "form" || own === rows.length) return word("occurrences", { n: whole(rows.length) });
  return word("point.count", { n: whole(own), nested: whole(rows.length - own) });
}

// Lines in the order of time or, where the page holds text, of what stands right of the node, or left of it, backwards.
function ordered(rows) {
  if (!DATA.excerpts || state.order === "date") return rows;
  const side = (row) => (state.order === "right" ? row.right : [...row.left].reverse().join(""));
  return rows
    .map((row) => [side(row), row])
    .sort(([a], [b]) => (a < b ? -1 : Number(a > b)))
    .map(([, row]) => row);
}

// Without text: where each occurrence stands.
function placesTable(rows) {
  const columns = [
    tableColumn("name", "column.report", "text", (row) => reportLabel(row.report)),
    tableColumn("section", "column.section", "text", (row) => value(row.section)),
    tableColumn("passage_id", "column.passage", "text", (row) => value(row.passage_id, { class: "mono" })),
    tableColumn("start", "column.offsets", "number", (row) => value(`${row.start}–${row.end}`, { class: "mono" })),
    tableColumn("variant", "column.wording", "text", (row) => [
      chinese(row.variant, { class: "node" }),
      nestedMark(row),
    ]),
  ];
  return sortableTable(columns, rows, { name: "passages" });
}

function nestedMark(row) {
  return row.maximal ? null : element("span", { class: "nested" }, word("nested"));
}

function line(row) {
  const place = [
    reportLabel(row.report),
    row.section ? element("span", {}, phrase("section", { n: row.section })) : null,
    value(row.passage_id, { class: "mono" }),
    value(`${row.start}–${row.end}`, { class: "mono" }),
    nestedMark(row),
  ];
  const text =
    row.node === undefined
      ? element("p", { class: "bare" }, chinese(row.variant, { class: "node" }))
      : element(
          "p",
          { class: "kwic", lang: "zh-Hans" },
          value(row.left, { class: "left" }),
          value(row.node, { class: "node" }),
          value(row.right, { class: "right" }),
        );
  return element("li", {}, text, element("p", { class: "place" }, place));
}
