// Coding by keyboard. Without this script the form is used as any other.
import { followKeys } from "../shortcuts.js";
import "./theme-filter.js";

const form = document.querySelector("[data-coding]");
const CHOICES = {
  c: ["nature", "finding"],
  b: ["nature", "need"],
  p: ["nature", "proposal"],
  o: ["nature", "other"],
  "+": ["stance", "for"],
  "-": ["stance", "against"],
  "=": ["stance", "mixed"],
};

function button(value) {
  return form.querySelector(`button[name=pressed][value=${value}]`);
}

function press(key, event) {
  if (key === "enter") {
    // A button or a link that has the focus is pressed itself.
    if (event.target.closest("a, button, summary, input[type=radio]")) return false;
    const isTicked = form.querySelector("input[name=themes]:checked");
    ((!isTicked && button("accept")) || button("save")).click();
    return true;
  }
  if (key === "/") {
    document.getElementById("theme-filter").focus();
    return true;
  }
  if (!(key in CHOICES)) return false;
  const [name, value] = CHOICES[key];
  const choice = form.querySelector(`input[name=${name}][value=${value}]`);
  // The same key once more says nothing of it again.
  if (name === "stance" && choice.checked) form.querySelector("input[name=stance][value='']").checked = true;
  else choice.checked = true;
  return true;
}

const areWanted = followKeys("sillage.coding.shortcuts", { wantedAtFirst: true, press });

function showKeys() {
  for (const one of document.querySelectorAll("[data-key-hint]")) one.hidden = !areWanted();
  for (const one of document.querySelectorAll("[data-key]")) {
    if (areWanted()) one.setAttribute("aria-keyshortcuts", one.dataset.key);
    else one.removeAttribute("aria-keyshortcuts");
  }
}

if (form) {
  showKeys();
  document.querySelector("[data-shortcuts] input")?.addEventListener("change", showKeys);
  // A second press before the next excerpt is there would be sent for this one again.
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
  });
}
