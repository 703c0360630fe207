// Sends a batch of an outbox as JSON: { items: [{ key, …body }] } → { results: [{ key, state, sentence }] }.
//
// A page that was kept for long holds an old token: each batch asks for a fresh one first, and learns
// by the same answer whose session this is, so that nothing is sent in somebody else's name.
const TOKEN = new URL("../../../sending-token", import.meta.url);
const PATIENCE = 20_000;

// `trouble`: "unreachable" (no network, or the server is down), "busy" (too much at once),
// "account" (somebody else is signed in, or nobody), "closed" (the server takes nothing here any more).
export class NotSent extends Error {
  constructor(trouble) {
    super(trouble);
    this.trouble = trouble;
  }
}

async function ask(address, options) {
  try {
    return await fetch(address, {
      cache: "no-store",
      credentials: "same-origin",
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE),
      ...options,
    });
  } catch {
    throw new NotSent("unreachable");
  }
}

async function told(answer) {
  try {
    return await answer.json();
  } catch {
    throw new NotSent("unreachable"); // cut short, or the page of some other network
  }
}

// → the token for a request that changes something. Throws NotSent.
export async function freshToken(account) {
  const answer = await ask(TOKEN);
  if (!answer.ok) throw new NotSent("unreachable");
  const { token, account: present } = await told(answer);
  if (present !== account) throw new NotSent("account");
  return token;
}

// Posts JSON with a fresh token; → the JSON of the answer. Throws NotSent.
export async function post(address, account, body) {
  const answer = await ask(address, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": await freshToken(account) },
    body: JSON.stringify(body),
  });
  if (answer.ok) return told(answer);
  if (answer.status === 429) throw new NotSent("busy");
  throw new NotSent(answer.status < 500 ? "closed" : "unreachable");
}

// What `Outbox.flush` wants.
export async function sendBatch(items) {
  const [{ account, address }] = items;
  const answer = await post(address, account, { items: items.map(({ key, body }) => ({ ...body, key })) });
  return answer.results;
}
