// Lets a card be dragged to a column: what its buttons do. Where no button leads there, the card
// opens its moves, which say where it may go.
const board = document.querySelector("[data-board]");
let dragged = null;

for (const card of board?.querySelectorAll("[data-card]") ?? []) {
  card.draggable = true;
  card.addEventListener("dragstart", (event) => {
    dragged = card;
    event.dataTransfer.effectAllowed = "move";
  });
  card.addEventListener("dragend", () => {
    dragged = null;
    for (const column of board.children) column.classList.remove("board__column--over");
  });
}

for (const column of board?.querySelectorAll("[data-state]") ?? []) {
  column.addEventListener("dragover", (event) => {
    if (!dragged || column.contains(dragged)) return;
    event.preventDefault();
    column.classList.add("board__column--over");
  });
  column.addEventListener("dragleave", () => column.classList.remove("board__column--over"));
  column.addEventListener("drop", (event) => {
    event.preventDefault();
    const moves = dragged?.querySelector(".board__moves");
    const button = moves?.querySelector(`button[value="${column.dataset.state}"]`);
    if (button) button.click();
    else if (column.dataset.state === "stopped") moves?.querySelector("a")?.click();
    else if (moves) {
      moves.open = true;
      moves.querySelector("summary").focus();
    }
  });
}
