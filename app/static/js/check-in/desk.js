// The list of a desk: one tap checks somebody in, with or without a network.
//
// Each tap is kept in the browser (offline/outbox.js) and sent from there; the page shows at once what
// was done. A page that was kept for when there is no network is older than what was done on it since:
// that is remembered beside it, and done to it again when it is opened.
import { Courier } from "../offline/courier.js";
import { newKey, openOutbox } from "../offline/outbox.js";
import { watchOthers } from "./others.js";
import { People } from "./people.js";
import { searchAmong } from "./search.js";

const root = document.querySelector("[data-check-in]");
const words = root.dataset;
const list = root.querySelector("[data-list]");
const status = root.querySelector("[data-status]");
const memory = `sillage check-in ${words.acts}`;
const TAPPED_TWICE = 800; // ms within which a second tap on the same place is the same one

const people = new People(root);
const outbox = openOutbox(`check-in ${words.acts}`, { account: document.body.dataset.account, address: words.acts });
let said = "";
let waitingFor = new Set();
const courier = new Courier(outbox, { tell });

function remembered() {
  const kept = JSON.parse(localStorage.getItem(memory) ?? "null");
  return kept?.made === words.made ? kept.acts : [];
}

function remember(act) {
  localStorage.setItem(memory, JSON.stringify({ made: words.made, acts: [...remembered(), act] }));
}

async function done(act, key = newKey()) {
  const whole = { ...act, at: new Date().toISOString() };
  await outbox.add(whole, { key });
  // No names: the memory outlives the session. Who just came is in the outbox until the server knows.
  if (act.act !== "walk-in") remember(whole);
  people.apply({ ...whole, key });
  said = act.act === "out" ? "" : `${people.nameOf({ ...whole, key })} ✓`;
  courier.go();
}

function tell({ items, trouble }) {
  const waiting = items.filter((item) => item.state === "waiting");
  waitingFor = new Set(waiting.map((item) => item.body.person ?? item.key));
  people.markWaiting(waitingFor);
  const parts = [said, waiting.length ? `${words.toSend} ${waiting.length}` : "", trouble ? words[trouble] : ""];
  status.textContent = parts.filter(Boolean).join(" – ");
  status.toggleAttribute("data-trouble", Boolean(trouble));
  showRefused(items.filter((item) => item.state === "refused"));
}

function showRefused(items) {
  const shown = root.querySelector("[data-refused]");
  shown.hidden = !items.length;
  shown.replaceChildren(
    ...items.map((item) => {
      const line = document.createElement("li");
      const button = document.createElement("button");
      button.className = "btn btn-secondary";
      button.textContent = words.understood;
      button.addEventListener("click", () => outbox.remove(item.key));
      line.append(`${people.nameOf({ ...item.body, key: item.key })}: ${item.sentence} `, button);
      return line;
    }),
  );
}

function tap(event) {
  event.preventDefault();
  const { name: act, value: person } = event.submitter;
  if (event.timeStamp - (people.tappedAt.get(person) ?? -Infinity) < TAPPED_TWICE) return;
  people.tappedAt.set(person, event.timeStamp);
  done({ act, person });
}

async function welcome(event) {
  event.preventDefault();
  const form = event.target;
  const { name, organisation, kind } = Object.fromEntries(new FormData(form));
  if (!name.trim() || !kind) {
    status.textContent = words.missing;
    return void form.elements[name.trim() ? "kind" : "name"].focus();
  }
  await done({ act: "walk-in", name: name.trim(), organisation: organisation.trim(), kind });
  form.reset();
  form.elements.name.focus();
}

if (!("partial" in words)) searchAmong(root, people);
for (const act of remembered()) people.apply(act);
// A browser that keeps nothing (some private windows): the forms are sent as they are.
const kept = await outbox.all().catch(() => null);
if (kept) {
  for (const item of kept) people.apply({ ...item.body, key: item.key });
  list.addEventListener("submit", tap);
  root.querySelector("[data-walk-in]").addEventListener("submit", welcome);
}
watchOthers(words.arrived, people, (person) => waitingFor.has(person));
