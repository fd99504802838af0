// Points of a chart: named, reached by keys, opened, with a card beside the one that is pointed at.

// Make the marks of a drawn chart points: named for those who listen, reached by one Tab and arrows, opened by click or
// Enter, with a card beside the one that is pointed at.
function makePoints(root, series, { describe, open, isOpen = () => false }) {
  const grid = series.map((each, place) =>
    [...root.querySelectorAll(`.points-${place} > *`)].map((mark) => ({
      mark,
      row: each.marked[mark.__data__],
      series: each,
    })),
  );
  grid.flat().forEach(({ mark, row, series: own }, place) => {
    mark.setAttribute("role", "button");
    mark.setAttribute("tabindex", place === 0 ? "0" : "-1");
    mark.setAttribute("aria-label", describe(own, row).join(", "));
    mark.setAttribute("data-point", pointKey([own.asked ?? own.name, row.topic, row.value ?? row.cell]));
    mark.classList.add("point");
    if (isOpen(own, row)) mark.classList.add("open");
    mark.addEventListener("click", () => open(own, row));
    mark.addEventListener("pointerenter", () => showCard(root, mark, describe(own, row)));
    mark.addEventListener("pointerleave", () => hideCard(root));
    mark.addEventListener("focus", () => showCard(root, mark, describe(own, row)));
    mark.addEventListener("blur", () => hideCard(root));
    mark.addEventListener("keydown", (event) => onPointKey(event, grid, mark, () => open(own, row)));
  });
  if (lastPoint && root.contains(document.activeElement) === false) focusAgain(root);
}

// What names a point in a chart, so that it is found again in the chart drawn next.
function pointKey(parts) {
  return parts.filter((part) => part !== undefined && part !== "").join("|");
}

function onPointKey(event, grid, mark, open) {
  const line = grid.findIndex((points) => points.some((point) => point.mark === mark));
  const place = grid[line].findIndex((point) => point.mark === mark);
  const moves = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] };
  if (event.key === "Enter" || event.key === " ") open();
  else if (moves[event.key]) focusPoint(grid, line, place, moves[event.key]);
  else return;
  event.preventDefault();
}

// Along a series by left and right; up and down to another series or, where there is one only, along it as well.
function focusPoint(grid, line, place, [lines, places]) {
  const isAlone = grid.length === 1;
  const to = grid[isAlone ? line : Math.min(Math.max(line + lines, 0), grid.length - 1)];
  const next = to[Math.min(Math.max(place + places + (isAlone ? lines : 0), 0), to.length - 1)];
  if (!next) return;
  grid[line][place].mark.setAttribute("tabindex", "-1");
  next.mark.setAttribute("tabindex", "0");
  next.mark.focus();
}

let lastPoint = null; // the point that is to have the focus once its chart is drawn

function focusAgain(root) {
  const mark = [...root.querySelectorAll(".point")].find((each) => each.dataset.point === lastPoint);
  if (!mark) return;
  lastPoint = null;
  root.querySelectorAll('.point[tabindex="0"]').forEach((each) => each.setAttribute("tabindex", "-1"));
  mark.setAttribute("tabindex", "0");
  mark.focus({ preventScroll: true });
}

// A card beside a mark: lines of text, within the window.
function showCard(root, mark, lines) {
  hideCard(root);
  const card = element(
    "div",
    { class: "card", "aria-hidden": "true" },
    lines.map((line, place) =>
      element("div", { class: place ? "" : "first", "data-value": place ? null : true }, line),
    ),
  );
  root.append(card);
  const frame = root.getBoundingClientRect(),
    box = mark.getBoundingClientRect();
  const x = box.left + box.width / 2 - frame.left,
    isLeft = x > frame.width / 2;
  const wide = card.offsetWidth,
    high = card.offsetHeight,
    top = box.top - frame.top;
  const left = isLeft ? x - wide - 14 : x + 14;
  card.style.left = `${Math.max(0, Math.min(left, frame.width - wide))}px`;
  card.style.top = `${top - high - 6 > -40 ? top - high - 6 : top + box.height + 6}px`;
}

function hideCard(root) {
  root.querySelectorAll(".card").forEach((card) => card.remove());
}
