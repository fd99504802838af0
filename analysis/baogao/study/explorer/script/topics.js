// The view of topics: how much of the reports of each year or group each topic of the stored model takes.

function topicsView() {
  const topics = DATA.topics, title = heading(word("view.topics"), topics ? topicsBelow(topics) : null);
  if (!topics) return element("div", {}, title, notice(phrase("topics.absent", { name: DATA.collection.name })));
  const possible = Object.keys(topics.prevalence);
  if (!possible.length) return element("div", {}, title, topicTable(topics));
  const by = possible.includes(state.by) ? state.by : possible[0];
  const rows = rowsOf(topics.prevalence[by]).map((row) => ({ ...row, cell: row[by] }));
  const topic = topics.topics.topic.includes(Number(state.topic)) ? Number(state.topic) : null;
  return element("div", {}, title, element("div", { class: "controls" },
    segmented("by", possible.map((each) => [each, word(`by.${each}`)]), by, (each) => go({ by: each })),
    downloadButton(`${DATA.collection.name}-topics-by-${by}`, ["topic", "label", by, "share", "n_reports", "low", "high"], () => rows)),
  topicMap(topics, rows, by), topic ? topicDetail(topics, rows, topic, by) : notice(phrase("topics.choose")), topicTable(topics));
}

function topicsBelow(topics) {
  return word("topics.below", { k: topics.topics.topic.length, left: percent(topics.share_left_out) });
}

// Rows (objects) of a table that is held as columns.
function rowsOf(columns) {
  const names = Object.keys(columns);
  return (columns[names[0]] ?? []).map((_, place) => Object.fromEntries(names.map((name) => [name, columns[name][place]])));
}

// What a topic is called: the theme that the collection gives it, where it does, and three of its terms.
function topicName(topics, topic) {
  const place = topics.topics.topic.indexOf(topic), theme = topics.themes?.[topic]?.[language() === "zh" ? 0 : 1];
  return theme ? `${topic} ${theme}` : `${topic} ${topics.topics.label[place]}`;
}

// Topics in the order of their centre in time or, of groups, of their number.
function topicOrder(rows, by) {
  const numbers = [...new Set(rows.map((row) => row.topic))];
  if (by !== "year") return numbers;
  const centre = (topic) => {
    const own = rows.filter((row) => row.topic === topic && isNumber(row.share));
    return d3.sum(own, (row) => row.share * row.cell) / d3.sum(own, (row) => row.share);
  };
  return numbers.sort((a, b) => centre(a) - centre(b));
}

function topicMap(topics, rows, by) {
  const cells = [...new Set(rows.map((row) => row.cell))], order = topicOrder(rows, by);
  const years = by === "year" ? d3.range(d3.min(cells), d3.max(cells) + 1) : cells;
  const draw = (width) => heatmap(rows, { width, topics: order, cells: years, show: (cell) => shownCell(by, cell), name: (topic) => topicName(topics, topic) });
  const figure = chart(draw, word(by === "year" ? "topics.caption.years" : "topics.caption"), { "data-chart": "topics" });
  figure.addEventListener("drawn", () => makePoints(figure.querySelector(".plot"), [{ name: "", marked: rows }], {
    describe: (own, row) => [`${topicName(topics, row.topic)} · ${shownCell(by, row.cell)}`, describeShare(row), word("point.reports", { reports: whole(row.n_reports) })],
    open: (own, row) => go({ topic: String(row.topic), by }),
    isOpen: (own, row) => String(row.topic) === state.topic,
  }));
  return figure;
}

function describeShare(row) {
  const interval = isNumber(row.low) ? ` (${percent(row.low)}–${percent(row.high)})` : "";
  return `${word("column.share")} ${percent(row.share)}${interval}`;
}

function topicDetail(topics, rows, topic, by) {
  const own = rows.filter((row) => row.topic === topic).map((row) => ({ ...row, value: row.cell }));
  const terms = rowsOf(topics.terms).filter((row) => row.topic === topic);
  const series = [{ name: topicName(topics, topic), colour: COLOURS[0], rows: own }];
  const options = { label: word("axis.share"), read: (row) => row.share ?? 0, low: (row) => row.low, high: (row) => row.high, percent: true };
  const draw = (width) => (by === "year" && own.length > 1 ? linesOverYears(series, { width, height: 240, ...options })
    : dotsInRows(series, { width, ...options, show: (cell) => shownCell(by, cell) }));
  const figure = chart(draw, word("topics.caption.one"), { "data-chart": "topic" });
  figure.addEventListener("drawn", () => makePoints(figure.querySelector(".plot"), [{ ...series[0], marked: own }], {
    describe: (_, row) => [`${series[0].name} · ${shownCell(by, row.cell)}`, describeShare(row)], open: () => {} }));
  return element("section", { class: "detail" }, element("h3", {}, value(topicName(topics, topic))),
    element("p", { class: "terms", "aria-label": word("terms") }, terms.map((row) => termBar(row, terms[0].probability))), figure);
}

function termBar(row, most) {
  const term = chinese(row.term, { class: "term", title: percent(row.probability) });
  term.style.setProperty("--share", String(row.probability / most));
  return term;
}

function topicTable(topics) {
  const terms = d3.group(rowsOf(topics.terms), (row) => row.topic);
  const rows = rowsOf(topics.topics).map((row) => ({ ...row, name: topicName(topics, row.topic), terms: terms.get(row.topic).map((each) => each.term).join(" ") }));
  const columns = [
    { key: "topic", label: word("column.topic"), kind: "number" },
    { key: "terms", label: word("terms"), kind: "text", show: (row) => chinese(row.terms) },
    { key: "prevalence", label: word("column.share"), kind: "number", show: (row) => percent(row.prevalence) },
    { key: "recurrence", label: word("column.recurrence"), kind: "number", show: (row) => percent(row.recurrence) },
    { key: "npmi", label: word("column.coherence"), kind: "number", show: (row) => short(row.npmi) },
  ];
  return element("div", {}, sortableTable(columns, rows, { name: "topics", open: (row) => go({ topic: String(row.topic) }), openKey: "topic" }),
    element("p", { class: "below" }, phrase("topics.recurrence")));
}
