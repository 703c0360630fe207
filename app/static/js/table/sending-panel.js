// What waits to be sent, and why, in words. Hidden when nothing does.
const number = (one, many, count) => (count === 1 ? one : many.replace("#", count));

export class SendingPanel {
  constructor(panel, { say, isLess, drop, again }) {
    // Before the first look too: the service worker may have sent what the page waits for.
    Object.assign(this, { panel, say, isLess, drop, again, count: Infinity });
    this.list = panel.querySelector("[data-waiting]");
    this.tally = document.querySelector("[data-tally]");
    this.pattern = panel.querySelector("[data-waiting-note]");
    this.waitingWord = panel.querySelector("[data-word-waiting]").textContent;
  }

  // `state` is what courier.js tells.
  show({ items, waiting, refused, trouble }) {
    this.panel.hidden = !items.length || (!trouble && !refused);
    this.panel.querySelector("[data-words]").textContent = this.words(waiting, refused, trouble);
    this.panel.querySelector("[data-sign-in]").hidden = trouble !== "account";
    this.tally.textContent = waiting && trouble ? number(this.panel.dataset.tallyOne, this.panel.dataset.tallyMany, waiting) : "";
    this.list.replaceChildren(...items.toReversed().map((item) => this.line(item)));
    if (items.length < this.count) {
      this.isLess();
      if (!items.length && this.count < Infinity) this.say(this.panel.dataset.sent);
    }
    if (trouble && trouble !== this.trouble) this.say(this.panel.querySelector("[data-words]").textContent);
    this.trouble = trouble;
    this.count = items.length;
  }

  words(waiting, refused, trouble) {
    const { waitingOne, waitingMany, refusedOne, refusedMany } = this.panel.dataset;
    return [
      waiting && number(waitingOne, waitingMany, waiting),
      waiting && trouble && this.panel.dataset[trouble],
      refused && number(refusedOne, refusedMany, refused),
    ]
      .filter(Boolean)
      .join(" ");
  }

  line(item) {
    const line = this.pattern.content.firstElementChild.cloneNode(true);
    line.querySelector(".note__text").textContent = item.body.text;
    line.querySelector("[data-state]").textContent = item.sentence || this.waitingWord;
    line.querySelector(".note__actions").hidden = item.state !== "refused";
    line.querySelector("[data-again]").addEventListener("click", () => this.again(item));
    line.querySelector("[data-drop]").addEventListener("click", () => this.drop(item.key));
    return line;
  }
}
