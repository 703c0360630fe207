// The wall of a table: changes are sent without leaving the page, those of others appear by
// themselves. Without this script each button sends the form.
import { newKey } from "../offline/outbox.js";
import { Board } from "./board.js";
import { watchDragging } from "./dragging.js";
import { watchArrows } from "./arrows.js";

const form = document.querySelector("[data-wall]");
const frame = document.querySelector("[data-frame]");
const live = document.querySelector("[data-live]");
const say = (words) => (live.textContent = words);
const board = new Board(frame, form.dataset.boardUrl, { isNew: () => say(form.dataset.arrived) });

// Sends one change; → whether it was made. What stands on the wall is asked for again either way.
async function change(verb, fields = {}) {
  const body = new FormData(form);
  body.set("do", verb);
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  let answer;
  try {
    answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "error" });
    say((await answer.json()).sentence);
  } catch {
    say(answer?.status === 400 ? form.dataset.expired : form.dataset.lost);
  }
  await board.refresh({ isOurs: true });
  return answer?.ok ?? false;
}

async function press(button) {
  const isAdding = "add" in button.dataset;
  const done = await change(isAdding ? `add:${newKey()}` : button.value, { new_group: newKey() });
  if (done && isAdding) document.getElementById("new-name").value = "";
}

document.addEventListener("click", (event) => {
  const button = event.target.closest('button[name="do"]');
  if (!button || button.form !== form) return;
  event.preventDefault();
  press(button);
});

// Enter in a field presses the first button of the form; here it presses the field's own.
document.addEventListener("keydown", (event) => {
  const field = event.target.closest("input[data-enter]");
  if (!field || event.key !== "Enter") return;
  event.preventDefault();
  press(document.querySelector(`button[value="${CSS.escape(field.dataset.enter)}"]`));
});

const move = (note, column, place) => change(`move:${note}`, { [`to:${note}`]: column, place });
watchDragging(frame, { board, move });
watchArrows(frame, { move, shift: (note, step) => change(`${step < 0 ? "earlier" : "later"}:${note}`) });

const full = document.querySelector("[data-full-screen]");
if (frame.requestFullscreen) {
  full.hidden = false;
  full.addEventListener("click", () => frame.requestFullscreen());
}
document.querySelector("[data-with-script]").hidden = false;
