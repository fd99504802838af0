// The search box and its results: forms, pinyin, glosses, classes and families, while one types.

const MOST_RESULTS = 60;
const search = { text: "" };

const searchKeys = remembering((unit, kind) =>
  summaryOf(unit, kind).map((row) => {
    const forms = formsOf(unit, row.number);
    return {
      row,
      forms,
      rest: [
        row.gloss,
        row.family,
        row.id,
        row.id.replaceAll("-", ""),
        WORDS[`class.${row.class}`]?.join(" ") ?? row.class,
      ]
        .join("\n")
        .toLowerCase(),
    };
  }),
);

// All wordings of each unit that occur.
function formsOf(unit, number) {
  return wordingsOf(unit)[number];
}

const wordingsOf = remembering((unit) => {
  const wordings = Array.from({ length: sizeOf(unit) }, () => []);
  unitOfForm(unit).forEach((each, form) => wordings[each].push(FORMS.form[form]));
  return wordings;
});

// Rows that match, the closest first, then the most frequent.
function matches(text, unit, kind) {
  const wanted = text.trim().toLowerCase();
  const keys = searchKeys(unit, kind);
  if (!wanted) return keys.map((key) => key.row);
  const ranked = keys.map((key) => [rank(key, wanted), key.row]).filter(([place]) => place < 5);
  return ranked.sort((a, b) => a[0] - b[0] || b[1].count - a[1].count).map(([, row]) => row);
}

function rank({ row, forms, rest }, wanted) {
  const own = row.form.toLowerCase();
  if (own === wanted) return 0;
  if (own.startsWith(wanted)) return 1;
  if (forms.some((form) => form.toLowerCase().includes(wanted))) return 2;
  return rest.split("\n").some((part) => part.startsWith(wanted)) ? 3 : rest.includes(wanted) ? 4 : 5;
}

function searchPanel() {
  const list = element("ol", { class: "results", "aria-label": word("results") });
  const tally = element("p", { class: "count" });
  const renew = () => showResults(list, tally);
  const box = element("input", {
    type: "search",
    id: "search",
    autocomplete: "off",
    spellcheck: "false",
    "data-focus": "search",
    placeholder: word("search"),
    "aria-label": word("search"),
    value: search.text,
    oninput: (event) => {
      search.text = event.target.value;
      renew();
    },
    onkeydown: (event) => {
      if (event.key === "ArrowDown") focusResult(event, list, 0);
      if (event.key === "Enter") chooseFirst(list);
    },
  });
  list.addEventListener("keydown", (event) => {
    const place = [...list.querySelectorAll("button")].indexOf(document.activeElement);
    if (event.key === "ArrowDown") focusResult(event, list, place + 1);
    if (event.key === "ArrowUp") place > 0 ? focusResult(event, list, place - 1) : box.focus();
  });
  renew();
  return element("aside", { class: "search" }, box, unitChoice(), tally, list);
}

function unitChoice() {
  const units = ["slogan", "family", "form"].map((unit) => [unit, word(`unit.${unit}`)]);
  return segmented("unit", units, state.unit, (unit) => go({ unit, at: "", of: "" }));
}

// The command that looks for what was typed in the texts; where that may not stand in a command, a place to fill in.
function lookUp() {
  const text = search.text.trim();
  const form = /^[\p{Script=Han}\p{N}“”、，…·]+$/u.test(text) ? text : word("any.form");
  return { name: DATA.collection.name, text, form };
}

// Whether Chinese was typed that is part of what was found, but itself no wording, class or family there.
function isUnlisted(rows) {
  const text = search.text.trim();
  if (!/\p{Script=Han}/u.test(text)) return false;
  const isItself = (row) => formsOf(state.unit, row.number).includes(text) || row.form === text || row.family === text;
  const isClass = (row) => WORDS[`class.${row.class}`]?.some((name) => name.startsWith(text));
  return !rows.some((row) => isItself(row) || isClass(row));
}

function showResults(list, tally) {
  const rows = matches(search.text, state.unit, state.kind);
  tally.replaceChildren(
    ...(rows.length
      ? phrase("found", { n: whole(rows.length) })
      : phrase("found.none", lookUp())),
    ...(rows.length && isUnlisted(rows) ? [element("br"), phrase("found.partly", lookUp())].flat() : []),
  );
  list.replaceChildren(...rows.slice(0, MOST_RESULTS).map(result));
}

function result(row) {
  const isChosen = selected().some((each) => each.number === row.number);
  const below = [
    language() === "en" ? value(row.gloss) : null,
    element("span", { class: "class" }, called("class", row.class)),
    state.unit === "family" && row.slogans > 1 ? element("span", {}, word("slogans.n", { n: row.slogans })) : null,
  ];
  const label = [
    element(
      "span",
      { class: "line" },
      chinese(row.form, { class: "form" }),
      element("span", { class: "n" }, whole(row.count)),
    ),
    element("span", { class: "below" }, below),
  ];
  return element(
    "li",
    {},
    button(label, () => toggle(row.form), { "aria-pressed": String(isChosen), "data-focus": `result-${row.form}` }),
  );
}

function focusResult(event, list, place) {
  list.querySelectorAll("button")[place]?.focus();
  event.preventDefault();
}

// Enter in the box takes the first result, alone.
function chooseFirst(list) {
  const first = list.querySelector("button .form");
  if (first) go({ slogan: [first.textContent], at: "", of: "" });
}

// Put a slogan beside those shown, or take it away.
function toggle(form) {
  const number = unitOf(form, state.unit),
    forms = selected().map((each) => each.asked);
  const others = forms.filter((each) => unitOf(each, state.unit) !== number);
  if (others.length === forms.length && forms.length >= MOST_COMPARED) return say(word("most", { n: MOST_COMPARED }));
  return go({
    slogan: others.length < forms.length ? (others.length ? others : [""]) : [...forms, form],
    at: "",
    of: "",
  });
}
