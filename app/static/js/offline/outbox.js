// Things to send that may wait for the network, kept in this browser (IndexedDB): none is lost when
// the tab is closed, none is doubled, because each goes with a key of its own that the server knows.
//
//   const outbox = openOutbox("notes", { account, address });
//   await outbox.add({ text: "…" });      keeps it; → the item, with its `key`
//   await outbox.all();                   what is not sent yet, the oldest first
//   await outbox.remove(key);             false: it was sent meanwhile
//   await outbox.flush(send);             sends what waits, some at a time; courier.js does it in time
//   outbox.onChange = () => …             also when another tab, or the service worker, changed it
//
// account   whose things these are: `document.body.dataset.account`. What somebody else
//           left in this browser is neither shown nor sent.
// address   where they are sent, for the service worker, which may do so when no page is open;
//           leave it out where only a page can send.
// send      async (items) → [{ key, state: "kept" | "refused", sentence }]; what it does not name waits.
//           It throws when the server cannot be reached. sending.js has the usual one.
//
// An item is { key, box, account, address, body, state: "waiting" | "refused", sentence, at }.
// A refused one stays, with the sentence of the server, until it is removed. One that waits is never
// changed: the server may have it already, and only its answer was lost.
const DATABASE = "sillage";
const STORE = "outbox";
const BATCH = 50;
const changes = new BroadcastChannel("sillage-outbox");

let database = null;

function opened() {
  database ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(DATABASE, 1);
    asked.onupgradeneeded = () => {
      const store = asked.result.createObjectStore(STORE, { keyPath: "order", autoIncrement: true });
      store.createIndex("key", "key", { unique: true });
      store.createIndex("box", ["box", "account"]);
    };
    asked.onsuccess = () => {
      asked.result.onversionchange = () => {
        asked.result.close();
        database = null;
      };
      resolve(asked.result);
    };
    asked.onerror = () => {
      database = null;
      reject(asked.error);
    };
  });
  return database;
}

// Runs `act` on the store and waits until what it did is on the disk; → what its request found.
async function onStore(mode, act) {
  const transaction = (await opened()).transaction(STORE, mode, { durability: "strict" });
  return new Promise((resolve, reject) => {
    const request = act(transaction.objectStore(STORE));
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}

// `crypto.randomUUID` is there on secure pages only.
export function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))].map((n) => n.toString(16).padStart(2, "0")).join("");
}

// One at a time, whatever the number of tabs. A browser without locks may send twice: the server keeps once.
function alone(name, act) {
  return navigator.locks ? navigator.locks.request(`sillage-outbox:${name}`, act) : act();
}

class Outbox {
  constructor(name, { account = "", address = "" } = {}) {
    Object.assign(this, { name, account, address, onChange: () => {} });
    // A channel hears the others, not itself.
    changes.addEventListener("message", () => this.onChange());
  }

  async add(body, { key = newKey() } = {}) {
    const { name: box, account, address } = this;
    const item = { key, box, account, address, body, state: "waiting", sentence: "", at: Date.now() };
    await onStore("readwrite", (store) => store.add(item));
    this.changed();
    return item;
  }

  all() {
    return onStore("readonly", (store) => store.index("box").getAll([this.name, this.account]));
  }

  remove(key) {
    return alone(this.name, async () => {
      const item = await this.find(key);
      if (!item) return false;
      await onStore("readwrite", (store) => store.delete(item.order));
      this.changed();
      return true;
    });
  }

  flush(send) {
    return alone(this.name, async () => {
      let batch = await this.nextBatch();
      while (batch.length) {
        const settled = await this.settle(batch, await send(batch));
        this.changed();
        if (!settled) return;
        batch = await this.nextBatch();
      }
    });
  }

  // --- What only the outbox calls ------------------------------------------------------------

  async nextBatch() {
    return (await this.all()).filter((item) => item.state === "waiting").slice(0, BATCH);
  }

  // → how many of the batch wait no longer.
  async settle(batch, results) {
    const answers = new Map(results.map((result) => [result.key, result]));
    const settled = batch.filter((item) => answers.has(item.key));
    await onStore("readwrite", (store) => {
      for (const item of settled) {
        const { state, sentence = "" } = answers.get(item.key);
        if (state === "kept") store.delete(item.order);
        else store.put({ ...item, state: "refused", sentence });
      }
    });
    return settled.length;
  }

  async find(key) {
    const item = await onStore("readonly", (store) => store.index("key").get(key));
    return item && item.box === this.name && item.account === this.account ? item : null;
  }

  changed() {
    changes.postMessage(this.name);
    this.onChange();
  }
}

export function openOutbox(name, options) {
  return new Outbox(name, options);
}

// Every outbox of this browser in which something waits and that needs no page to be sent.
export async function waitingOutboxes() {
  const items = await onStore("readonly", (store) => store.getAll());
  const found = new Map();
  for (const { box, account, address, state } of items) {
    if (address && state === "waiting") found.set(`${box} ${account}`, openOutbox(box, { account, address }));
  }
  return [...found.values()];
}
