// Puts a mark where somebody writes, rather than at the end of the text; the preview follows. Without this script the
// buttons send the form, and the page comes back with the mark.
const text = document.querySelector("[data-citing]");
const said = document.querySelector("[data-cited]");

function cite(mark) {
  const { selectionEnd: place } = text;
  text.setRangeText(mark, place, place, "end");
  text.dispatchEvent(new Event("input", { bubbles: true }));
  text.focus();
  said.textContent = said.dataset.cited;
}

if (text) {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=cite]");
    if (!button) return;
    event.preventDefault();
    cite(button.value);
  });
}
