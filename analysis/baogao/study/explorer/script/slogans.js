// The view of slogans: those chosen, their curve by years or groups, and the passages behind a point.

const SERIES_COLUMNS = ["n_reports", "n_chars", "count", "nested_count", "rate_per_10k", "low", "high"];

// The slogans shown, each with its colour; without any asked for, one of each third of the years.
function selected() {
  const forms = state.slogan.length ? state.slogan.filter(Boolean) : standardChoice();
  const taken = new Set();
  return forms.flatMap((asked) => {
    const number = unitOf(asked, state.unit);
    if (number >= 0 && taken.has(number)) return [];
    taken.add(number);
    return [{ asked, number, ...(number < 0 ? { form: asked } : nameOf(state.unit, number)), colour: COLOURS[taken.size - 1] }];
  }).slice(0, MOST_COMPARED);
}

const firstThree = remembering((kind) => {
  const rows = summaryOf("slogan", kind), years = rows.map((row) => row.first_year).filter(isNumber);
  const first = d3.min(years), width = (d3.max(REPORTS.year.filter(isNumber)) - first + 1) / 3;
  if (!(width >= 4)) return rows.slice(0, 3).map((row) => row.form);
  const third = (row) => Math.floor((row.first_year - first) / width);
  return [0, 1, 2].map((place) => rows.find((row) => isNumber(row.first_year) && third(row) === place)?.form).filter(Boolean);
});

function standardChoice() {
  return firstThree(state.kind);
}

// Columns that reports can be counted by here: those of which they have several values, and each report.
const groupings = remembering((kind) => {
  const values = (by) => cellsOf(by, kind).cells.filter((cell) => cell.value !== null && cell.value !== "").length;
  const by = ["region", "level", "genre"].filter((each) => values(each) > 1);
  return [...(values("year") ? ["year"] : []), ...by, "report"];
});

function currentBy() {
  const possible = groupings(state.kind);
  return possible.includes(state.by) ? state.by : possible[0];
}

function slogansView() {
  const chosen = selected(), known = chosen.filter((each) => each.number >= 0), by = currentBy();
  const series = known.map((each) => ({ ...each, name: each.form, rows: ratesOf(state.unit, each.number, by, state.kind) }));
  return element("div", { class: "split" }, searchPanel(),
    element("section", { class: "stage", "aria-label": word("view.slogans") }, selection(chosen),
      series.length ? [controls(by), curve(series, by), tools(series, by), behindPoint(known, by)] : notice(phrase("choose"))));
}

function selection(chosen) {
  const rows = new Map(summaryOf(state.unit, state.kind).map((row) => [row.number, row]));
  return element("ul", { class: "chosen", "aria-label": word("chosen") }, chosen.map((each) => chip(each, rows.get(each.number))));
}

function chip(each, row) {
  const facts = row
    ? phrase(isNumber(row.first_year) ? "facts" : "facts.undated", { n: whole(row.count), reports: whole(row.n_reports), years: [...new Set([row.first_year, row.last_year])].join("–") })
    : phrase(each.number < 0 ? "unknown" : "zero", { name: DATA.collection.name });
  const item = element("li", {}, element("span", { class: "swatch" }), element("div", {},
    element("div", { class: "name" }, chinese(each.form), element("span", { class: "class" }, each.class ? called("class", each.class) : "")),
    element("div", { class: "below" }, language() === "en" && each.gloss ? value(each.gloss, { class: "gloss" }) : null, facts)),
  button("×", () => toggle(each.asked), { class: "remove", "aria-label": `${word("remove")} ${each.form}`, "data-focus": `remove-${each.form}`, "data-names-data": true }));
  item.style.setProperty("--colour", each.colour);
  return item;
}

function controls(by) {
  const choices = groupings(state.kind).map((each) => [each, word(`by.${each}`)]);
  return element("div", { class: "controls" },
    segmented("by", choices, by, (each) => go({ by: each, at: "", of: "" })),
    segmented("measure", ["rate", "count"].map((each) => [each, word(`measure.${each}`)]), state.measure, (measure) => go({ measure })),
    hasKinds ? segmented("kind", ["main", "all"].map((each) => [each, word(`kind.${each}`)]), state.kind, (kind) => go({ kind, at: "", of: "" })) : null);
}

// A value of a cell as it is shown.
function shownCell(by, cell) {
  if (cell === null || cell === "") return word(by === "year" ? "undated" : "none");
  if (by === "report") return titles().get(cell) ?? cell;
  return by === "level" || by === "genre" || by === "subgenre" ? called(by, cell) : String(cell);
}

