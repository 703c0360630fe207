// The form of a page: its questions by address, its entries, what it sends.
import { isBlank, read, words } from "./reading.js";

const UNANSWERED = "…";

// Each question that an answer of the page may call for came in a template, unseen without a script.
function openTemplates(form) {
  for (let template = form.querySelector("template"); template; template = form.querySelector("template")) {
    for (const root of template.content.children) {
      if (root.matches("[data-question], [data-place]")) root.dataset.waited = "";
    }
    template.replaceWith(template.content);
  }
}

// The prefixes of an address from the inside out: `a/0/b` to `a/0/` and ``.
function prefixes(address) {
  const steps = address.split("/");
  const found = [""];
  for (let end = 2; end <= steps.length; end += 2) found.unshift(`${steps.slice(0, end).join("/")}/`);
  return found;
}

export class SurveyForm {
  constructor(element, items) {
    openTemplates(element);
    this.element = element;
    // A paper answer is typed in with the blanks that were left on the sheet.
    this.mayBeBlank = "mayBeBlank" in element.dataset;
    this.boxes = new Map();
    for (const box of element.querySelectorAll("[data-question]")) this.boxes.set(box.dataset.question, box);
    this.items = new Map();
    this.#name(items);
  }

  #name(items) {
    for (const item of items) {
      this.items.set(item.name, item);
      if (item.items) this.#name(item.items);
    }
  }

  itemAt(address) {
    return this.items.get(address.split("/").at(-1));
  }

  label(address) {
    const box = this.boxes.get(address);
    const title = box.querySelector("legend, .field__label, .choice label, p") ?? box;
    const text = title.cloneNode(true);
    text.querySelectorAll(".field__required").forEach((each) => each.remove());
    return text.textContent.trim();
  }

  place(address) {
    return this.element.querySelector(`[data-place="${CSS.escape(address)}"]`);
  }

  // ---- What a Settling asks for

  read(address, item) {
    const box = this.boxes.get(address);
    return box ? read(box, item) : "";
  }

  isBlank(prefix) {
    return [...this.boxes].every(([address, box]) => !address.startsWith(prefix) || isBlank(box));
  }

  entries(address) {
    const found = new Set();
    for (const each of this.boxes.keys()) {
      if (each.startsWith(`${address}/`)) found.add(Number(each.slice(address.length + 1).split("/")[0]));
    }
    return [...found].sort((one, other) => one - other);
  }

  wasAsked(address) {
    const found = this.boxes.get(address) ?? this.place(address);
    return !found?.closest("[data-waited]");
  }

  // ---- What is quoted

  // The answer of `name` in words, seen from an address.
  quoted(name, address, values) {
    const where = prefixes(address).map((prefix) => prefix + name).find((each) => values.has(each));
    if (where === undefined) return UNANSWERED;
    const box = this.boxes.get(where);
    const value = values.get(where);
    const nothing = value === "" || value === undefined;
    if (nothing) return UNANSWERED;
    return (box ? words(box, this.itemAt(where)) : String(value)) || UNANSWERED;
  }

  // ---- What is sent

  // Leaves out what is not asked, and tells what was.
  send(data) {
    const asked = [];
    for (const [address, box] of this.boxes) {
      if (!box.hidden) asked.push(address);
      else this.#leaveOut(data, (name) => name === address || name.startsWith(`${address}#`));
    }
    for (const end of this.element.querySelectorAll("[data-entries]")) {
      if (!end.hidden) asked.push(end.dataset.place);
      else this.#leaveOut(data, (name) => name === `${end.dataset.place}#count`);
    }
    data.set("#asked", asked.join(" "));
  }

  #leaveOut(data, isOurs) {
    for (const name of [...data.keys()].filter(isOurs)) data.delete(name);
  }
}
