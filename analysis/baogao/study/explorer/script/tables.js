// Tables that are sorted by a click on a column's name, a page of rows at a time.

const PAGE = 50;

// A column: the key of its content, the word it is called by, and what a row shows there if not the content itself.
function tableColumn(key, label, kind, show) {
  return { key, label: word(label), kind, show };
}

// Columns: {key, label, kind: "number" or "text", show: what a row has there (a node or text)}. A row may lead somewhere.
function sortableTable(
  columns,
  rows,
  { name, sort = null, descending = true, open = null, openKey = null, page = PAGE } = {},
) {
  const order = { key: sort, descending, shown: page };
  const holder = element("div", { class: "table", "data-table": name });
  const draw = () => {
    const focused = holder.contains(document.activeElement) ? document.activeElement.dataset.focus : null;
    holder.replaceChildren(
      tableOf(columns, sorted(rows, order), order, { draw, name, open, openKey }),
      more(rows, order, draw),
    );
    if (focused) holder.querySelector(`[data-focus="${CSS.escape(focused)}"]`)?.focus();
  };
  draw();
  return holder;
}

function sorted(rows, { key, descending }) {
  if (!key) return rows;
  const sign = descending ? -1 : 1;
  return [...rows].sort((a, b) => compare(a[key], b[key], sign));
}

// What is missing comes last either way.
function compare(a, b, sign) {
  const lacks = (each) => each === null || each === undefined || each === "" || Number.isNaN(each);
  if (lacks(a) || lacks(b)) return Number(lacks(a)) - Number(lacks(b));
  if (typeof a === "number" && typeof b === "number") return sign * (a - b);
  return sign * String(a).localeCompare(String(b), "zh-Hans-u-co-pinyin");
}

function tableOf(columns, rows, order, ways) {
  const heads = columns.map((column) => head(column, order, ways));
  const body = rows.slice(0, order.shown).map((row) => tableRow(columns, row, ways));
  return element(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": word("table") },
    element("table", {}, element("thead", {}, element("tr", {}, heads)), element("tbody", {}, body)),
  );
}

function head(column, order, { draw, name }) {
  const isSorted = order.key === column.key;
  const choose = () => {
    order.descending = isSorted ? !order.descending : column.kind === "number";
    order.key = column.key;
    draw();
  };
  const state = isSorted ? (order.descending ? "descending" : "ascending") : "none";
  return element(
    "th",
    { scope: "col", class: column.kind, "aria-sort": state },
    button(column.label, choose, { "data-focus": `${name}-${column.key}` }),
  );
}

function tableRow(columns, row, { open, openKey }) {
  const cells = columns.map((column, place) => {
    const shown = column.show ? column.show(row) : value(row[column.key] ?? "");
    const held =
      open && place === 0
        ? button(shown, () => open(row), { class: "link", "data-row": openKey ? row[openKey] : null })
        : shown;
    return element("td", { class: column.kind }, held ?? "");
  });
  return element("tr", {}, cells);
}

function more(rows, order, draw) {
  if (rows.length <= order.shown) return element("p", { class: "count" }, phrase("rows", { n: whole(rows.length) }));
  const next = button(
    word("more"),
    () => {
      order.shown += 4 * PAGE;
      draw();
    },
    { class: "quiet", "data-focus": "more" },
  );
  return element(
    "p",
    { class: "count" },
    phrase("rows.of", { n: whole(order.shown), all: whole(rows.length) }),
    " ",
    next,
  );
}
