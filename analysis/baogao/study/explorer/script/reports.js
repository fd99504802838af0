// The view of reports: what the collection holds, and the slogans of one report.

function reportsView() {
  const rows = REPORTS.report_id.map((report_id, report) => ({
    report_id,
    title: REPORTS.title[report] || report_id,
    name: reportName(report_id),
    date: REPORTS.date[report],
    region: columnOf("region")[report],
    level: columnOf("level")[report],
    genre: columnOf("genre")[report],
    subgenre: columnOf("subgenre")[report],
    n_chars: REPORTS.n_chars[report],
    places: placesHeld()[report],
  }));
  const code = (key) => ({ key, label: word(`by.${key}`), kind: "text", show: (row) => called(key, row[key]) });
  const columns = [
    tableColumn("name", "column.title", "text", (row) => reportLabel(row.report_id)),
    tableColumn("date", "column.date", "text"),
    tableColumn("region", "by.region", "text", (row) => chinese(row.region ?? "")),
    code("level"),
    code("genre"),
    hasKinds
      ? { ...code("subgenre"), show: (row) => (row.subgenre ? called("subgenre", row.subgenre) : word("kind.main")) }
      : null,
    tableColumn("n_chars", "column.chars", "number", (row) => whole(row.n_chars)),
    tableColumn("places", "column.places", "number", (row) => whole(row.places)),
  ].filter(Boolean);
  const written = ["report_id", "title", "date", "region", "level", "genre", "subgenre", "n_chars", "places"];
  return element(
    "div",
    {},
    heading(word("view.reports"), word("reports.below", { n: whole(N_REPORTS) })),
    element(
      "div",
      { class: "actions" },
      downloadButton(`${DATA.collection.name}-reports`, written, () => rows),
    ),
    oneReport(),
    sortableTable(columns, rows, {
      name: "reports",
      open: (row) => go({ report: row.report_id }),
      openKey: "report_id",
    }),
  );
}

// How many places of each report slogans hold.
const placesHeld = remembering(() => {
  const counts = new Int32Array(N_REPORTS);
  HITS.maximal.forEach((isMaximal, hit) => {
    if (isMaximal) counts[reportOf(hit)] += 1;
  });
  return counts;
});

function oneReport() {
  const report = REPORTS.report_id.indexOf(state.report);
  if (report < 0) return null;
  const rows = slogansOfReport(report, state.unit);
  const columns = [
    tableColumn("form", "column.form", "text", (row) => chinese(row.form)),
    tableColumn("classShown", "column.class", "text", (row) => row.classShown),
    language() === "en" ? tableColumn("gloss", "column.gloss", "text") : null,
    tableColumn("count", "column.count", "number", (row) => whole(row.count)),
    tableColumn("nested_count", "column.nested", "number", (row) => whole(row.nested_count)),
  ].filter(Boolean);
  const open = (row) =>
    go({
      view: "slogans",
      slogan: [row.form],
      by: "report",
      kind: included(state.kind)[report] ? state.kind : "all",
      at: state.report,
      of: row.form,
    });
  return element(
    "section",
    { class: "passages" },
    element(
      "div",
      { class: "title" },
      element("h3", {}, reportLabel(state.report)),
      downloadButton(`${state.report}-slogans`, ["form", "class", "gloss", "count", "nested_count", "id"], () => rows),
      button(word("close"), () => go({ report: "" }), { class: "quiet" }),
    ),
    sortableTable(columns, rows, { name: "report", open, openKey: "form" }),
    sumNote(report, rows),
    nestedNote(),
  );
}

// Why the counts of a report's slogans do not add up to what the list of reports says.
function sumNote(report, rows) {
  const counts = { sum: whole(d3.sum(rows, (row) => row.count)), held: whole(placesHeld()[report]) };
  return element("p", { class: "below" }, phrase(state.unit === "form" ? "report.sum.form" : "report.sum.unit", counts));
}

const slogansOfReport = remembering((report, unit) => {
  const flags = countedFlags(unit),
    ofForm = unitOfForm(unit),
    counts = new Map();
  HITS.form.forEach((form, hit) => {
    if (reportOf(hit) !== report) return;
    const own = counts.get(ofForm[form]) ?? counts.set(ofForm[form], { count: 0, nested_count: 0 }).get(ofForm[form]);
    own[flags[hit] ? "count" : "nested_count"] += 1;
  });
  return [...counts]
    .map(([number, own]) => ({
      ...nameOf(unit, number),
      classShown: called("class", nameOf(unit, number).class),
      ...own,
    }))
    .sort((a, b) => b.count - a.count || b.nested_count - a.nested_count);
});
