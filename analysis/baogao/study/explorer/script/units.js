// What is counted as one thing: a form as it is written, a slogan in all its wordings, or a family of slogans.

const FORMS = DATA.forms;
const SLOGANS = DATA.slogans;
const FORM_NUMBERS = new Map(FORMS.form.map((form, number) => [form, number]));
const SLOGAN_NUMBERS = new Map(SLOGANS.canonical.map((form, number) => [form, number]));

const unitOfForm = remembering((unit) => {
  if (unit === "form") return Int32Array.from(FORMS.form.keys());
  if (unit === "slogan") return Int32Array.from(FORMS.slogan);
  return Int32Array.from(FORMS.slogan, (slogan) => SLOGANS.family.codes[slogan]);
});

function sizeOf(unit) {
  return { form: FORMS.form.length, slogan: SLOGANS.canonical.length, family: SLOGANS.family.values.length }[unit];
}

// The number of the unit that a form belongs to, or -1.
function unitOf(text, unit) {
  const form = FORM_NUMBERS.get(text),
    slogan = form === undefined ? SLOGAN_NUMBERS.get(text) : FORMS.slogan[form];
  if (unit === "form") return form ?? -1;
  if (slogan === undefined) return -1;
  return unit === "slogan" ? slogan : SLOGANS.family.codes[slogan];
}

// Hits of each unit: where they begin in a list of all hits, and that list.
const placesOf = remembering((unit) => {
  const ofForm = unitOfForm(unit),
    begins = new Int32Array(sizeOf(unit) + 1),
    list = new Int32Array(N_HITS);
  for (const form of HITS.form) begins[ofForm[form] + 1] += 1;
  for (let number = 0; number < sizeOf(unit); number += 1) begins[number + 1] += begins[number];
  const next = begins.slice();
  HITS.form.forEach((form, hit) => {
    list[next[ofForm[form]]++] = hit;
  });
  return { begins, list };
});

function hitsOf(unit, number) {
  const { begins, list } = placesOf(unit);
  return number < 0 ? new Int32Array(0) : list.subarray(begins[number], begins[number + 1]);
}

// Of each hit, whether it counts: as a form, where it holds its place; of a slogan or family, where it lies in no other
// of the same.
const countedFlags = remembering((unit) => {
  if (unit === "form") return Uint8Array.from(HITS.maximal);
  const flags = new Uint8Array(N_HITS);
  for (let number = 0; number < sizeOf(unit); number += 1) markOutermost(hitsOf(unit, number), flags);
  return flags;
});

function markOutermost(hits, flags) {
  const order = [...hits].sort(
    (a, b) => HITS.passage[a] - HITS.passage[b] || HITS.start[a] - HITS.start[b] || HITS.length[b] - HITS.length[a],
  );
  let passage = -1,
    reach = -1;
  for (const hit of order) {
    if (HITS.passage[hit] !== passage) [passage, reach] = [HITS.passage[hit], -1];
    const end = HITS.start[hit] + HITS.length[hit];
    flags[hit] = end > reach ? 1 : 0;
    reach = Math.max(reach, end);
  }
}

// What a chart adds to a count as nested: of a slogan or family nothing, as its places are all in the count.
function nestedOf(row) {
  return state.unit === "form" ? row.nested_count : 0;
}

// What the column of nested ones means for the unit shown.
function nestedNote() {
  return element("p", { class: "below" }, phrase(state.unit === "form" ? "nested.form" : "nested.unit"));
}

// One row a unit: what it is called, how often, in how many reports, since when and until when.
const summaryOf = remembering((unit, kind) => {
  const flags = countedFlags(unit),
    inside = included(kind);
  const chars = REPORTS.n_chars.reduce((sum, size, report) => sum + (inside[report] ? size : 0), 0);
  const rows = Array.from({ length: sizeOf(unit) }, (_, number) => summaryRow(unit, number, flags, inside, chars));
  return rows.filter((row) => row.n_reports).sort((a, b) => b.count - a.count || b.nested_count - a.nested_count);
});

function summaryRow(unit, number, flags, inside, chars) {
  const reports = new Set();
  let count = 0,
    nested = 0,
    first = null,
    last = null;
  for (const hit of hitsOf(unit, number)) {
    const report = reportOf(hit);
    if (!inside[report]) continue;
    if (flags[hit]) count += 1;
    else nested += 1;
    reports.add(report);
    const year = REPORTS.year[report];
    if (year === null) continue;
    first = first === null ? year : Math.min(first, year);
    last = last === null ? year : Math.max(last, year);
  }
  return {
    number,
    ...nameOf(unit, number),
    count,
    nested_count: nested,
    n_reports: reports.size,
    first_year: first,
    last_year: last,
    rate_per_10k: chars ? (PER * count) / chars : null,
  };
}

// A unit's form in Chinese, the class and gloss of its slogan, and how many wordings it has here.
const nameOf = remembering((unit, number) => {
  const slogan = { form: () => FORMS.slogan[number], slogan: () => number, family: () => LEADERS()[number] }[unit]();
  const slogans = unit === "family" ? SLOGANS.family.codes.filter((family) => family === number).length : 1;
  return {
    form: unit === "form" ? FORMS.form[number] : SLOGANS.canonical[slogan],
    gloss: SLOGANS.gloss_en[slogan],
    class: SLOGANS.class.values[SLOGANS.class.codes[slogan]],
    family: SLOGANS.family.values[SLOGANS.family.codes[slogan]],
    id: SLOGANS.slogan_id[slogan],
    slogans,
  };
});

// The slogan that each family is called by: the most frequent one, the first by id where several are.
const LEADERS = remembering(() => {
  const flags = countedFlags("slogan"),
    leaders = [],
    most = [];
  for (let slogan = 0; slogan < sizeOf("slogan"); slogan += 1) {
    const family = SLOGANS.family.codes[slogan];
    const count = hitsOf("slogan", slogan).reduce((sum, hit) => sum + flags[hit], 0);
    if (most[family] === undefined || count > most[family]) [leaders[family], most[family]] = [slogan, count];
  }
  return leaders;
});
