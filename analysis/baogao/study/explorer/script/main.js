// The page: head, views, foot; drawn anew whenever the address changes.

const VIEWS = {
  slogans: slogansView,
  table: tableView,
  groups: groupsView,
  topics: topicsView,
  rhetoric: rhetoricView,
  reuse: reuseView,
  reports: reportsView,
  about: aboutView,
};

function showHead() {
  const years = REPORTS.year.filter(isNumber),
    { name, choice } = DATA.collection;
  const years_shown = years.length ? [...new Set(d3.extent(years))].join("–") : word("undated");
  const facts = [
    word("head.reports", { n: whole(N_REPORTS) }),
    years_shown,
    word("head.slogans", { n: whole(sizeOf("slogan")) }),
  ].join(" · ");
  document.getElementById("head").replaceChildren(
    element(
      "div",
      {},
      element("p", { class: "brand" }, value("baogao"), " ", word("explorer")),
      element("h1", {}, value(name + choice)),
      element("p", { class: "below" }, facts),
    ),
    element(
      "div",
      { class: "side" },
      button(
        language() === "zh" ? value("English", { lang: "en" }) : value("中文", { lang: "zh-Hans" }),
        () => go({ lang: language() === "zh" ? "en" : "zh" }),
        { "data-focus": "language", class: "quiet", "aria-label": word("language") },
      ),
      button("?", showHelp, { class: "quiet", "aria-label": word("keys"), "data-focus": "help" }),
    ),
  );
}

function showViews() {
  const tabs = CHOICES.view.map((view) =>
    button(word(`view.${view}`), () => go({ view }), {
      "aria-current": view === state.view ? "page" : null,
      "data-focus": `view-${view}`,
    }),
  );
  const bar = document.getElementById("views");
  bar.setAttribute("aria-label", word("views"));
  bar.replaceChildren(...tabs);
  const current = tabs.find((tab) => tab.hasAttribute("aria-current"));
  bar.scrollLeft = current.offsetLeft - (bar.clientWidth - current.offsetWidth) / 2;
}

function showFoot() {
  const held = DATA.excerpts ? element("strong", {}, word("text.holds")) : word("text.holds-not");
  document
    .getElementById("foot")
    .replaceChildren(
      element("p", {}, held),
      element("p", {}, phrase("foot", { version: DATA.provenance.versions.baogao })),
    );
}

// Show the state; what had the focus has it again, and a passage list that was just opened comes into sight.
function show() {
  const before = state,
    focus = document.activeElement?.dataset.focus;
  lastPoint = document.activeElement?.dataset.point ?? null;
  state = stateOf(location.hash);
  document.documentElement.lang = language() === "zh" ? "zh-Hans" : "en";
  showHead();
  showViews();
  showFoot();
  document.getElementById("view").replaceChildren(VIEWS[state.view]());
  if (before.view !== state.view) scrollTo(0, 0);
  restore(focus, before);
}

function restore(focus, before) {
  const opened = document.getElementById("passages-title");
  if (opened && (before.at !== state.at || before.of !== state.of || before.pair !== state.pair)) {
    opened.focus({ preventScroll: true });
    lastPoint = null;
    opened.parentElement.parentElement.scrollIntoView({
      block: "nearest",
      behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth",
    });
  } else if (before.of && !state.of) lastPoint = pointKey([before.of, before.at]);
  else if (focus) document.querySelector(`[data-focus="${CSS.escape(focus)}"]`)?.focus({ preventScroll: true });
}

addEventListener("hashchange", show);
addEventListener("keydown", onKey);
// The letters first, or what was drawn without them stays so.
document.fonts.load("1em baogao", "\u6587").then(show, show);
