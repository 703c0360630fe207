// Tells what is wrong with an answer when its question is left. It never stops anybody from going on.
import { UNDECIDED } from "./expressions/evaluation.js";
import { truth } from "./expressions/values.js";
import { isBlank, problem } from "./reading.js";

// The sentence about what is wrong, or "".
export function fault(form, settling, settled, address) {
  const item = form.itemAt(address);
  const box = form.boxes.get(address);
  const { messages } = item;
  if (!messages || !settled.asked.has(address)) return "";
  const path = settled.places.get(address);
  const holds = (rule, current) => {
    const value = rule === true ? true : settling.evaluate(rule, path, current);
    return value === UNDECIDED ? null : truth(value);
  };
  if (isBlank(box) && form.mayBeBlank) return "";
  if (isBlank(box)) return item.required !== undefined && holds(item.required) ? messages.required : "";
  const found = problem(box, item);
  if (found) return messages[found];
  const isRefused = item.constraint !== undefined && holds(item.constraint, settled.values.get(address)) === false;
  return isRefused ? messages.constraint : "";
}

// Shows a sentence as the server would, or takes it away.
export function mark(box, sentence, before) {
  const control = document.getElementById(`q-${box.dataset.question.replaceAll("/", "-")}`);
  const id = `${control.id}-error`;
  const shown = document.getElementById(id);
  box.classList.toggle("field--invalid", sentence !== "");
  const described = new Set((control.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
  if (sentence === "") {
    shown?.remove();
    described.delete(id);
    control.removeAttribute("aria-invalid");
  } else {
    const error = shown ?? place(box, id);
    const hidden = document.createElement("span");
    hidden.className = "visually-hidden";
    hidden.textContent = `${before} `;
    error.replaceChildren(hidden, sentence);
    described.add(id);
    control.setAttribute("aria-invalid", "true");
  }
  if (described.size) control.setAttribute("aria-describedby", [...described].join(" "));
  else control.removeAttribute("aria-describedby");
}

function place(box, id) {
  const error = document.createElement("p");
  error.className = "field__error";
  error.id = id;
  (box.querySelector(".field__help") ?? box.querySelector("legend, .field__label, .choice")).after(error);
  return error;
}
