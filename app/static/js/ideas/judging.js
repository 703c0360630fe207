// Keys for the three answers. They work while the idea has the focus, so that no letter meant for a
// screen reader or for the voice does anything elsewhere (WCAG 2.1.4).
const judging = document.querySelector("[data-judging]");
const buttons = new Map([...(judging?.querySelectorAll("button[data-key]") ?? [])].map((button) => [button.dataset.key, button]));

if (buttons.size) {
  judging.querySelector("[data-judging-hint]").hidden = false;
  for (const key of judging.querySelectorAll("kbd")) key.hidden = false;
  for (const [key, button] of buttons) button.setAttribute("aria-keyshortcuts", key);
  judging.addEventListener("keydown", (event) => {
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    buttons.get(event.key.toLowerCase())?.click();
  });
  // The answer before this one leads here: what comes next is read at once.
  if (location.hash === "#judging") judging.focus({ preventScroll: true });
  // A second press before the next idea is there would judge nothing anew.
  judging.querySelector("form").addEventListener("submit", () => buttons.clear());
}
