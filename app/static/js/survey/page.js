// A page of a questionnaire: what it asks follows what is typed. Everything here is comfort; the
// server decides again on every answer, and the page works without any of it.
import { watchFile } from "../file-limit.js";
import { Announcer } from "./announcing.js";
import { fault, mark } from "./checking.js";
import { countCharacters } from "./counting.js";
import { SurveyForm } from "./form.js";
import { Keeper } from "./keeping.js";
import { makeRank } from "./ranking.js";
import { sendOnce } from "./sending.js";
import { Settling } from "./settling.js";
import { show } from "./showing.js";
import { makeSlider } from "./sliding.js";

const MOST_NAMED = 3;
const element = document.querySelector("form[data-survey]");
const jsonOf = (id) => JSON.parse(document.getElementById(id).textContent);
const items = jsonOf("survey-rules");
const form = new SurveyForm(element, items);
const settling = new Settling({ items, page: form, ...jsonOf("survey-answers") });
const announcer = new Announcer(element.querySelector("[data-survey-live]"));
const words = element.dataset;
let settled = null;

function update({ isSaid = true } = {}) {
  settled = settling.settle();
  const { appeared, gone } = show(form, settled);
  if (!isSaid) return;
  say(words.sayAsked, appeared);
  say(words.sayNotAsked, gone);
}

function say(before, addresses) {
  if (!addresses.length) return;
  const labels = addresses.slice(0, MOST_NAMED).map((address) => form.label(address));
  announcer.say(`${before} ${labels.join(", ")}${addresses.length > MOST_NAMED ? "…" : "."}`);
}

const boxOf = (target) => target.closest?.("[data-question]");

// ---- While typing

const keeper = new Keeper(element);

element.addEventListener("input", ({ target }) => {
  update();
  keeper.keep();
  const box = boxOf(target);
  // A fault that was told is taken back as soon as it is mended.
  if (box?.classList.contains("field--invalid")) mark(box, fault(form, settling, settled, box.dataset.question), words.sayError);
});

// ---- When a question is left

// What appears while a finger is down would move the target from under it.
let isPressed = false;
let waiting = [];
document.addEventListener("pointerdown", () => (isPressed = true), true);
for (const end of ["pointerup", "pointercancel"]) {
  document.addEventListener(end, () => setTimeout(() => {
    isPressed = false;
    waiting.splice(0).forEach(check);
  }), true);
}

function check(box) {
  update();
  if (box.contains(document.activeElement) || box.hidden) return;
  const sentence = fault(form, settling, settled, box.dataset.question);
  mark(box, sentence, words.sayError);
  if (sentence) announcer.say(`${form.label(box.dataset.question)} ${sentence}`);
}

element.addEventListener("focusout", ({ target, relatedTarget }) => {
  const box = boxOf(target);
  const isGoing = !document.hasFocus() || relatedTarget?.matches("button[type=submit]");
  if (!box || isGoing || box.contains(relatedTarget)) return;
  if (isPressed) waiting.push(box);
  else setTimeout(() => check(box));
});

// ---- When the page is sent

const offline = element.querySelector("[data-survey-offline]");
element.addEventListener("formdata", ({ formData }) => form.send(formData));
sendOnce(element, {
  probe: words.probe,
  goes: () => keeper.keep({ isSent: true }),
  isLost: () => {
    offline.setAttribute("role", "alert");
    offline.textContent = words.sayOffline;
    offline.hidden = false;
  },
});

// ---- What was typed before

const offer = element.querySelector("[data-found]");

function takeBack(fields) {
  keeper.putBack(fields);
  followers.forEach((follow) => follow());
  update();
  keeper.keep();
}

function offerBack() {
  const found = keeper.found();
  if (!found) return void keeper.keep();
  const { fields, isExpected } = found;
  if (isExpected) return void takeBack(fields);
  offer.hidden = false;
  offer.querySelector("[data-found-take]").addEventListener("click", () => {
    takeBack(fields);
    close();
  });
  offer.querySelector("[data-found-forget]").addEventListener("click", () => {
    keeper.forget();
    close();
  });
}

function close() {
  offer.hidden = true;
  element.querySelector("[data-question]:not([hidden])")?.querySelector("input, select, textarea")?.focus();
}

for (const switcher of document.querySelectorAll("form[action$='/language']")) {
  switcher.addEventListener("submit", () => keeper.keep({ isExpected: true }));
}

// ---- Comfort of single questions

const followers = [];
for (const file of element.querySelectorAll("[data-waited] input[type=file]")) watchFile(file);
for (const number of element.querySelectorAll("[data-range]")) followers.push(makeSlider(number));
for (const text of element.querySelectorAll("textarea[maxlength]")) {
  countCharacters(text, { words: words.sayLeft, say: (left) => announcer.say(left) });
}
for (const place of element.querySelectorAll("[data-ranks]")) {
  makeRank(place.closest("[data-question]"), {
    up: words.sayUp,
    down: words.sayDown,
    moved: (control) => {
      control.dispatchEvent(new Event("input", { bubbles: true }));
      const row = control.closest("[data-code]");
      announcer.say(`${row.querySelector("label").textContent.trim()} : ${row.querySelector("select").value || "–"}`);
    },
  });
}

update({ isSaid: false });
offerBack();
// An entry that was just added. The browser goes there on loading, and takes the focus away.
const isTarget = ({ id }) => id && location.hash === new URL(`#${id}`, location).hash;
const added = [...element.querySelectorAll("[data-place]")].find(isTarget);
window.addEventListener("load", () => setTimeout(() => added?.querySelector("input, select, textarea")?.focus()));
