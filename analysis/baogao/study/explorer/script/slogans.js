// The view of slogans: those chosen, their curve by years or groups, and the passages behind a point.

const SERIES_COLUMNS = ["n_reports", "n_chars", "count", "nested_count", "rate_per_10k", "low", "high"];

// The slogans shown, each with its colour; without any asked for, one of each third of the years.
function selected() {
  const forms = state.slogan.length ? state.slogan.filter(Boolean) : standardChoice();
  const taken = new Set();
  return forms
    .flatMap((asked) => {
      const number = unitOf(asked, state.unit);
      if (number >= 0 && taken.has(number)) return [];
      taken.add(number);
      return [
        {
          asked,
          number,
          ...(number < 0 ? { form: asked } : nameOf(state.unit, number)),
          colour: COLOURS[taken.size - 1],
        },
      ];
    })
    .slice(0, MOST_COMPARED);
}

const firstThree = remembering((kind) => {
  const rows = summaryOf("slogan", kind),
    years = rows.map((row) => row.first_year).filter(isNumber);
  const first = d3.min(years),
    width = (d3.max(REPORTS.year.filter(isNumber)) - first + 1) / 3;
  if (!(width >= 4)) return rows.slice(0, 3).map((row) => row.form);
  const third = (row) => Math.floor((row.first_year - first) / width);
  return [0, 1, 2]
    .map((place) => rows.find((row) => isNumber(row.first_year) && third(row) === place)?.form)
    .filter(Boolean);
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
  const chosen = selected(),
    known = chosen.filter((each) => each.number >= 0),
    by = currentBy();
  const series = known.map((each) => ({
    ...each,
    name: each.form,
    rows: ratesOf(state.unit, each.number, by, state.kind),
  }));
  return element(
    "div",
    { class: "split" },
    searchPanel(),
    element(
      "section",
      { class: "stage", "aria-label": word("view.slogans") },
      selection(chosen),
      series.length
        ? [controls(by), curve(series, by), tools(series, by), behindPoint(known, by)]
        : notice(phrase("choose")),
    ),
  );
}

function selection(chosen) {
  const rows = new Map(summaryOf(state.unit, state.kind).map((row) => [row.number, row]));
  return element(
    "ul",
    { class: "chosen", "aria-label": word("chosen") },
    chosen.map((each) => chip(each, rows.get(each.number))),
  );
}

// What is said of a slogan shown: of a form as written the nested ones too, which its reports hold as well.
function factsKey(row) {
  const isForm = state.unit === "form" && row.nested_count;
  if (isNumber(row.first_year)) return isForm ? "facts.form" : "facts";
  return isForm ? "facts.form.undated" : "facts.undated";
}

function chip(each, row) {
  const facts = row
    ? phrase(factsKey(row), {
        n: whole(row.count),
        nested: whole(row.nested_count),
        reports: whole(row.n_reports),
        years: [...new Set([row.first_year, row.last_year])].join("–"),
      })
    : phrase(each.number < 0 ? "unknown" : "zero", { name: DATA.collection.name });
  const item = element(
    "li",
    {},
    element("span", { class: "swatch" }),
    element(
      "div",
      {},
      element(
        "div",
        { class: "name" },
        chinese(each.form),
        element("span", { class: "class" }, each.class ? called("class", each.class) : ""),
      ),
      element(
        "div",
        { class: "below" },
        language() === "en" && each.gloss ? value(each.gloss, { class: "gloss" }) : null,
        facts,
      ),
    ),
    button("×", () => toggle(each.asked), {
      class: "remove",
      "aria-label": `${word("remove")} ${each.form}`,
      "data-focus": `remove-${each.form}`,
      "data-names-data": true,
    }),
  );
  item.style.setProperty("--colour", each.colour);
  return item;
}

function controls(by) {
  const choices = groupings(state.kind).map((each) => [each, word(`by.${each}`)]);
  return element(
    "div",
    { class: "controls" },
    segmented("by", choices, by, (each) => go({ by: each, at: "", of: "" })),
    segmented(
      "measure",
      ["rate", "count"].map((each) => [each, word(`measure.${each}`)]),
      state.measure,
      (measure) => go({ measure }),
    ),
    hasKinds
      ? segmented(
          "kind",
          ["main", "all"].map((each) => [each, word(`kind.${each}`)]),
          state.kind,
          (kind) => go({ kind, at: "", of: "" }),
        )
      : null,
  );
}

// A value of a cell as it is shown.
function shownCell(by, cell) {
  if (cell === null || cell === "") return word(by === "year" ? "undated" : "none");
  if (by === "report") return reportName(cell);
  return by === "level" || by === "genre" || by === "subgenre" ? called(by, cell) : String(cell);
}

// The numbers drawn, with the columns of the library's table.
function numbersOf(series, by) {
  return series.flatMap((each) => each.rows.map((row) => ({ ...row, form: each.form, [by]: row.value })));
}

function tools(series, by) {
  const name = `${DATA.collection.name}-slogans-by-${by}`;
  const copy =
    navigator.clipboard &&
    button(word("copy"), () => navigator.clipboard.writeText(location.href).then(() => say(word("copied"))), {
      class: "quiet",
    });
  const holder = element("div", {});
  const details = element(
    "details",
    { ontoggle: () => details.open && !holder.firstChild && holder.append(...numbersTable(series, by)) },
    element("summary", {}, word("numbers")),
    holder,
  );
  return element(
    "div",
    { class: "tools" },
    element(
      "div",
      { class: "actions" },
      downloadButton(name, ["form", by, ...SERIES_COLUMNS], () => numbersOf(series, by)),
      copy,
    ),
    details,
  );
}

function numbersTable(series, by) {
  const rows = numbersOf(series, by).map((row) => ({ ...row, interval: row.low }));
  const columns = [
    tableColumn("form", "column.form", "text", (row) => chinese(row.form)),
    tableColumn(by, `by.${by}`, "text", (row) =>
      value(shownCell(by, row[by]), { title: by === "report" ? row[by] : null }),
    ),
    tableColumn("count", "column.count", "number", (row) => whole(row.count)),
    tableColumn("nested_count", "column.nested", "number", (row) => whole(row.nested_count)),
    tableColumn("rate_per_10k", "column.rate", "number", (row) => short(row.rate_per_10k)),
    tableColumn("interval", "column.interval", "number", (row) => span(row.low, row.high)),
    tableColumn("n_reports", "column.reports", "number", (row) => whole(row.n_reports)),
    tableColumn("n_chars", "column.chars", "number", (row) => whole(row.n_chars)),
  ];
  return [sortableTable(columns, rows, { name: "numbers" }), nestedNote()];
}

function behindPoint(known, by) {
  if (!state.of) return null;
  const own = known.find((each) => each.asked === state.of);
  if (!own) return null;
  return passagesPanel(
    state.unit,
    own.number,
    by,
    state.kind,
    state.at,
    shownCell(by, by === "year" && state.at ? Number(state.at) : state.at),
  );
}
