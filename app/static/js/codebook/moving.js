// Themes of the codebook are dragged, or moved with Alt and an arrow; the form of a move is sent,
// and the page comes back with the theme in its new place, where the address puts the focus.
import { makeDraggable } from "../synthesis/dragging.js";

const UP = "ArrowUp", DOWN = "ArrowDown", IN = "ArrowRight", OUT = "ArrowLeft";
const form = document.querySelector("[data-move-form]");

const parentOf = (theme) => theme.parentElement.closest("[data-theme]");
const branchOf = (theme) => theme.querySelector(":scope > [data-branch]");
const themesOf = (branch) => (branch ? [...branch.querySelectorAll(":scope > [data-theme]")] : []);
const siblingsOf = (theme) => themesOf(theme.parentElement);

// Send a theme under a parent (null: at the top), after one of its children (null: the first).
function send(theme, parent, after) {
  form.action = theme.dataset.move;
  form.elements["move-number"].value = theme.dataset.number;
  form.elements["move-place"].value = `${parent?.dataset.theme ?? "top"}:${after?.dataset.theme ?? "first"}`;
  form.submit();
}

const byKey = {
  [UP](theme, siblings, place) {
    if (place > 0) send(theme, parentOf(theme), siblings[place - 2]);
  },
  [DOWN](theme, siblings, place) {
    if (place < siblings.length - 1) send(theme, parentOf(theme), siblings[place + 1]);
  },
  [IN](theme, siblings, place) {
    if (place > 0) send(theme, siblings[place - 1], themesOf(branchOf(siblings[place - 1])).at(-1));
  },
  [OUT](theme) {
    const parent = parentOf(theme);
    if (parent) send(theme, parentOf(parent), parent);
  },
};

function watchKeys(tree) {
  tree.addEventListener("keydown", (event) => {
    const theme = event.target.closest("[data-theme]");
    if (!event.altKey || !theme || !(event.key in byKey)) return;
    event.preventDefault(); // else the browser goes back a page
    const siblings = siblingsOf(theme);
    byKey[event.key](theme, siblings, siblings.indexOf(theme));
  });
}

// Where a theme would go when let loose over a line: before it, below it, after it.
function targetFor(dragged) {
  return (x, y) => {
    const line = document.elementFromPoint(x, y)?.closest("[data-line]");
    const theme = line?.closest("[data-theme]");
    if (!theme || dragged.contains(theme)) return null;
    const { top, height } = line.getBoundingClientRect();
    const part = (y - top) / height;
    const mark = part < 0.3 ? "drop-before" : part > 0.7 ? "drop-after" : "drop-into";
    return { element: line, mark, theme };
  };
}

function drop(dragged, { theme, mark }) {
  if (mark === "drop-into") return send(dragged, theme, themesOf(branchOf(theme)).filter((one) => one !== dragged).at(-1));
  const siblings = siblingsOf(theme).filter((one) => one !== dragged);
  const after = mark === "drop-after" ? theme : siblings[siblings.indexOf(theme) - 1];
  send(dragged, parentOf(theme), after);
}

if (form) {
  const tree = document.querySelector("[data-branch]");
  watchKeys(tree);
  for (const theme of tree.querySelectorAll("[data-theme]")) {
    const line = theme.querySelector(":scope > [data-line]");
    makeDraggable(line, { target: targetFor(theme), drop: (found) => drop(theme, found) });
  }
}
