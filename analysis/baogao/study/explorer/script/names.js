// What reports are called: by their titles, where these recur with region and year behind them; ids for a second line.

const PART = " · ";

// Reports of the collection, and those of other collections that they are compared with.
function everyReport() {
  const own = REPORTS.report_id.map((id, report) => ({
    id,
    title: REPORTS.title[report],
    region: columnOf("region")[report],
    year: REPORTS.year[report],
    date: REPORTS.date[report],
  }));
  return [...own, ...(DATA.reuse?.compared ? rowsOf(DATA.reuse.compared) : [])];
}

// The name of each report by its id, no two the same: a name that recurs has region and year added, then date, then id.
const titles = remembering(() => {
  const rows = everyReport();
  let names = rows.map((row) => row.title || row.id);
  for (const added of [(row) => [row.region, row.year], (row) => [row.date], (row) => [row.id]]) {
    const many = d3.rollup(
      names,
      (same) => same.length,
      (name) => name,
    );
    names = names.map((name, place) => (many.get(name) > 1 ? withAdded(name, added(rows[place])) : name));
  }
  return new Map(rows.map((row, place) => [row.id, names[place]]));
});

function withAdded(name, parts) {
  const fresh = parts.filter((part) => part && !name.includes(String(part)));
  return fresh.length ? `${name}${PART}${fresh.join(" ")}` : name;
}

function reportName(id) {
  return titles().get(id) ?? id;
}

// A report's name, and its id for who points at it.
function reportLabel(id) {
  return chinese(reportName(id), { title: id });
}

// Lines of a card or a spoken name: the id below the name of a report that is called otherwise.
function idLine(by, cell) {
  return by === "report" && cell && reportName(cell) !== cell ? [cell] : [];
}
