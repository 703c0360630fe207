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
  let over = null;
  const show = (found) => {
    over?.element.classList.remove(over.mark);
    over = found;
    over?.element.classList.add(over.mark);
  };
  const move = (event) => {
    if (event.clientY < EDGE) window.scrollBy(0, -STEP);
    else if (event.clientY > window.innerHeight - EDGE) window.scrollBy(0, STEP);
    show(target(event.clientX, event.clientY));
  };
  const end = () => {
    show(null);
    thing.classList.remove("dragged");
    document.documentElement.classList.remove("dragging");
    grip.removeEventListener("pointermove", move);
    grip.removeEventListener("pointerup", release);
    grip.removeEventListener("pointercancel", end);
    document.removeEventListener("keydown", giveUp);
    if (grip.hasPointerCapture(pointerId)) grip.releasePointerCapture(pointerId);
  };
  const release = () => {
    const found = over;
    end();
    if (found) drop(found);
  };
  const giveUp = (event) => {
    if (event.key === "Escape") end();
  };
  grip.setPointerCapture(pointerId);
  thing.classList.add("dragged");
  document.documentElement.classList.add("dragging");
  grip.addEventListener("pointermove", move);
  grip.addEventListener("pointerup", release);
  grip.addEventListener("pointercancel", end);
  document.addEventListener("keydown", giveUp);
}
