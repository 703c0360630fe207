// Follows a background job: reads its state, moves the bar, says the message politely, then goes where the job says.
// Expects {"state": "queued"|"running"|"done"|"failed"|"cancelled", "value", "max", "message", "next"}.
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 15000;
const SPEAK_EVERY = 10000; // a screen reader is not told every step

function follow(panel) {
  const bar = panel.querySelector("progress");
  const message = panel.querySelector("[data-job-message]");
  const live = panel.querySelector("[data-job-live]");
  let wait = FIRST_WAIT;
  let spokenAt = 0;

  panel.querySelector("[data-job-reload]")?.remove();

  const say = (text, now = false) => {
    if (!text) return;
    message.textContent = text;
    if (live.textContent === text || (!now && Date.now() - spokenAt < SPEAK_EVERY)) return;
    live.textContent = text;
    spokenAt = Date.now();
  };

  const leave = (next) => {
    const target = next || panel.dataset.doneUrl;
    const url = target && new URL(target, window.location.href);
    if (url && url.origin === window.location.origin && url.href !== window.location.href) window.location.assign(url);
    else window.location.reload();
  };

  const look = async () => {
    try {
      const response = await fetch(panel.dataset.jobUrl, { headers: { Accept: "application/json" }, cache: "no-store" });
      if (!response.ok) throw new Error(String(response.status));
      const job = await response.json();
      if (job.max) bar.max = job.max;
      if (typeof job.value === "number") bar.value = job.value;
      const over = ["done", "failed", "cancelled"].includes(job.state);
      say(job.message, over);
      panel.dataset.state = job.state;
      if (over) return void window.setTimeout(() => leave(job.next), 600);
      wait = Math.min(wait * 1.15, 2000);
    } catch {
      say(panel.dataset.lostMessage, true);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    }
    window.setTimeout(look, wait);
  };
  window.setTimeout(look, wait);
}

document.querySelectorAll("[data-job-url]").forEach(follow);
