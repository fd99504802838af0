// Elements of the page: text goes in as text nodes only, never as markup.

// An element with its attributes, listeners (names that begin with "on") and children.
function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(4).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

// Something of the data, which is in no language of the page.
function value(text, attributes = {}) {
  return element("span", { "data-value": true, ...attributes }, String(text));
}

// A form of a slogan, in Chinese whatever the page speaks.
function chinese(text, attributes = {}) {
  return value(text, { lang: "zh-Hans", ...attributes });
}

function button(label, onclick, attributes = {}) {
  return element("button", { type: "button", onclick, ...attributes }, label);
}

// Choices for `select` of values of the data.
function valuesAsChoices(values) {
  return values.map((each) => [String(each), String(each), true]);
}

// One of several choices, as a row of buttons.
function segmented(name, choices, chosen, choose) {
  const buttons = choices.map(([choice, label]) =>
    button(label, () => choose(choice), {
      "aria-pressed": String(choice === chosen),
      "data-focus": `${name}-${choice}`,
    }),
  );
  return element(
    "div",
    { class: "segmented", role: "group", "aria-label": word(name) },
    element("span", { class: "label" }, word(name)),
    element("span", { class: "choices" }, buttons),
  );
}

function select(name, choices, chosen, choose) {
  const options = choices.map(([choice, label, isOfData]) =>
    element("option", { value: choice, selected: choice === chosen, "data-value": isOfData }, label),
  );
  const list = element("select", { onchange: (event) => choose(event.target.value), "data-focus": name }, options);
  return element("label", { class: "select" }, element("span", { class: "label" }, word(name)), list);
}

function notice(...children) {
  return element("p", { class: "notice" }, children);
}

function heading(text, below = null) {
  return element(
    "div",
    { class: "heading" },
    element("h2", {}, text),
    below && element("p", { class: "below" }, below),
  );
}

// Tell those who look at the page, and those who listen to it, what has happened.
function say(text) {
  const said = document.getElementById("said");
  said.textContent = text;
  clearTimeout(say.until);
  say.until = setTimeout(() => said.replaceChildren(), 3000);
}
