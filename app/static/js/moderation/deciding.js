// Deciding by keyboard, for those who ask for it, and masking what is selected in the text.
import { followKeys } from "../shortcuts.js";

followKeys("sillage.moderation.shortcuts");

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
