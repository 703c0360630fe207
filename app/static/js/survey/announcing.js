// Says things to screen readers through one region, once the person has paused.
const PAUSE = 900;

export class Announcer {
  constructor(region) {
    this.region = region;
    this.waiting = [];
  }

  say(text) {
    if (!this.waiting.includes(text)) this.waiting.push(text);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.region.textContent = this.waiting.splice(0).join(" ");
    }, PAUSE);
  }
}
