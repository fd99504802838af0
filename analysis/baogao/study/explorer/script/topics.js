// The view of topics: how much of the reports of each year or group each topic of the stored model takes.

function topicsView() {
  const topics = DATA.topics,
    title = heading(word("view.topics"), topics ? topicsBelow(topics) : null);
  if (!topics) return element("div", {}, title, notice(phrase("topics.absent", { name: DATA.collection.name })));
  const possible = Object.keys(topics.prevalence);
  if (!possible.length) return element("div", {}, title, topicTable(topics));
  const by = possible.includes(state.by) ? state.by : possible[0];
  const isThemed = Boolean(topics.themes) && state.merge !== "topics",
    rows = sharesBy(topics, by, isThemed);
  const topic = rows.some((row) => row.topic === Number(state.topic)) ? Number(state.topic) : null;
  return element(
    "div",
    {},
    title,
    element(
      "div",
      { class: "controls" },
      topics.themes
        ? segmented(
            "merge",
            ["themes", "topics"].map((each) => [each, word(`merge.${each}`)]),
            isThemed ? "themes" : "topics",
            (merge) => go({ merge, topic: "" }),
          )
        : null,
      segmented(
        "by",
        possible.map((each) => [each, word(`by.${each}`)]),
        by,
        (each) => go({ by: each }),
      ),
      downloadButton(
        `${DATA.collection.name}-${isThemed ? "themes" : "topics"}-by-${by}`,
        ["name", by, "share", "n_reports", "low", "high"],
        () => rows,
      ),
    ),
    topicMap(topics, rows, by, isThemed),
    topic ? topicDetail(rows, topic, by, isThemed ? [] : termsOf(topics, topic)) : notice(phrase("topics.choose")),
    topicTable(topics),
  );
}

function topicsBelow(topics) {
  return word("topics.below", { k: topics.topics.topic.length, left: percent(topics.share_left_out) });
}

// Rows (objects) of a table that is held as columns.
function rowsOf(columns) {
  const names = Object.keys(columns);
  return (columns[names[0]] ?? []).map((_, place) =>
    Object.fromEntries(names.map((name) => [name, columns[name][place]])),
  );
}

// Shares of the topics or, where readers have merged them, of named themes: one row a topic and cell.
function sharesBy(topics, by, isThemed) {
  const table = rowsOf(isThemed ? topics.themes[by] : topics.prevalence[by]);
  const numbers = new Map([...new Set(table.map((row) => row.theme))].map((theme, place) => [theme, place + 1]));
  return table.map((row) => ({
    ...row,
    cell: row[by],
    topic: isThemed ? numbers.get(row.theme) : row.topic,
    name: isThemed ? row[language()] : `${row.topic} ${row.label}`,
  }));
}

function termsOf(topics, topic) {
  return rowsOf(topics.terms).filter((row) => row.topic === topic);
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

function topicMap(topics, rows, by, isThemed) {
  const recurrence = new Map(topics.topics.topic.map((topic, place) => [topic, topics.topics.recurrence[place]]));
  const isPale = (topic) => !isThemed && recurrence.get(topic) <= topics.recurs;
  const names = new Map(rows.map((row) => [row.topic, row.name])),
    cells = [...new Set(rows.map((row) => row.cell))],
    order = topicOrder(rows, by);
  const years = by === "year" ? d3.range(d3.min(cells), d3.max(cells) + 1) : cells;
  const draw = (width) =>
    heatmap(rows, {
      width,
      topics: order,
      cells: years,
      show: (cell) => shownCell(by, cell),
      name: (topic) => names.get(topic),
      isPale,
    });
  const caption = [
    word(by === "year" ? "topics.caption.years" : "topics.caption"),
    isThemed ? null : word("topics.caption.pale"),
  ];
  const figure = chart(draw, caption.filter(Boolean).join(language() === "zh" ? "" : " "), { "data-chart": "topics" });
  figure.addEventListener("drawn", () =>
    makePoints(
      figure.querySelector(".plot"),
      order.map((topic) => ({ name: "", marked: rows.filter((row) => row.topic === topic) })),
      {
        describe: (own, row) => [
          `${row.name} · ${shownCell(by, row.cell)}`,
          describeShare(row),
          word("point.reports", { reports: whole(row.n_reports) }),
        ],
        open: (own, row) => go({ topic: String(row.topic), by }),
        isOpen: (own, row) => String(row.topic) === state.topic,
      },
    ),
  );
  return figure;
}

function describeShare(row) {
  const interval = isNumber(row.low) ? ` (${percent(row.low)}–${percent(row.high)})` : "";
  return `${word("column.share")} ${percent(row.share)}${interval}`;
}

function topicDetail(rows, topic, by, terms) {
  const own = rows.filter((row) => row.topic === topic).map((row) => ({ ...row, value: row.cell }));
  const series = [{ name: own[0].name, colour: COLOURS[0], rows: own }];
  const options = {
    label: word("axis.share"),
    read: (row) => row.share ?? 0,
    low: (row) => row.low,
    high: (row) => row.high,
    percent: true,
  };
  const draw = (width) =>
    by === "year" && own.length > 1
      ? linesOverYears(series, { width, height: 240, ...options })
      : dotsInRows(series, { width, ...options, show: (cell) => shownCell(by, cell) });
  const figure = chart(draw, word("topics.caption.one"), { "data-chart": "topic" });
  figure.addEventListener("drawn", () =>
    makePoints(figure.querySelector(".plot"), [{ ...series[0], marked: own }], {
      describe: (_, row) => [`${series[0].name} · ${shownCell(by, row.cell)}`, describeShare(row)],
      open: () => {},
    }),
  );
  return element(
    "section",
    { class: "detail" },
    element("h3", {}, value(own[0].name)),
    !terms.length
      ? null
      : element(
          "p",
          { class: "terms", "aria-label": word("terms") },
          terms.map((row) => termBar(row, terms[0].probability)),
        ),
    figure,
  );
}

function termBar(row, most) {
  const term = chinese(row.term, { class: "term", title: percent(row.probability) });
  term.style.setProperty("--share", String(row.probability / most));
  return term;
}

function topicTable(topics) {
  const terms = d3.group(rowsOf(topics.terms), (row) => row.topic);
  const rows = rowsOf(topics.topics).map((row) => ({
    ...row,
    terms: terms
      .get(row.topic)
      .map((each) => each.term)
      .join(" "),
  }));
  const columns = [
    tableColumn("topic", "column.topic", "number"),
    tableColumn("terms", "column.terms", "text wide", (row) => chinese(row.terms)),
    tableColumn("prevalence", "column.share", "number", (row) => percent(row.prevalence)),
    tableColumn("recurrence", "column.recurrence", "number", (row) => percent(row.recurrence)),
    tableColumn("npmi", "column.coherence", "number", (row) => short(row.npmi)),
  ];
  return element(
    "div",
    {},
    sortableTable(columns, rows, {
      name: "topics",
      open: (row) => go({ merge: "topics", topic: String(row.topic) }),
      openKey: "topic",
    }),
    element("p", { class: "below" }, phrase("topics.recurrence")),
  );
}
