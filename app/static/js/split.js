// Cuts an excerpt where the cursor stands in its words. Without it, one chooses among the sentences.

const LINE_ENDS = /\r\n?/g;

// How many characters (code points, as the server counts them) stand before the cursor.
function placeOf(area) {
  const before = area.value.slice(0, area.selectionStart).replace(LINE_ENDS, "\n");
  return [...before.trimStart().normalize("NFC")].length;
}

for (const button of document.querySelectorAll("[data-split-here]")) {
  const form = button.closest("form");
  button.hidden = false;
  button.addEventListener("click", () => {
    form.elements.position.value = placeOf(form.querySelector("[data-split-source]"));
  });
}
