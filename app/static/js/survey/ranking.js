// Buttons that move an option up or down; the ranks stay in the lists that the form sends.

const list = (row) => row.querySelector("select");
const rankOf = (row) => Number(list(row).value) || Infinity;
const nameOf = (row) => row.querySelector("label").textContent.trim();

// `up` and `down` are the words before the name of the option; `moved` hears of each change.
export function makeRank(box, { up, down, moved }) {
  const place = box.querySelector("[data-ranks]");
  const rows = [...place.querySelectorAll("[data-code]")];
  const ranked = () => rows.filter((row) => list(row).value).sort((one, other) => rankOf(one) - rankOf(other));

  // Ranks without holes, and the rows in their order, the focus where it was.
  const settle = (order, focused) => {
    rows.forEach((row) => (list(row).value = ""));
    order.forEach((row, index) => (list(row).value = String(index + 1)));
    place.append(...order, ...rows.filter((row) => !order.includes(row)));
    focused.focus();
    moved(focused);
  };

  const move = (row, step, button) => {
    const order = ranked();
    const at = order.indexOf(row);
    if (at < 0) order.push(row);
    else {
      order.splice(at, 1);
      order.splice(Math.max(0, at + step), 0, row);
    }
    settle(order, button);
  };

  const choose = (row) => {
    const wanted = Number(list(row).value);
    const order = ranked().filter((each) => each !== row);
    if (wanted) order.splice(wanted - 1, 0, row);
    settle(order, list(row));
  };

  for (const row of rows) {
    const buttons = [[up, "↑", -1], [down, "↓", 1]].map(([word, sign, step]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn btn-secondary survey__move";
      button.textContent = sign;
      button.setAttribute("aria-label", `${word} ${nameOf(row)}`);
      button.addEventListener("click", () => move(row, step, button));
      return button;
    });
    row.append(...buttons);
    list(row).addEventListener("change", () => choose(row));
  }
  place.append(...ranked(), ...rows.filter((row) => !list(row).value));
}
