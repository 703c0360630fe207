// For visitors: says that somebody signed out of this browser before all that they wrote was sent.
import { waitingOutboxes } from "./outbox.js";

const notice = document.querySelector("[data-left-behind]");

// Looking would make the database in the browser of everybody who only reads.
async function isUsed() {
  const databases = (await indexedDB.databases?.()) ?? [];
  return databases.some(({ name }) => name === "sillage");
}

if (notice && (await isUsed())) {
  const others = (await waitingOutboxes()).filter(({ account }) => account !== document.body.dataset.account);
  notice.hidden = !others.length;
}
