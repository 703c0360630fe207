// A card goes into the outbox of this phone first, and from there to the server: it is not lost when the
// network is. Without this script, or where a browser keeps nothing, the form is sent as any other.
import { Courier } from "../offline/courier.js";
import { newKey, openOutbox } from "../offline/outbox.js";
import "../offline/keep-page.js";
import { receiptCode } from "./receipt-code.js";

const form = document.querySelector("[data-card]");
const panel = document.querySelector("[data-card-waiting]");
const { account } = document.body.dataset;
const outbox = openOutbox(`card ${form.dataset.card}`, { account, address: new URL(form.dataset.take, location).href });
let sent = null; // the key of the card of this page, once it was sent

// The server answers as to any form: the receipt, or what is wrong. It knows the key, and keeps one card.
function sendPlainly(key) {
  sent = null;
  form.elements.namedItem("key").value = key;
  form.submit();
}

async function receipt(key) {
  const code = await receiptCode(key).catch(() => null); // not on a page without TLS
  if (!code) return void sendPlainly(key);
  const address = new URL(`${form.dataset.sent}/${code}`, location);
  address.searchParams.set("again", form.dataset.code);
  location.assign(address);
}

function fillIn(body) {
  for (const [name, value] of Object.entries(body)) {
    const field = form.elements.namedItem(name);
    if (field) field.value = value;
  }
}

async function handBack(item) {
  if (!(await outbox.remove(item.key))) return;
  fillIn(item.body);
  sendPlainly(item.key);
}

async function show({ items, waiting, trouble }) {
  const mine = items.find((item) => item.key === sent);
  if (sent && !mine) return void receipt(sent);
  const refused = items.find((item) => item.state === "refused") ?? (trouble === "closed" && items[0]);
  if (refused) return void handBack(refused);
  panel.hidden = !(waiting && trouble);
  if (panel.hidden) return;
  panel.querySelector("[data-count]").textContent = waiting;
  const code = await receiptCode(items.at(-1).key).catch(() => null);
  panel.querySelector("[data-code]").textContent = code ?? "";
  panel.querySelector("[data-code-line]").hidden = !code;
  if (sent) {
    sent = null;
    form.reset();
    panel.focus();
  }
}

const courier = new Courier(outbox, { tell: show });

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (sent) return;
  const { csrf_token: _token, key: _key, ...body } = Object.fromEntries(new FormData(form));
  const key = newKey();
  sent = key;
  try {
    await outbox.add(body, { key });
  } catch {
    return void sendPlainly(key);
  }
  courier.go();
});