// Titles of reports where each has one of its own, else their ids.
const titles = remembering(() => {
  const isOwn = REPORTS.title.every(Boolean) && new Set(REPORTS.title).size === N_REPORTS;
  return new Map(REPORTS.report_id.map((id, report) => [id, isOwn ? REPORTS.title[report] : id]));
});

// The rows that a chart has room for: of many, those that hold most.
function drawnRows(series, by) {
  const order = series[0].rows.map((row, place) => place);
  const total = (place) => d3.sum(series, (each) => each.rows[place].count + each.rows[place].nested_count);
  const kept = order.length > MOST_ROWS ? order.sort((a, b) => total(b) - total(a)).slice(0, MOST_ROWS).sort((a, b) => a - b) : order;
  const dates = new Map(REPORTS.report_id.map((id, report) => [id, REPORTS.date[report] || "9999"]));
  if (by === "report") kept.sort((a, b) => dates.get(series[0].rows[a].value).localeCompare(dates.get(series[0].rows[b].value)) || a - b);
  else if (by !== "year") kept.sort((a, b) => read(series[0].rows[b]) - read(series[0].rows[a]) || a - b);
  return series.map((each) => ({ ...each, rows: kept.map((place) => each.rows[place]) }));
}

function read(row) {
  return state.measure === "rate" ? row.rate_per_10k ?? 0 : row.count;
}

function curve(series, by) {
  const isLine = by === "year" && series[0].rows.filter((row) => row.value !== null).length > 1;
  const drawn = isLine ? series.map((each) => ({ ...each, rows: each.rows.filter((row) => row.value !== null) })) : drawnRows(series, by);
  const marked = drawn.map((each) => ({ ...each, marked: each.rows }));
  const figure = chart((width) => drawCurve(drawn, by, isLine, width), curveCaption(series, drawn, by), { class: isLine ? "curve" : null, "data-chart": "curve" });
  figure.addEventListener("drawn", () => {
    makePoints(figure.querySelector(".plot"), marked, {
      describe: (own, row) => describePoint(own, row, by),
      open: (own, row) => go({ slogan: selected().map((each) => each.asked), by, at: String(row.value ?? ""), of: own.asked }),
      isOpen: (own, row) => own.asked === state.of && String(row.value ?? "") === state.at,
    });
    document.body.dataset.drawn = "yes";
  });
  return figure;
}

function drawCurve(series, by, isLine, width) {
  const isRate = state.measure === "rate", label = word(isRate ? "axis.rate" : "axis.count");
  const none = () => null, low = isRate ? (row) => row.low : none, high = isRate ? (row) => row.high : none;
  if (isLine && !isRate) return barsOverYears(series, { width, label });
  if (isLine) return linesOverYears(series, { width, height: width < NARROW ? 280 : 360, label, read, low, high });
  const total = isRate ? null : (row) => row.count + row.nested_count;
  return dotsInRows(series, { width, label, read, low, high, total, isCount: !isRate, show: (cell) => shownCell(by, cell) });
}

function describePoint(own, row, by) {
  const interval = span(row.low, row.high);
  return [`${own.name} · ${shownCell(by, row.value)}`,
    word(interval ? "point.rate.interval" : "point.rate", { rate: short(row.rate_per_10k), interval }),
    word("point.count", { n: whole(row.count), nested: whole(row.nested_count) }),
    word("point.size", { reports: whole(row.n_reports), chars: whole(row.n_chars) })];
}

function curveCaption(series, drawn, by) {
  const rows = series[0].rows, n = d3.sum(rows, (row) => row.n_reports);
  const undated = by === "year" ? rows.find((row) => row.value === null)?.n_reports ?? 0 : 0;
  const hasInterval = state.measure === "rate" && drawn.some((each) => each.rows.some((row) => isNumber(row.low)));
  return [
    word(hasKinds && state.kind === "main" ? "caption.main" : "caption.all", { n: whole(n), all: whole(N_REPORTS) }),
    state.measure === "count" ? word("caption.nested") : word(`caption.rate.${state.unit === "form" ? "form" : "unit"}`),
    by === "year" ? word("caption.gaps") : null,
    undated ? word("caption.undated", { n: whole(undated) }) : null,
    drawn[0].rows.length < rows.length && by !== "year" ? word("caption.most", { n: whole(drawn[0].rows.length), all: whole(rows.length) }) : null,
    state.measure === "rate" ? word(hasInterval ? "caption.interval" : "caption.no-interval") : null,
    hasInterval && drawn[0].rows.length > 1 && issuersRecur(by) ? word("caption.paired") : null,
    word("caption.open"),
  ].filter(Boolean).join(language() === "zh" ? "" : " ");
}

