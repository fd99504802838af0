// The curve of the slogans chosen: by years as lines or bars, by groups as rows of dots, and what is said below it.

// The rows that a chart has room for: of many, those that hold most.
function drawnRows(series, by) {
  const order = series[0].rows.map((row, place) => place);
  const total = (place) => d3.sum(series, (each) => each.rows[place].count + nestedOf(each.rows[place]));
  const kept =
    order.length > MOST_ROWS
      ? order
          .sort((a, b) => total(b) - total(a))
          .slice(0, MOST_ROWS)
          .sort((a, b) => a - b)
      : order;
  const dates = new Map(REPORTS.report_id.map((id, report) => [id, REPORTS.date[report] || "9999"]));
  if (by === "report")
    kept.sort((a, b) => dates.get(series[0].rows[a].value).localeCompare(dates.get(series[0].rows[b].value)) || a - b);
  else if (by !== "year") kept.sort((a, b) => read(series[0].rows[b]) - read(series[0].rows[a]) || a - b);
  return series.map((each) => ({ ...each, rows: kept.map((place) => each.rows[place]) }));
}

function read(row) {
  return state.measure === "rate" ? (row.rate_per_10k ?? 0) : row.count;
}

function curve(series, by) {
  const isLine = by === "year" && series[0].rows.filter((row) => row.value !== null).length > 1;
  const drawn = isLine
    ? series.map((each) => ({ ...each, rows: each.rows.filter((row) => row.value !== null) }))
    : drawnRows(series, by);
  const marked = drawn.map((each) => ({ ...each, marked: each.rows }));
  const figure = chart((width) => drawCurve(drawn, by, isLine, width), curveCaption(series, drawn, by), {
    class: isLine ? "curve" : null,
    "data-chart": "curve",
  });
  figure.addEventListener("drawn", () => {
    makePoints(figure.querySelector(".plot"), marked, {
      describe: (own, row) => describePoint(own, row, by),
      open: (own, row) =>
        go({ slogan: selected().map((each) => each.asked), by, at: String(row.value ?? ""), of: own.asked }),
      isOpen: (own, row) => own.asked === state.of && String(row.value ?? "") === state.at,
    });
    document.body.dataset.drawn = "yes";
  });
  return figure;
}

function drawCurve(series, by, isLine, width) {
  const isRate = state.measure === "rate",
    label = word(isRate ? "axis.rate" : "axis.count");
  const none = () => null,
    low = isRate ? (row) => row.low : none,
    high = isRate ? (row) => row.high : none;
  if (isLine && !isRate) return barsOverYears(series, { width, label });
  if (isLine) return linesOverYears(series, { width, height: width < NARROW ? 280 : 360, label, read, low, high });
  const total = isRate || state.unit !== "form" ? null : (row) => row.count + row.nested_count;
  return dotsInRows(series, {
    width,
    label,
    read,
    low,
    high,
    total,
    isCount: !isRate,
    show: (cell) => shownCell(by, cell),
  });
}

function describePoint(own, row, by) {
  const interval = span(row.low, row.high);
  return [
    `${own.name} · ${shownCell(by, row.value)}`,
    ...idLine(by, row.value),
    word(interval ? "point.rate.interval" : "point.rate", { rate: short(row.rate_per_10k), interval }),
    countLine(row),
    word("point.size", { reports: whole(row.n_reports), chars: whole(row.n_chars) }),
  ];
}

// How often a unit occurs in a cell, in words.
function countLine(row) {
  const counts = { n: whole(row.count), nested: whole(row.nested_count) };
  if (state.unit === "form") return word("point.count", counts);
  return word(row.nested_count ? "point.count.unit" : "point.only", counts);
}

function curveCaption(series, drawn, by) {
  const rows = series[0].rows,
    n = d3.sum(rows, (row) => row.n_reports);
  const undated = by === "year" ? (rows.find((row) => row.value === null)?.n_reports ?? 0) : 0;
  const hasInterval = state.measure === "rate" && drawn.some((each) => each.rows.some((row) => isNumber(row.low)));
  return [
    word(hasKinds && state.kind === "main" ? "caption.main" : "caption.all", { n: whole(n), all: whole(N_REPORTS) }),
    state.measure === "count" && state.unit === "form"
      ? word("caption.nested")
      : word(`caption.rate.${state.unit === "form" ? "form" : "unit"}`),
    by === "year" ? word("caption.gaps") : null,
    undated ? word("caption.undated", { n: whole(undated) }) : null,
    drawn[0].rows.length < rows.length && by !== "year"
      ? word("caption.most", { n: whole(drawn[0].rows.length), all: whole(rows.length) })
      : null,
    state.measure === "rate" ? word(hasInterval ? "caption.interval" : "caption.no-interval") : null,
    hasInterval && drawn[0].rows.length > 1 && issuersRecur(by) ? word("caption.paired") : null,
    word("caption.open"),
  ]
    .filter(Boolean)
    .join(language() === "zh" ? "" : " ");
}

// Whether an issuer has reports in several cells: then their intervals are not independent.
const issuersRecur = remembering((by) => {
  const seen = new Map(),
    { ofReport } = cellsOf(by, state.kind);
  return REPORTS.issuer.codes.some((issuer, report) => {
    const before = seen.get(issuer);
    if (ofReport[report] >= 0) seen.set(issuer, ofReport[report]);
    return before !== undefined && ofReport[report] >= 0 && before !== ofReport[report];
  });
});
