// Finds people as their name is typed: accents and capitals do not count, words come in any order.
function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

export function searchAmong(root, people) {
  const field = root.querySelector("input[type=search]");
  const nobody = root.querySelector("[data-nobody]");
  const texts = new Map();

  function textOf(line) {
    if (!texts.has(line)) texts.set(line, plain(line.firstElementChild.textContent));
    return texts.get(line);
  }

  function narrow() {
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    let found = 0;
    for (const line of people.lines.values()) {
      line.hidden = !words.every((word) => textOf(line).includes(word));
      found += !line.hidden;
    }
    nobody.hidden = found > 0 || !words.length;
  }

  field.addEventListener("input", narrow);
  field.addEventListener("focus", () => field.select());
  field.form.addEventListener("submit", (event) => {
    event.preventDefault();
    [...people.lines.values()].find((line) => !line.hidden)?.querySelector("button")?.focus();
  });
  people.onAdd = narrow;
  narrow();
}
