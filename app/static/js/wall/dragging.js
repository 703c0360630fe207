// Notes are dragged with a mouse, a pen or a finger. A finger drags by the handle, so that the page
// still scrolls under it.
const FAR_ENOUGH = 6; // px, before a press becomes a drag

export function watchDragging(frame, { board, move }) {
  let drag = null;

  frame.addEventListener("pointerdown", (event) => {
    const note = event.target.closest("[data-note]");
    const handle = event.target.closest("[data-handle]");
    if (!note || event.button !== 0 || (event.pointerType === "touch" && !handle)) return;
    if (!handle && event.target.closest("button, details, input, select")) return;
    drag = { note, x: event.clientX, y: event.clientY, pointer: event.pointerId };
  });

  window.addEventListener("pointermove", (event) => {
    if (!drag || event.pointerId !== drag.pointer) return;
    const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y];
    if (!drag.copy && Math.hypot(dx, dy) < FAR_ENOUGH) return;
    if (!drag.copy) lift();
    drag.copy.style.transform = `translate(${dx}px, ${dy}px)`;
    aim(event.clientX, event.clientY);
  });

  window.addEventListener("pointerup", (event) => {
    if (!drag || event.pointerId !== drag.pointer) return;
    const { copy, note, target } = drag;
    drop();
    if (copy && target) move(note.dataset.note, target.column.dataset.column, target.place);
  });
  window.addEventListener("pointercancel", () => drag && drop());
  window.addEventListener("keydown", (event) => event.key === "Escape" && drag && drop());

  function lift() {
    board.isHeld = true;
    const box = drag.note.getBoundingClientRect();
    drag.copy = drag.note.cloneNode(true);
    drag.copy.classList.add("wall-note--lifted");
    drag.copy.setAttribute("aria-hidden", "true");
    drag.copy.removeAttribute("data-note");
    Object.assign(drag.copy.style, { left: `${box.left}px`, top: `${box.top}px`, width: `${box.width}px` });
    drag.note.parentElement.append(drag.copy);
    drag.note.classList.add("wall-note--left");
    window.getSelection()?.removeAllRanges();
  }

  function aim(x, y) {
    const column = document.elementFromPoint(x, y)?.closest("[data-column]") ?? null;
    for (const each of frame.querySelectorAll("[data-column]")) each.classList.toggle("wall__column--target", each === column);
    if (!column) return void (drag.target = null);
    const others = [...column.querySelectorAll("[data-note]")].filter((each) => each !== drag.note);
    const above = others.filter((each) => {
      const box = each.getBoundingClientRect();
      return box.top + box.height / 2 < y;
    });
    drag.target = { column, place: above.length };
  }

  function drop() {
    drag.copy?.remove();
    drag.note.classList.remove("wall-note--left");
    for (const each of frame.querySelectorAll(".wall__column--target")) each.classList.remove("wall__column--target");
    board.isHeld = false;
    drag = null;
  }
}
