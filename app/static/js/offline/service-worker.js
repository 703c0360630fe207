// Opens the pages that asked to be kept (keep-page.js) when there is no network, and sends what waits
// in the outboxes once it is back. Served from the root of the site, with VERSION above this line: a
// digest of all static files.
//
// Network first, always: a kept copy is given only when the server cannot be reached. Nothing is kept
// that did not ask for it, and nothing outlives the account that it was kept for.
import { waitingOutboxes } from "./static/js/offline/outbox.js";
import { sendBatch } from "./static/js/offline/sending.js";

const PATIENCE = 10_000; // ms without an answer, after which the network counts as gone
const cacheName = (account) => `kept ${VERSION} ${account}`;
const accountOf = (name) => name.split(" ")[2];

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  event.waitUntil(renew().then(() => self.clients.claim()));
});

async function keptCaches() {
  return (await caches.keys()).filter((name) => name.startsWith("kept "));
}

const forget = async () => Promise.all((await keptCaches()).map((name) => caches.delete(name)));

// A new version of the site: what was kept is fetched again; what cannot be stays as it was.
async function renew() {
  for (const name of await keptCaches()) {
    if (name === cacheName(accountOf(name))) continue;
    const [before, now] = [await caches.open(name), await caches.open(cacheName(accountOf(name)))];
    for (const request of await before.keys()) {
      if (!(await fetchInto(now, request.url))) await now.put(request.url, await before.match(request));
    }
    await caches.delete(name);
  }
}

// → whether the server could be reached. An answer that is no page of its own is not kept.
async function fetchInto(cache, address) {
  try {
    const answer = await fetch(address, { cache: "no-cache", credentials: "same-origin" });
    if (answer.ok && !answer.redirected) await cache.put(address, answer);
    return true;
  } catch {
    return false;
  }
}

async function keep({ keep: page, files, account }) {
  for (const name of await keptCaches()) {
    if (accountOf(name) !== account) await caches.delete(name);
  }
  const cache = await caches.open(cacheName(account));
  await Promise.all([page, ...files].map((address) => fetchInto(cache, address)));
}

self.addEventListener("message", (event) => {
  if (event.data.keep) {
    event.waitUntil(keep(event.data).then(() => event.source.postMessage({ kept: true })));
  }
});

async function networkFirst(request) {
  const answer = fetch(request);
  const late = new Promise((_, reject) => setTimeout(reject, PATIENCE));
  try {
    return await Promise.race([answer, late]);
  } catch {
    return (await caches.match(request.url.split("#")[0], { ignoreVary: true })) ?? answer;
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (request.method === "POST" && pathname.endsWith("/sign-out")) event.waitUntil(forget());
  if (request.method !== "GET") return;
  if (request.mode === "navigate" || pathname.includes("/static/")) event.respondWith(networkFirst(request));
});

// Throws while something waits, so that the browser tries again later.
async function sendAll() {
  for (const outbox of await waitingOutboxes()) await outbox.flush(sendBatch);
}

self.addEventListener("sync", (event) => {
  if (event.tag === "sillage-outbox") event.waitUntil(sendAll());
});
