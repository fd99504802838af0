// Tables as CSV files: what a spreadsheet could take for a formula stays text.

const DIGITS = 6;
const LONGEST_NAME = 60; // of a file, in characters: no file system takes more than 255 bytes

// Numbers with six significant digits, as the library writes them; text that begins like a formula gets an apostrophe.
function cell(content) {
  if (content === null || content === undefined) return "";
  if (Number.isInteger(content)) return String(content);
  if (typeof content === "number") return Number.isFinite(content) ? String(Number(content.toPrecision(DIGITS))) : "";
  const text = String(content);
  const safe = /^\s*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

// CSV of rows (objects), with a byte order mark so that spreadsheets read Chinese.
function csv(columns, rows) {
  const lines = [columns.map(cell), ...rows.map((row) => columns.map((name) => cell(row[name])))];
  return `\ufeff${lines.map((line) => line.join(",")).join("\n")}\n`;
}

// The name that a file is saved under: what file systems or browsers would change in it is changed here already.
function fileName(name) {
  const safe = name.replace(/[^\p{L}\p{M}\p{N}_.-]+/gu, "_").replace(/^[._]+/, "");
  return `${[...safe].slice(0, LONGEST_NAME).join("")}.csv`;
}

function download(name, columns, rows) {
  const file = fileName(name);
  const address = URL.createObjectURL(new Blob([csv(columns, rows)], { type: "text/csv;charset=utf-8" }));
  const link = element("a", { href: address, download: file });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
  say(word("downloaded", { name: file }));
}

function downloadButton(name, columns, rows) {
  return button(word("download"), () => download(name, columns, rows()), { class: "quiet", "data-download": name });
}
