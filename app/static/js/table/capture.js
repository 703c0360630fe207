// Notes go into the outbox of this browser first, and from there to the server: writing never waits
// for the network. Without this script the form is sent as any other.
import { Courier } from "../offline/courier.js";
import { openOutbox } from "../offline/outbox.js";
import "../offline/keep-page.js";
import { KeptNotes } from "./kept-notes.js";
import { SendingPanel } from "./sending-panel.js";

const form = document.querySelector("[data-capture]");
const text = form.elements.namedItem("text");
const live = document.querySelector("[data-live]");
const { account } = document.body.dataset;

const outbox = openOutbox(`table ${form.dataset.table}`, { account, address: new URL(form.dataset.take, location).href });
const kept = new KeptNotes(form);
const panel = new SendingPanel(document.querySelector("[data-sending]"), {
  say: (words) => (live.textContent = words),
  isLess: () => kept.refresh(),
  drop: (key) => outbox.remove(key),
  again: async (item) => {
    if (await outbox.remove(item.key)) {
      text.value = item.body.text;
      text.focus();
    }
  },
});
const courier = new Courier(outbox, { tell: (state) => panel.show(state) });

function body() {
  const fields = new FormData(form);
  return { text: text.value, nature: fields.get("nature") ?? "other", round: fields.get("round") ?? "" };
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (!text.value.trim()) {
    live.textContent = form.dataset.empty;
    return void text.focus();
  }
  const written = body();
  text.value = "";
  text.focus();
  try {
    await outbox.add(written);
  } catch {
    text.value = written.text; // this browser keeps nothing: send the form itself
    return void form.submit();
  }
  live.textContent = form.dataset.keptOne;
  courier.go();
});

text.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
});

document.addEventListener("keydown", (event) => {
  const digit = /^(?:Digit|Numpad)([1-4])$/.exec(event.code)?.[1];
  if (!digit || !event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  form.querySelectorAll("[name=nature]")[digit - 1].click();
});

for (const hint of form.querySelectorAll("[data-with-script], .capture__key")) hint.hidden = false;
document.querySelector("[data-error-summary]") ?? text.focus({ preventScroll: true });
