// Sends an outbox whenever it can: at once, when the network is back, when the page is looked at
// again, and from time to time while something waits.
//
//   const courier = new Courier(outbox, { tell: ({ waiting, refused, trouble }) => … });
//   courier.go();                  after each `add`
//
// tell      called at every change: how many wait, how many were refused, and what keeps them ("" or a
//           trouble of sending.js: "unreachable", "busy", "account", "closed").
// send      as for `Outbox.flush`; by default that of sending.js.
//
// Where the browser has Background Sync, the service worker sends as well once the network is back,
// even if the page was closed.
import { sendBatch } from "./sending.js";

const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 60_000;
export const SYNC_TAG = "sillage-outbox";

export class Courier {
  constructor(outbox, { tell = () => {}, send = sendBatch } = {}) {
    Object.assign(this, { outbox, send, trouble: "", wait: FIRST_WAIT, timer: 0, isGoing: false, isAsked: false });
    this.tellOf = tell;
    outbox.onChange = () => this.tell();
    window.addEventListener("online", () => this.go());
    window.addEventListener("pageshow", () => this.go());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") this.go();
    });
    this.go();
  }

  async go() {
    if (this.isGoing) return void (this.isAsked = true);
    this.isGoing = true;
    do {
      this.isAsked = false;
      await this.attempt();
    } while (this.isAsked && !this.trouble);
    this.isGoing = false;
    await this.tell();
    await this.planNext();
  }

  async attempt() {
    try {
      await this.outbox.flush(this.send);
      this.trouble = "";
      this.wait = FIRST_WAIT;
    } catch (error) {
      this.trouble = error.trouble ?? "unreachable";
    }
  }

  async planNext() {
    clearTimeout(this.timer);
    if (!(await this.waiting()).length) return;
    this.timer = setTimeout(() => this.go(), this.wait);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
    this.askForSync();
  }

  async waiting() {
    return (await this.outbox.all()).filter((item) => item.state === "waiting");
  }

  async tell() {
    const items = await this.outbox.all();
    const refused = items.filter((item) => item.state === "refused").length;
    this.tellOf({ items, refused, waiting: items.length - refused, trouble: this.trouble });
  }

  async askForSync() {
    if (!this.outbox.address) return;
    try {
      await (await navigator.serviceWorker?.getRegistration())?.sync?.register(SYNC_TAG);
    } catch {
      // Not in this browser, or not allowed: the page sends by itself.
    }
  }
}
