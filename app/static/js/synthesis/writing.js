// Dragging notes onto lines, and lines among lines. Each drop presses a button of the page or says what one
// would, so that what a drag does can be done by keyboard as well.
import { makeDraggable } from "./dragging.js";
import { keepScroll } from "./scroll.js";

const form = document.getElementById("pick");
const notes = document.getElementById("notes");
const newLine = document.querySelector("[data-new-line]");
const boxes = [...form.querySelectorAll("input[name=note]")];

// Presses the button that says this, made for the occasion where the page has none.
function press(what) {
  const button = document.querySelector(`button[form=pick][value="${what}"]`) ?? document.createElement("button");
  if (!button.isConnected) {
    Object.assign(button, { name: "do", value: what, hidden: true });
    form.append(button);
  }
  form.requestSubmit(button);
}

// A note that was picked is dragged with the others that were; one that was not, alone.
function pick(id) {
  const box = boxes.find((each) => each.value === id);
  if (!box.checked) boxes.forEach((each) => (each.checked = each === box));
}

const lineAt = (x, y) => document.elementFromPoint(x, y)?.closest("[data-line]");
const newLineAt = (x, y) => document.elementFromPoint(x, y)?.closest("[data-new-line]");

for (const note of document.querySelectorAll("[data-note]")) {
  makeDraggable(note, {
    target: (x, y) => {
      const element = newLineAt(x, y) ?? lineAt(x, y);
      return element && { element, mark: "drop-into" };
    },
    drop: ({ element }) => {
      pick(note.dataset.note);
      if (element === newLine) form.requestSubmit(form.querySelector("[formaction]"));
      else press(`attach:${element.dataset.line}`);
    },
  });
}

for (const line of document.querySelectorAll("[data-line]")) {
  makeDraggable(line, {
    target: (x, y) => {
      const element = lineAt(x, y);
      if (!element || element === line) return null;
      const box = element.getBoundingClientRect();
      return { element, mark: y < box.top + box.height / 2 ? "drop-above" : "drop-below" };
    },
    drop: ({ element, mark }) => press(`${mark.slice(5)}:${line.dataset.line}:${element.dataset.line}`),
  });
}

keepScroll(notes);
