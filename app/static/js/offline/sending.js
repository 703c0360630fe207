// Sends a batch of an outbox as JSON: { items: [{ key, …body }] } → { results: [{ key, state, sentence }] }.
//
// A page that was kept for long holds an old token: a batch asks for one first, those that follow
// within a minute use it again. Each names whose words it carries, and the server refuses it to anybody
// else, so that nothing is sent in somebody else's name.
const TOKEN = new URL("../../../sending-token", import.meta.url);
const PATIENCE = 20_000;
const TOKEN_LASTS = 60_000;
const REFUSED_TOKENS = [400, 409]; // too old, or of another session than the one that is there by now
let held = { token: "", account: "", until: 0 };

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

// → a token for requests of this account. Throws NotSent.
async function tokenFor(account) {
  if (held.account === account && Date.now() < held.until) return held.token;
  const answer = await ask(TOKEN);
  if (!answer.ok) throw new NotSent("unreachable");
  const { token, account: present } = await told(answer);
  if (present !== account) throw new NotSent("account");
  held = { token, account, until: Date.now() + TOKEN_LASTS };
  return token;
}

// Posts JSON; → the JSON of the answer. Throws NotSent.
export async function post(address, account, body) {
  const wasHeld = Date.now() < held.until;
  const answer = await ask(address, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      Accept: "application/json",
      "X-CSRFToken": await tokenFor(account),
      "X-Sending-As": account,
    },
    body: JSON.stringify(body),
  });
  if (answer.ok) return told(answer);
  if (REFUSED_TOKENS.includes(answer.status)) {
    held.until = 0;
    if (wasHeld) return post(address, account, body);
  }
  if (answer.status === 429) throw new NotSent("busy");
  if (answer.status === 409) throw new NotSent("account");
  throw new NotSent(answer.status < 500 ? "closed" : "unreachable");
}

// What `Outbox.flush` wants.
export async function sendBatch(items) {
  const [{ account, address }] = items;
  const answer = await post(address, account, { items: items.map(({ key, body }) => ({ ...body, key })) });
  return answer.results;
}
