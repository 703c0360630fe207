// Deciding by keyboard, for those who ask for it, and masking what is selected in the text.
const KEPT = "sillage.moderation.shortcuts";

const told = document.querySelector("[data-shortcuts]");
const wanted = told?.querySelector("input");

function kept() {
  try {
    return localStorage.getItem(KEPT) === "on";
  } catch {
    return false; // A browser that keeps nothing: asked again on each page.
  }
}

function isTyping(target) {
  return target.closest("input:not([type=checkbox], [type=radio]), textarea, select") !== null;
}

if (wanted) {
  told.hidden = false;
  wanted.checked = kept();
  wanted.addEventListener("change", () => {
    try {
      localStorage.setItem(KEPT, wanted.checked ? "on" : "off");
    } catch {
      // The choice holds for this page.
    }
  });
  document.addEventListener("keydown", (event) => {
    if (!wanted.checked || event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
    const control = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!control) return;
    event.preventDefault();
    control.click();
    control.closest("details[open]")?.querySelector("input:not([type=hidden]), textarea")?.focus();
  });
}

for (const button of document.querySelectorAll("[data-take-selection]")) {
  const field = document.getElementById(button.dataset.takeSelection);
  button.hidden = false;
  // The selection is gone once the button has the focus.
  let words = "";
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    const within = selection.anchorNode?.parentElement?.closest("[data-words]");
    if (within && !selection.isCollapsed) words = selection.toString().trim();
  });
  button.addEventListener("click", () => {
    const lines = words.split("\n").map((line) => line.trim()).filter(Boolean);
    if (lines.length) field.value = [field.value.trim(), ...lines].filter(Boolean).join("\n");
    field.focus();
  });
}
