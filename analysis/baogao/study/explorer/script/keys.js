// Keys: / to search, digits for the views, l for the language, ? for help, Escape to close.

function onKey(event) {
  const isTyping = event.target.matches("input, select, textarea");
  if (event.key === "Escape") return isTyping ? event.target.blur() : closeOpen();
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return null;
  const view = CHOICES.view[Number(event.key) - 1];
  if (view) return go({ view });
  if (event.key === "/") return startSearch(event);
  if (event.key === "l") return go({ lang: language() === "zh" ? "en" : "zh" });
  return event.key === "?" ? showHelp() : null;
}

function closeOpen() {
  if (state.at || state.of || state.pair || state.report) go({ at: "", of: "", pair: "", report: "" });
}

function startSearch(event) {
  event.preventDefault();
  const focus = () => document.getElementById("search")?.focus();
  if (state.view === "slogans") return focus();
  addEventListener("hashchange", () => setTimeout(focus), { once: true });
  return go({ view: "slogans" });
}

function showHelp() {
  const dialog = document.getElementById("help");
  const keys = [
    ["/", "key.search"],
    ["1 – 8", "key.views"],
    ["← → ↑ ↓", "key.points"],
    ["Enter", "key.open"],
    ["Esc", "key.close"],
    ["l", "key.language"],
  ];
  dialog.replaceChildren(
    element("h2", {}, word("keys")),
    element(
      "dl",
      {},
      keys.map(([key, what]) => [
        element("dt", {}, element("kbd", { "data-value": true }, key)),
        element("dd", {}, word(what)),
      ]),
    ),
    button(word("close"), () => dialog.close(), { autofocus: true }),
  );
  if (!dialog.open) dialog.showModal();
}
