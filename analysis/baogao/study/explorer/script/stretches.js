// The stretches that a pair of reports shares: where they lie in the one that is named first, and in the other.

const SIDES = ["earlier", "later"]; // as the table of pairs names them, and calls them first and second

function pairKey(pair) {
  return `${pair.earlier} ${pair.later}`;
}

function stretchesPanel(reuse, pairs) {
  const pair = pairs.find((row) => pairKey(row) === state.pair);
  if (!pair) return null;
  if (!reuse.stretches) return notice(phrase("reuse.no-stretches", { name: DATA.collection.name }));
  const rows = stretchesOf(reuse, pair);
  const columns = [
    ...SIDES.flatMap((side) => [
      sideColumn(side, "passage", (row) => row[`passage_${side}`]),
      sideColumn(side, "offsets", (row) => `${row[`start_${side}`]}–${row[`end_${side}`]}`),
    ]),
    tableColumn("shared_chars", "reuse.shared", "number", (row) => whole(row.shared_chars)),
    tableColumn("kind", "reuse.kind", "text", (row) => called("reuse.kind", row.kind)),
  ];
  const written = SIDES.flatMap((side) => [`passage_${side}`, `start_${side}`, `end_${side}`]);
  return element(
    "section",
    { class: "passages", id: "passages" },
    element(
      "div",
      { class: "title" },
      pairTitle(pair),
      downloadButton(
        `${DATA.collection.name}-${pair.earlier}-${pair.later}`,
        [...written, "shared_chars", "kind"],
        () => rows,
      ),
      button(word("close"), () => go({ pair: "" }), { class: "quiet" }),
    ),
    sortableTable(columns, rows, { name: "stretches", sort: "shared_chars" }),
  );
}

// The stretches of a pair, each with its place in both reports, whichever of them the feature table has first.
function stretchesOf(reuse, pair) {
  const isOf = (passage, report) => reuse.passages[passage].startsWith(`${report}:`);
  return rowsOf(reuse.stretches).flatMap((row) => {
    if (isOf(row.a, pair.earlier) && isOf(row.b, pair.later)) return [sided(reuse, row, ["a", "b"])];
    if (isOf(row.a, pair.later) && isOf(row.b, pair.earlier)) return [sided(reuse, row, ["b", "a"])];
    return [];
  });
}

function sided(reuse, row, from) {
  const places = SIDES.map((side, place) => ({
    [`passage_${side}`]: reuse.passages[row[from[place]]],
    [`start_${side}`]: row[`start_${from[place]}`],
    [`end_${side}`]: row[`end_${from[place]}`],
  }));
  return { ...places[0], ...places[1], shared_chars: row.shared_chars, kind: row.kind };
}

// A column of the one or the other report, which its head names.
function sideColumn(side, what, show) {
  return {
    key: what === "passage" ? `passage_${side}` : `start_${side}`,
    label: word("reuse.side", { side: word(`reuse.${side}`), what: word(`column.${what}`) }),
    kind: what === "passage" ? "text" : "number",
    show: (row) => value(show(row), { class: "mono" }),
  };
}

// Both reports by name; an arrow only where the first is known to be earlier.
function pairTitle(pair) {
  return element(
    "h3",
    { tabindex: "-1", id: "passages-title" },
    reportLabel(pair.earlier),
    value(pair.order === "earlier" ? " → " : PART),
    reportLabel(pair.later),
  );
}
