// The view of all slogans that occur, as a table.

function tableView() {
  const rows = summaryOf(state.unit, state.kind).map((row) => ({ ...row, classShown: called("class", row.class) }));
  const columns = [
    tableColumn("form", "column.form", "text", (row) => chinese(row.form)),
    tableColumn("classShown", "column.class", "text", (row) => row.classShown),
    language() === "en" ? tableColumn("gloss", "column.gloss", "text") : null,
    tableColumn("count", "column.count", "number", (row) => whole(row.count)),
    tableColumn("nested_count", "column.nested", "number", (row) => whole(row.nested_count)),
    tableColumn("n_reports", "column.reports", "number", (row) => whole(row.n_reports)),
    tableColumn("first_year", "column.first", "number", (row) => row.first_year ?? ""),
    tableColumn("last_year", "column.last", "number", (row) => row.last_year ?? ""),
    tableColumn("rate_per_10k", "column.rate", "number", (row) => short(row.rate_per_10k)),
  ].filter(Boolean);
  const written = [
    "form",
    "class",
    "gloss",
    "count",
    "nested_count",
    "n_reports",
    "first_year",
    "last_year",
    "rate_per_10k",
    "id",
  ];
  return element(
    "div",
    {},
    heading(word("view.table"), word("table.below")),
    element(
      "div",
      { class: "controls" },
      unitChoice(),
      hasKinds
        ? segmented(
            "kind",
            ["main", "all"].map((each) => [each, word(`kind.${each}`)]),
            state.kind,
            (kind) => go({ kind }),
          )
        : null,
      downloadButton(`${DATA.collection.name}-slogans`, written, () => rows),
    ),
    sortableTable(columns, rows, {
      name: "slogans",
      sort: "count",
      open: (row) => go({ view: "slogans", slogan: [row.form], at: "", of: "" }),
      openKey: "form",
    }),
    nestedNote(),
  );
}
