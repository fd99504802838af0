// The view of reuse: how much of each report stands in earlier ones, and which reports share what.

const MOST_STRETCHES = 200;

function reuseView() {
  const reuse = DATA.reuse,
    title = heading(word("view.reuse"), reuse ? word("reuse.below") : null);
  if (!reuse) return element("div", {}, title, notice(phrase("reuse.absent", { name: DATA.collection.name })));
  const shares = rowsOf(reuse.shares),
    pairs = rowsOf(reuse.pairs);
  return element(
    "div",
    {},
    title,
    reuseChart(shares),
    sharesTable(shares),
    element("h3", {}, word("reuse.pairs")),
    pairs.length ? pairsTable(pairs, reuse) : notice(phrase("reuse.none")),
    stretchesPanel(reuse),
  );
}

function reuseChart(shares) {
  const kinds = ["previous", "centre", "others"].filter((kind) =>
    shares.some((row) => isNumber(row[`expected_${kind}`])),
  );
  if (!kinds.length) return notice(phrase("reuse.few"));
  const drawn = shares.filter((row) => kinds.some((kind) => isNumber(row[`expected_${kind}`]))).slice(-MOST_ROWS);
  const isSeries =
    new Set(drawn.map((row) => row.year)).size === drawn.length &&
    drawn.length > 2 &&
    drawn.every((row) => isNumber(row.year));
  const series = kinds.map((kind, place) => ({
    name: word(`reuse.${kind}`),
    colour: COLOURS[place],
    rows: drawn
      .filter((row) => isNumber(row[`expected_${kind}`]))
      .map((row) => ({ ...row, value: isSeries ? row.year : row.report, share: row[`expected_${kind}`] })),
  }));
  const options = {
    label: word("axis.share"),
    read: (row) => row.share,
    low: () => null,
    high: () => null,
    percent: true,
  };
  const full = series.map((each) => ({ ...each, rows: isSeries ? each.rows : rowsForAll(drawn, each.rows) }));
  const draw = (width) =>
    isSeries
      ? linesOverYears(series, { width, height: 280, ...options })
      : dotsInRows(full, { width, ...options, show: (id) => titles().get(id) ?? id });
  const figure = chart(draw, word("reuse.caption"), { "data-chart": "reuse" }, legendOfWords(series));
  figure.addEventListener("drawn", () =>
    makePoints(
      figure.querySelector(".plot"),
      (isSeries ? series : full).map((each) => ({ ...each, marked: each.rows })),
      {
        describe: (own, row) => [titles().get(row.report) ?? row.report, `${own.name}: ${percent(row.share)}`],
        open: (own, row) => go({ view: "reports", report: row.report }),
      },
    ),
  );
  return figure;
}

// The same rows for every series, so that all have the same places: those that lack a share have none drawn.
function rowsForAll(drawn, rows) {
  const own = new Map(rows.map((row) => [row.report, row]));
  return drawn.map((row) => own.get(row.report) ?? { ...row, value: row.report, share: NaN });
}

function legendOfWords(series) {
  return element(
    "span",
    { class: "legend" },
    series.map((each) => {
      const key = element("span", { class: "key" }, each.name);
      key.style.setProperty("--colour", each.colour);
      return key;
    }),
  );
}

function sharesTable(shares) {
  const share = (key, label) => ({ key, label: word(label), kind: "number", show: (row) => percent(row[key]) });
  const columns = [
    tableColumn("report", "column.report", "text", (row) => value(titles().get(row.report) ?? row.report)),
    tableColumn("year", "by.year", "number", (row) => row.year ?? ""),
    share("share_previous", "reuse.previous"),
    share("share_centre", "reuse.centre"),
    share("share_others", "reuse.others"),
    share("novelty", "reuse.novelty"),
    share("share_alone", "reuse.alone"),
  ];
  return element(
    "div",
    {},
    element(
      "div",
      { class: "actions" },
      downloadButton(`${DATA.collection.name}-reuse`, Object.keys(DATA.reuse.shares), () => shares),
    ),
    sortableTable(columns, shares, { name: "reuse", page: 12 }),
  );
}

function pairsTable(pairs, reuse) {
  const rows = pairs.map((row) => ({ ...row, key: `${row.earlier} ${row.later}` }));
  const columns = [
    tableColumn("earlier", "reuse.earlier", "text"),
    tableColumn("later", "reuse.later", "text"),
    tableColumn("order", "reuse.order", "text", (row) => called("order", row.order)),
    tableColumn("shared_chars", "reuse.shared", "number", (row) => whole(row.shared_chars)),
    tableColumn("n_stretches", "reuse.stretches", "number", (row) => whole(row.n_stretches)),
    tableColumn("share_of_later", "reuse.share", "number", (row) => percent(row.share_of_later)),
  ];
  return element(
    "div",
    {},
    element(
      "div",
      { class: "actions" },
      downloadButton(`${DATA.collection.name}-reuse-pairs`, Object.keys(DATA.reuse.pairs), () => pairs),
    ),
    sortableTable(columns, rows, { name: "pairs", page: 20, open: (row) => go({ pair: row.key }), openKey: "key" }),
    reuse.n_pairs > pairs.length
      ? element("p", { class: "below" }, phrase("reuse.cut", { n: whole(pairs.length), all: whole(reuse.n_pairs) }))
      : null,
  );
}

// The stretches that a pair of reports shares: their passages and offsets.
function stretchesPanel(reuse) {
  const [earlier, later] = state.pair.split(" ");
  if (!later) return null;
  if (!reuse.stretches) return notice(phrase("reuse.no-stretches"));
  const { passages } = reuse,
    isOf = (passage, report) => passages[passage].startsWith(`${report}:`);
  const rows = rowsOf(reuse.stretches)
    .filter((row) => (isOf(row.a, earlier) && isOf(row.b, later)) || (isOf(row.a, later) && isOf(row.b, earlier)))
    .map((row) => ({ ...row, passage_a: passages[row.a], passage_b: passages[row.b] }));
  const columns = [
    ...["a", "b"].flatMap((side) => [
      tableColumn(`passage_${side}`, "column.passage", "text", (row) =>
        value(row[`passage_${side}`], { class: "mono" }),
      ),
      tableColumn(`start_${side}`, "column.offsets", "number", (row) =>
        value(`${row[`start_${side}`]}–${row[`end_${side}`]}`, { class: "mono" }),
      ),
    ]),
    tableColumn("shared_chars", "reuse.shared", "number", (row) => whole(row.shared_chars)),
    tableColumn("kind", "reuse.kind", "text", (row) => called("reuse.kind", row.kind)),
  ];
  return element(
    "section",
    { class: "passages", id: "passages" },
    element(
      "div",
      { class: "title" },
      element("h3", { tabindex: "-1", id: "passages-title" }, value(`${earlier} → ${later}`)),
      downloadButton(
        `${DATA.collection.name}-${earlier}-${later}`,
        ["passage_a", "start_a", "end_a", "passage_b", "start_b", "end_b", "shared_chars", "kind"],
        () => rows,
      ),
      button(word("close"), () => go({ pair: "" }), { class: "quiet" }),
    ),
    sortableTable(columns, rows, { name: "stretches", sort: "shared_chars" }),
  );
}
