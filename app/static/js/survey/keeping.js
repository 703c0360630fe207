// Keeps on this device what was typed on a page and not sent, so that a crash or a lost network
// loses nothing. It is gone when the page is sent, and after a day: somebody who finds the private
// link in the history of a shared computer can read the answers that were sent, and should not
// find more for long. What is found is offered, never put back unasked.
const PREFIX = "sillage:answers:";
const KEPT_FOR = 24 * 3600 * 1000;

// A browser may refuse to keep anything, or be full: nothing depends on it.
function attempt(action) {
  try {
    return action();
  } catch {
    return null;
  }
}

const store = () => window.localStorage;
const readKept = (key) => attempt(() => JSON.parse(store().getItem(key)));
const forget = (key) => attempt(() => store().removeItem(key));

// Forgets what is old, and what was sent from a page that we have left.
export function tidy(current = "") {
  const keys = attempt(() => Object.keys(store())) ?? [];
  for (const key of keys.filter((each) => each.startsWith(PREFIX))) {
    const kept = readKept(key);
    const isOld = !kept || Date.now() - kept.at > KEPT_FOR;
    if (isOld || (kept.isSent && key !== PREFIX + current)) forget(key);
  }
}

// Forgets everything that was typed in a response.
export function forgetResponse(token) {
  const keys = attempt(() => Object.keys(store())) ?? [];
  keys.filter((each) => each.startsWith(`${PREFIX}${token}/`)).forEach(forget);
}

function controls(form) {
  // Not form.elements: a question may be named so, and would stand in its place.
  return [...form.querySelectorAll("input, select, textarea")].filter(
    (each) => each.name && !["file", "hidden"].includes(each.type),
  );
}

const isTicked = (control) => control.type === "radio" || control.type === "checkbox";

function typedIn(form) {
  return controls(form)
    .filter((each) => !isTicked(each) || each.checked)
    .map((each) => [each.name, each.value]);
}

// What the server wrote into the page, whatever was typed before this script came.
function writtenIn(form) {
  return controls(form)
    .filter((each) => !isTicked(each) || each.defaultChecked)
    .map((each) => [each.name, isTicked(each) ? each.value : writtenValue(each)]);
}

function writtenValue(control) {
  if (!control.options) return control.defaultValue;
  return [...control.options].find((option) => option.defaultSelected)?.value ?? "";
}

export class Keeper {
  constructor(form) {
    this.form = form;
    this.key = PREFIX + form.dataset.keptAs;
    this.start = JSON.stringify(writtenIn(form));
    tidy(form.dataset.keptAs);
    if ("isSaved" in form.dataset) forget(this.key);
  }

  // What was kept here and differs from what the page shows: {fields, isExpected}, or null.
  found() {
    const kept = readKept(this.key);
    if (kept && JSON.stringify(kept.fields) !== this.start) return kept;
    forget(this.key);
    return null;
  }

  // `isSent`: it is about to reach the server; `isExpected`: the page comes back at once.
  keep({ isSent = false, isExpected = false } = {}) {
    const fields = typedIn(this.form);
    if (JSON.stringify(fields) === this.start && !isSent) return void forget(this.key);
    const kept = { at: Date.now(), fields, isSent, isExpected };
    attempt(() => store().setItem(this.key, JSON.stringify(kept)));
  }

  forget() {
    forget(this.key);
  }

  putBack(fields) {
    const values = new Map();
    for (const [name, value] of fields) values.set(name, [...(values.get(name) ?? []), value]);
    for (const control of controls(this.form)) {
      const typed = values.get(control.name) ?? [];
      if (isTicked(control)) control.checked = typed.includes(control.value);
      else control.value = typed[0] ?? "";
    }
  }
}
