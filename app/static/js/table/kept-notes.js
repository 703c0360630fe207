// The list of what the server keeps: asked for again after each sending and from time to time, so
// that the notes of others appear. The chosen round follows the one that begins.
const EVERY = 10_000;

export class KeptNotes {
  constructor(form) {
    this.form = form;
    this.round = form.querySelector("[name=round]");
    this.running = document.querySelector("[data-kept-notes]").dataset.running;
    if ("older" in form.dataset) return; // a page further down stays as it is
    setInterval(() => document.visibilityState === "visible" && this.refresh(), EVERY);
  }

  async refresh() {
    if ("older" in this.form.dataset) return;
    try {
      const headers = this.version ? { "If-None-Match": this.version } : {};
      const answer = await fetch(this.form.dataset.notes, { headers, cache: "no-store", redirect: "error" });
      if (answer.status === 200 && this.show(await answer.text())) this.version = answer.headers.get("ETag");
    } catch {
      // No network: what is shown stays.
    }
  }

  // → whether it is shown now.
  show(html) {
    const shown = document.querySelector("[data-kept-notes]");
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-kept-notes]");
    // Somebody may be about to press a button there.
    if (!fresh || shown.contains(document.activeElement)) return false;
    shown.replaceWith(fresh);
    this.follow(fresh.dataset.running);
    return true;
  }

  follow(running) {
    if (running !== this.running) this.round.value = running;
    this.running = running;
  }
}
