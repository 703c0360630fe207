// The arrow keys on the handle of a note: up and down within its column, left and right to another.
const SIDEWAYS = { ArrowLeft: -1, ArrowRight: 1 };
const UPWARDS = { ArrowUp: -1, ArrowDown: 1 };

export function watchArrows(frame, { move, shift }) {
  frame.addEventListener("keydown", (event) => {
    const note = event.target.closest("[data-handle]")?.closest("[data-note]");
    if (!note || !(event.key in SIDEWAYS || event.key in UPWARDS)) return;
    event.preventDefault();
    if (event.key in UPWARDS) return void shift(note.dataset.note, UPWARDS[event.key]);
    const columns = [...frame.querySelectorAll("[data-column]")];
    const next = columns[columns.indexOf(note.closest("[data-column]")) + SIDEWAYS[event.key]];
    if (next) move(note.dataset.note, next.dataset.column, 0);
  });
}
