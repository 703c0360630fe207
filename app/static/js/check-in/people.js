// The people in the list of a desk: who is there, since when, and whether the server knows.
const hour = new Intl.DateTimeFormat("fr-FR", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Paris" });

export class People {
  constructor(root) {
    this.words = root.dataset;
    this.list = root.querySelector(".desk-list");
    this.arrived = root.querySelector("[data-there]");
    this.expected = root.querySelector("[data-expected]");
    this.lines = new Map([...this.list.children].map((line) => [line.querySelector("button").value, line]));
    this.tappedAt = new Map();
  }

  nameOf({ person, name, key }) {
    return name ?? this.lines.get(person ?? key)?.querySelector("b").textContent ?? "";
  }

  // Shows what an act did; an act that is shown already changes nothing.
  apply({ act, person, at, key, ...who }) {
    if (act === "walk-in") this.add(key, who);
    const line = this.lines.get(person ?? key);
    if (!line) return;
    const isIn = act !== "out";
    if (isIn && "in" in line.dataset) return;
    line.toggleAttribute("data-in", isIn);
    line.querySelector("i").textContent = isIn ? hour.format(new Date(at)) : "";
    const button = line.querySelector("button");
    if (button) {
      button.name = isIn ? "out" : "in";
      button.querySelector("span").textContent = isIn ? this.words.undo : this.words.isThere;
    }
    this.count();
  }

  // Who just came has no button before the page is loaded again: the server gives them their name.
  add(key, { name, organisation }) {
    if (this.lines.has(key)) return;
    const line = document.createElement("li");
    const who = document.createElement("span");
    const strong = document.createElement("b");
    strong.textContent = name;
    who.append(strong, organisation ? ` ${organisation}` : "");
    line.append(who, document.createElement("i"));
    this.list.prepend(line);
    this.lines.set(key, line);
    this.onAdd?.();
  }

  markWaiting(keys) {
    for (const [key, line] of this.lines) line.toggleAttribute("data-waiting", keys.has(key));
  }

  count() {
    this.arrived.textContent = this.list.querySelectorAll("[data-in]").length;
    this.expected.textContent = this.lines.size;
  }
}
