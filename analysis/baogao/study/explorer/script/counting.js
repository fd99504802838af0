// Counting as the library does: places held (maximal) and nested ones, per 10,000 characters, by cells of reports.

const DATA = JSON.parse(document.getElementById("data").textContent);
const PER = 10000;
const LEAST_ISSUERS = 10;

const REPORTS = DATA.reports;
const N_REPORTS = REPORTS.report_id.length;
const PASSAGES = { ...DATA.passages, report: climbed(DATA.passages.report) };
const HITS = { ...DATA.hits, passage: climbed(DATA.hits.passage) };
const N_HITS = HITS.form.length;

// Numbers from their differences.
function climbed(differences) {
  let sum = 0;
  return Int32Array.from(differences, (step) => (sum += step));
}

// A function that keeps what it has once worked out.
function remembering(work) {
  const known = new Map();
  return (...asked) => {
    const key = asked.join("\t");
    if (!known.has(key)) known.set(key, work(...asked));
    return known.get(key);
  };
}

function reportOf(hit) {
  return PASSAGES.report[HITS.passage[hit]];
}

// Whether the collection has reports of another kind, which series leave out.
const hasKinds = REPORTS.subgenre.values.some((kind) => kind !== "") && REPORTS.subgenre.values.includes("");

const included = remembering((kind) => {
  const main = REPORTS.subgenre.values.indexOf("");
  return Uint8Array.from({ length: N_REPORTS }, (_, report) =>
    kind === "all" || !hasKinds || REPORTS.subgenre.codes[report] === main ? 1 : 0,
  );
});

// A column of the reports: the value of each.
function columnOf(by) {
  if (by === "report") return REPORTS.report_id;
  if (by === "year") return REPORTS.year;
  return REPORTS[by].codes.map((code) => (code < 0 ? null : REPORTS[by].values[code]));
}

// Cells of reports by a column, in the order of their values, what has none last; the cell of each report, or -1.
const cellsOf = remembering((by, kind) => {
  const inside = included(kind),
    column = columnOf(by);
  const values = [...new Set(column.filter((_, report) => inside[report]))].sort(valueOrder);
  const places = new Map(values.map((each, place) => [each, place]));
  const cells = values.map((each) => ({ value: each, reports: [], chars: 0 }));
  const ofReport = Int32Array.from({ length: N_REPORTS }, (_, report) =>
    inside[report] ? places.get(column[report]) : -1,
  );
  ofReport.forEach((place, report) => {
    if (place < 0) return;
    cells[place].reports.push(report);
    cells[place].chars += REPORTS.n_chars[report];
  });
  return { cells, ofReport };
});

function valueOrder(a, b) {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (typeof a === "number" && typeof b === "number") return a - b;
  return a < b ? -1 : Number(a > b);
}

// One row a cell, zeros included: how often the hits of a unit occur. As `slogan_rates` of the library.
function ratesOf(unit, number, by, kind) {
  const { cells, ofReport } = cellsOf(by, kind),
    flags = countedFlags(unit);
  const counts = new Float64Array(N_REPORTS),
    nested = new Float64Array(N_REPORTS);
  for (const hit of hitsOf(unit, number)) (flags[hit] ? counts : nested)[reportOf(hit)] += 1;
  return cells.map((cell) => rateOfCell(cell, counts, nested));
}

function rateOfCell(cell, counts, nested) {
  const sum = (numbers) => cell.reports.reduce((total, report) => total + numbers[report], 0);
  const count = sum(counts),
    rate = cell.chars ? (PER * count) / cell.chars : null;
  const [low, high] = interval(cell, counts, count);
  return {
    value: cell.value,
    n_reports: cell.reports.length,
    n_chars: cell.chars,
    count,
    nested_count: sum(nested),
    rate_per_10k: rate,
    low,
    high,
  };
}

// 95 % interval of a rate per 10,000: t on the log rate, clustered by issuer; none under ten issuers, or without variance.
// The formula and its sources stand in baogao.measures.intervals.log_rate_variance.
function interval(cell, counts, count) {
  const issuers = issuersOf(cell, counts).filter((issuer) => issuer.chars),
    n = issuers.length;
  if (n < LEAST_ISSUERS || !count) return [null, null];
  const shares = issuers.map((issuer) => issuer.chars / cell.chars),
    pulls = shares.map((share) => share / (1 - share)),
    residuals = issuers.map((issuer, i) => (issuer.count - count * shares[i]) / (1 - shares[i]));
  const variance = (((n - 1) / n) * d3.sum(residuals.map((residual) => residual ** 2))) / count ** 2;
  if (!variance) return [null, null];
  const spread = d3.sum(pulls.map((pull, i) => ((pull / (1 - shares[i])) ** 2) * (1 - 2 * shares[i])));
  const df = d3.sum(pulls) ** 2 / (spread + d3.sum(pulls.map((pull) => pull ** 2)) ** 2);
  const reach = quantileOfT(df) * Math.sqrt(variance),
    rate = (PER * count) / cell.chars;
  return [rate * Math.exp(-reach), rate * Math.exp(reach)];
}

// Count and characters of each issuer of a cell.
function issuersOf(cell, counts) {
  const issuers = new Map();
  for (const report of cell.reports) {
    const code = REPORTS.issuer.codes[report],
      issuer = issuers.get(code) ?? { count: 0, chars: 0 };
    issuers.set(code, { count: issuer.count + counts[report], chars: issuer.chars + REPORTS.n_chars[report] });
  }
  return [...issuers.values()];
}

// 97.5 % quantile of t: the cubic through the four nearest entries of the table, whose steps are even in 1 / df.
function quantileOfT(df) {
  const place = (DATA.quantiles.length - 1) / df,
    first = Math.min(Math.max(Math.floor(place) - 1, 0), DATA.quantiles.length - 4),
    nodes = [0, 1, 2, 3];
  const weight = (node) =>
    nodes.filter((other) => other !== node).reduce((w, other) => (w * (place - first - other)) / (node - other), 1);
  return d3.sum(nodes.map((node) => weight(node) * DATA.quantiles[first + node]));
}
