// One key for each control that carries `data-key`, as long as the box of `[data-shortcuts]` is ticked. The choice is kept
// on this device under `name`. Nothing is pressed while somebody types (WCAG 2.1.4).

function isTyping(target) {
  return target.closest("input:not([type=checkbox], [type=radio]), textarea, select") !== null;
}

// `wantedAtFirst`: before anybody chose. `press(key, event)` answers keys of its own: true when it did.
// → tells whether keys are wanted now.
export function followKeys(name, { wantedAtFirst = false, press = () => false } = {}) {
  const told = document.querySelector("[data-shortcuts]");
  const wanted = told?.querySelector("input");
  if (!wanted) return () => false;

  function kept() {
    try {
      return localStorage.getItem(name) ?? (wantedAtFirst ? "on" : "off");
    } catch {
      return wantedAtFirst ? "on" : "off"; // A browser that keeps nothing: asked again on each page.
    }
  }

  told.hidden = false;
  wanted.checked = kept() === "on";
  wanted.addEventListener("change", () => {
    try {
      localStorage.setItem(name, wanted.checked ? "on" : "off");
    } catch {
      // The choice holds for this page.
    }
  });
  document.addEventListener("keydown", (event) => {
    if (!wanted.checked || event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
    const key = event.key.toLowerCase();
    if (press(key, event)) return void event.preventDefault();
    const control = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!control) return;
    event.preventDefault();
    control.click();
    control.closest("details[open]")?.querySelector("input:not([type=hidden]), textarea")?.focus();
  });
  return () => wanted.checked;
}