// Whether an issuer has reports in several cells: then their intervals are not independent.
const issuersRecur = remembering((by) => {
  const seen = new Map(), { ofReport } = cellsOf(by, state.kind);
  return REPORTS.issuer.codes.some((issuer, report) => {
    const before = seen.get(issuer);
    if (ofReport[report] >= 0) seen.set(issuer, ofReport[report]);
    return before !== undefined && ofReport[report] >= 0 && before !== ofReport[report];
  });
});

// The numbers drawn, with the columns of the library's table.
function numbersOf(series, by) {
  return series.flatMap((each) => each.rows.map((row) => ({ ...row, form: each.form, [by]: row.value })));
}

function tools(series, by) {
  const name = `${DATA.collection.name}-slogans-by-${by}`;
  const copy = navigator.clipboard && button(word("copy"), () => navigator.clipboard.writeText(location.href).then(() => say(word("copied"))), { class: "quiet" });
  const holder = element("div", {});
  const details = element("details", { ontoggle: () => details.open && !holder.firstChild && holder.append(numbersTable(series, by)) },
    element("summary", {}, word("numbers")), holder);
  return element("div", { class: "tools" }, element("div", { class: "actions" },
    downloadButton(name, ["form", by, ...SERIES_COLUMNS], () => numbersOf(series, by)), copy), details);
}

function numbersTable(series, by) {
  const rows = numbersOf(series, by).map((row) => ({ ...row, interval: row.low }));
  const columns = [
    { key: "form", label: word("column.form"), kind: "text", show: (row) => chinese(row.form) },
    { key: by, label: word(`by.${by}`), kind: "text", show: (row) => value(shownCell(by, row[by])) },
    { key: "count", label: word("column.count"), kind: "number", show: (row) => whole(row.count) },
    { key: "nested_count", label: word("column.nested"), kind: "number", show: (row) => whole(row.nested_count) },
    { key: "rate_per_10k", label: word("column.rate"), kind: "number", show: (row) => short(row.rate_per_10k) },
    { key: "interval", label: word("column.interval"), kind: "number", show: (row) => span(row.low, row.high) },
    { key: "n_reports", label: word("column.reports"), kind: "number", show: (row) => whole(row.n_reports) },
    { key: "n_chars", label: word("column.chars"), kind: "number", show: (row) => whole(row.n_chars) },
  ];
  return sortableTable(columns, rows, { name: "numbers" });
}

function behindPoint(known, by) {
  if (!state.of) return null;
  const own = known.find((each) => each.asked === state.of);
  if (!own) return null;
  return passagesPanel(state.unit, own.number, by, state.kind, state.at, shownCell(by, by === "year" && state.at ? Number(state.at) : state.at));
}

// Every slogan that occurs, as a table.
function tableView() {
  const rows = summaryOf(state.unit, state.kind).map((row) => ({ ...row, classShown: called("class", row.class) }));
  const columns = [
    { key: "form", label: word("column.form"), kind: "text", show: (row) => chinese(row.form) },
    { key: "classShown", label: word("column.class"), kind: "text", show: (row) => row.classShown },
    language() === "en" ? { key: "gloss", label: word("column.gloss"), kind: "text" } : null,
    { key: "count", label: word("column.count"), kind: "number", show: (row) => whole(row.count) },
    { key: "nested_count", label: word("column.nested"), kind: "number", show: (row) => whole(row.nested_count) },
    { key: "n_reports", label: word("column.reports"), kind: "number", show: (row) => whole(row.n_reports) },
    { key: "first_year", label: word("column.first"), kind: "number", show: (row) => row.first_year ?? "" },
    { key: "last_year", label: word("column.last"), kind: "number", show: (row) => row.last_year ?? "" },
    { key: "rate_per_10k", label: word("column.rate"), kind: "number", show: (row) => short(row.rate_per_10k) },
  ].filter(Boolean);
  const written = ["form", "class", "gloss", "count", "nested_count", "n_reports", "first_year", "last_year", "rate_per_10k", "id"];
  return element("div", {}, heading(word("view.table"), word("table.below")), element("div", { class: "controls" }, unitChoice(),
    hasKinds ? segmented("kind", ["main", "all"].map((each) => [each, word(`kind.${each}`)]), state.kind, (kind) => go({ kind })) : null,
    downloadButton(`${DATA.collection.name}-slogans`, written, () => rows)),
  sortableTable(columns, rows, { name: "slogans", sort: "count", open: (row) => go({ view: "slogans", slogan: [row.form], at: "", of: "" }), openKey: "form" }));
}
