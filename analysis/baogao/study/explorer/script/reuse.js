// The view of reuse: how much of each report stands in which others, and which reports share what.

const KINDS = ["previous", "centre", "others"]; // of other texts, as the columns of shares name them

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
    stretchesPanel(reuse, pairs),
  );
}

function reuseChart(shares) {
  const has = (column) => shares.some((row) => isNumber(row[column])),
    kinds = KINDS.filter((kind) => has(`expected_${kind}`)),
    undrawn = KINDS.filter((kind) => has(`share_${kind}`) && !kinds.includes(kind));
  if (!kinds.length) return notice(undrawn.length ? word("reuse.short", amounts(undrawn)) : word("reuse.few"));
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
      : dotsInRows(full, { width, ...options, show: reportName });
  const caption = [word("reuse.caption", amounts()), undrawn.length ? word("reuse.short", amounts(undrawn)) : null];
  const text = caption.filter(Boolean).join(language() === "zh" ? "" : " ");
  const figure = chart(draw, text, { "data-chart": "reuse" }, legendOfWords(series));
  figure.addEventListener("drawn", () =>
    makePoints(
      figure.querySelector(".plot"),
      (isSeries ? series : full).map((each) => ({ ...each, marked: each.rows })),
      {
        describe: (own, row) => [
          reportName(row.report),
          ...idLine("report", row.report),
          `${own.name}: ${percent(row.share)}`,
        ],
        open: (own, row) => go({ view: "reports", report: row.report }),
      },
    ),
  );
  return figure;
}

// How many characters of other texts shares are worked out for, and the kinds of text of which there are fewer.
function amounts(kinds = []) {
  const { own, others } = DATA.reuse.drawn,
    names = kinds.map((kind) => word(`reuse.${kind}`));
  return { own: whole(own), others: whole(others), kinds: names.join(language() === "zh" ? "、" : ", ") };
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
  const rows = shares.map((row) => ({ ...row, name: reportName(row.report) }));
  const columns = [
    tableColumn("name", "column.report", "text", (row) => reportLabel(row.report)),
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
    sortableTable(columns, rows, { name: "reuse", page: 12 }),
    sharesNotes(shares),
  );
}

// What the shares are of, and why a column or a cell is blank.
function sharesNotes(shares) {
  const columns = ["share_previous", "share_centre", "share_others", "novelty"];
  const blank = (column) => shares.filter((row) => !isNumber(row[column])).length;
  const empty = columns.filter((column) => shares.length && blank(column) === shares.length);
  const isPartly = columns.some((column) => blank(column) && !empty.includes(column));
  const keys = [
    "reuse.total",
    "reuse.columns",
    ...empty.map((column) => `reuse.empty.${column.replace("share_", "")}`),
    isPartly ? "reuse.blank" : null,
  ];
  return keys.filter(Boolean).map((key) => element("p", { class: "below" }, phrase(key)));
}

function pairsTable(pairs, reuse) {
  const rows = pairs.map((row) => ({ ...row, first: reportName(row.earlier), second: reportName(row.later), key: pairKey(row) }));
  const columns = [
    tableColumn("first", "reuse.earlier", "text", (row) => reportLabel(row.earlier)),
    tableColumn("second", "reuse.later", "text", (row) => reportLabel(row.later)),
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
    element("p", { class: "below" }, phrase("reuse.total.pairs")),
    reuse.n_pairs > pairs.length
      ? element("p", { class: "below" }, phrase("reuse.cut", { n: whole(pairs.length), all: whole(reuse.n_pairs) }))
      : null,
  );
}
