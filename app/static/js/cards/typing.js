// Typing in cards by keyboard: Enter goes to the next field and, from the last one, to the next card.
const FIELDS = "input:not([type=hidden]), select, textarea";

export function typeByKeyboard(form) {
  const hint = form.querySelector("[data-keys-here]");
  if (hint) hint.textContent = form.dataset.keys;

  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.target.matches("button, a")) return;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      form.requestSubmit();
      return;
    }
    if (event.shiftKey) return;
    event.preventDefault();
    const fields = [...form.querySelectorAll(FIELDS)];
    const next = fields[fields.indexOf(event.target) + 1];
    if (next) next.focus();
    else form.requestSubmit();
  });

  // A card is sent once: the key of the page would keep it once anyway.
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
  window.addEventListener("pageshow", () => delete form.dataset.sent);
}

document.querySelectorAll("[data-card-typing]").forEach(typeByKeyboard);
