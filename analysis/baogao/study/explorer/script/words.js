// What the page says, in Chinese or English, and numbers as they are shown.

const WORDS = JSON.parse(document.getElementById("words").textContent);

function language() {
  if (state.lang) return state.lang;
  return (navigator.language || "").toLowerCase().startsWith("zh") ? "zh" : "en";
}

// A text by its key as the table has it; "{n} report[s]" is in the singular where n is 1.
function template(key, values) {
  const text = WORDS[key][language() === "zh" ? 0 : 1];
  return text.replace(
    /\{(\w+)\} ([^{[]*)\[s\]/g,
    (_, name, noun) => `{${name}} ${noun}${String(values[name]) === "1" ? "" : "s"}`,
  );
}

// A text by its key, with {names} filled in.
function word(key, values = {}) {
  return template(key, values).replace(/\{(\w+)\}/g, (slot, name) => (name in values ? String(values[name]) : slot));
}

// A text as nodes: commands between grave accents and what is filled in belong to no language of the page.
function phrase(key, values = {}) {
  const parts = template(key, values).split(/(`[^`]*`|\{\w+\})/);
  const filled = (text) => text.replace(/\{(\w+)\}/g, (slot, name) => String(values[name]));
  return parts.map((part) => {
    if (part.startsWith("`")) return element("code", { "data-value": true }, filled(part.slice(1, -1)));
    return /^\{\w+\}$/.test(part) ? value(filled(part)) : part;
  });
}

// What a code of the data (a level, a class, a device) is called; the code itself where no word is known.
function called(kind, code) {
  if (code === null || code === "") return word("none");
  return `${kind}.${code}` in WORDS ? word(`${kind}.${code}`) : String(code);
}

function isNumber(value) {
  return typeof value === "number" && Number.isFinite(value);
}

function whole(value) {
  return isNumber(value) ? value.toLocaleString("en") : "";
}

// Three significant digits, or more before the point.
function short(value) {
  if (!isNumber(value)) return "";
  if (value === 0) return "0";
  return Math.abs(value) >= 100 ? Math.round(value).toLocaleString("en") : String(Number(value.toPrecision(3)));
}

function percent(value) {
  return isNumber(value) ? `${short(100 * value)} %` : "";
}

function signed(value, show) {
  return `${value > 0 ? "+" : value < 0 ? "−" : ""}${show(Math.abs(value))}`;
}

function span(low, high) {
  return isNumber(low) && isNumber(high) ? `${short(low)}–${short(high)}` : "";
}
