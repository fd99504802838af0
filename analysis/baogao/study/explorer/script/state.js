// The state of the page is its address: what stands behind # is read, and every change writes it.

const DEFAULTS = {
  view: "slogans",
  slogan: [],
  unit: "slogan",
  by: "",
  measure: "rate",
  kind: "main",
  at: "",
  of: "",
  column: "",
  a: "",
  b: "",
  least: "5",
  topic: "",
  merge: "",
  order: "date",
  device: "",
  report: "",
  pair: "",
  lang: "",
};
const CHOICES = {
  view: ["slogans", "table", "groups", "topics", "rhetoric", "reuse", "reports", "about"],
  unit: ["slogan", "family", "form"],
  measure: ["rate", "count"],
  kind: ["main", "all"],
  lang: ["", "zh", "en"],
  merge: ["", "themes", "topics"],
  order: ["date", "left", "right"],
};
const MOST_COMPARED = 6;

let state = { ...DEFAULTS };

// What an address asks for; a value that is no choice is left at its default.
function stateOf(hash) {
  const asked = new URLSearchParams(hash.replace(/^#/, ""));
  const read = { ...DEFAULTS, slogan: [...new Set(asked.getAll("slogan"))].slice(0, MOST_COMPARED) };
  for (const name of Object.keys(DEFAULTS)) {
    const value = asked.get(name);
    if (name === "slogan" || value === null) continue;
    if (!CHOICES[name] || CHOICES[name].includes(value)) read[name] = value;
  }
  return read;
}

// The address of a state: only what differs from the defaults.
function hashOf(wanted) {
  const written = new URLSearchParams();
  for (const [name, value] of Object.entries(wanted)) {
    if (name === "slogan") value.forEach((form) => written.append("slogan", form));
    else if (value !== DEFAULTS[name]) written.set(name, value);
  }
  return `#${written}`;
}

// Change the state: the address changes, and what listens to it shows the page anew.
function go(changes) {
  location.hash = hashOf({ ...state, ...changes });
}
