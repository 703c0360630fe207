// What stands on the wall: asked for every few seconds, shown when it has changed. The focus stays
// where it was; nothing moves under somebody's hand.
const EVERY = 3_000;

export class Board {
  constructor(frame, address, { isNew }) {
    Object.assign(this, { frame, address, isNew, version: "", isHeld: false });
    this.showHandles();
    setInterval(() => document.visibilityState === "visible" && this.refresh(), EVERY);
  }

  // `isOurs`: after a change of our own, which may replace what has the focus.
  async refresh({ isOurs = false } = {}) {
    try {
      const headers = this.version ? { "If-None-Match": this.version } : {};
      const answer = await fetch(this.address, { headers, cache: "no-store", redirect: "error" });
      if (answer.status !== 200) return;
      const html = await answer.text();
      if (this.isHeld || (!isOurs && this.isUsed())) return;
      this.version = answer.headers.get("ETag");
      this.show(html, isOurs);
    } catch {
      // No network: what is shown stays.
    }
  }

  // Whether somebody is about to change something: an open menu, a name that is being written.
  isUsed() {
    return Boolean(this.frame.querySelector("details[open]"));
  }

  show(html, isOurs) {
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-board]");
    const shown = this.frame.querySelector("[data-board]");
    if (!fresh || fresh.dataset.version === shown.dataset.version) return;
    const before = this.notes();
    const focused = document.activeElement?.dataset?.focus;
    shown.replaceWith(fresh);
    this.showHandles();
    if (focused) this.focus(focused);
    if (!isOurs && [...this.notes()].some((note) => !before.has(note))) this.isNew();
  }

  // What had the focus may be in a menu that is closed now, or gone with its group.
  focus(name) {
    const same = this.frame.querySelector(`[data-focus="${CSS.escape(name)}"]`);
    const menu = same?.closest("details");
    if (menu && same.localName !== "summary") menu.open = true;
    same?.focus();
  }

  notes() {
    return new Set([...this.frame.querySelectorAll("[data-note]")].map((note) => note.dataset.note));
  }

  showHandles() {
    for (const handle of this.frame.querySelectorAll("[data-handle]")) handle.hidden = false;
  }
}
