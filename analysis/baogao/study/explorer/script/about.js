// The view of what the page is made of: how it counts, what it leaves out, hashes and versions.

function aboutView() {
  const list = (title, keys) => [
    element("h3", {}, word(title)),
    element(
      "ul",
      {},
      keys.map((key) => element("li", {}, phrase(key, { name: DATA.collection.name }))),
    ),
  ];
  const missing = ["topics", "rhetoric", "reuse"].filter((name) => !DATA[name]).map((name) => `${name}.absent`);
  return element(
    "div",
    { class: "prose" },
    heading(word("view.about")),
    list("about.counts", ["about.count", "nested.form", "nested.unit", "about.rate", "about.interval", "about.kinds"]),
    list("about.holds", [DATA.excerpts ? "text.holds" : "text.holds-not", ...missing]),
    licences(),
    element("h3", {}, word("about.made")),
    element(
      "dl",
      { class: "hashes" },
      provenance().map(([name, content]) => [
        element("dt", { "data-value": true }, name),
        element("dd", { class: "mono", "data-value": true }, content),
      ]),
    ),
    element("p", { class: "below" }, phrase("about.libraries")),
  );
}

function licences() {
  return [
    element("h3", {}, word("about.licences")),
    element(
      "ul",
      {},
      DATA.licences.map((each) => element("li", {}, value(each || word("none")))),
    ),
  ];
}

function provenance() {
  const { inputs, versions } = DATA.provenance;
  return [...Object.entries(versions), ...Object.entries(inputs).map(([name, hash]) => [name, hash.slice(0, 16)])];
}
