// Dragging by a grip, with a mouse, a pen or a finger. Escape gives it up.
const EDGE = 60; // pixels from the edge of the window where it begins to scroll
const STEP = 12; // pixels at a time

// `target(x, y)` says where it would be dropped: { element, mark }, mark being a class to show it by.
// `drop(target)` does it.
export function makeDraggable(thing, { target, drop }) {
  const grip = document.createElement("span");
  grip.className = "grip";
  grip.setAttribute("aria-hidden", "true");
  thing.prepend(grip);
  grip.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    begin(grip, thing, event, { target, drop });
  });
}

function begin(grip, thing, { pointerId }, { target, drop }) {
  const over = { found: null };
  const listening = new AbortController();
  const show = (found) => {
    over.found?.element.classList.remove(over.found.mark);
    over.found = found;
    found?.element.classList.add(found.mark);
  };
  const end = () => {
    listening.abort();
    show(null);
    thing.classList.remove("dragged");
    document.documentElement.classList.remove("dragging");
    if (grip.hasPointerCapture(pointerId)) grip.releasePointerCapture(pointerId);
  };
  const on = (element, kind, act) => element.addEventListener(kind, act, { signal: listening.signal });

  grip.setPointerCapture(pointerId);
  thing.classList.add("dragged");
  document.documentElement.classList.add("dragging");
  on(grip, "pointermove", ({ clientX, clientY }) => {
    if (clientY < EDGE) window.scrollBy(0, -STEP);
    else if (clientY > window.innerHeight - EDGE) window.scrollBy(0, STEP);
    show(target(clientX, clientY));
  });
  on(grip, "pointerup", () => {
    const { found } = over;
    end();
    if (found) drop(found);
  });
  on(grip, "pointercancel", end);
  on(document, "keydown", ({ key }) => {
    if (key === "Escape") end();
  });
}
