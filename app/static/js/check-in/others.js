// Shows on this list who was checked in at the other desks, from time to time while it is looked at.
const EVERY = 20_000;
const JUST_TAPPED = 5_000; // ms in which this desk knows better than an answer that may be older

export function watchOthers(address, people, isWaiting) {
  let seen = "";

  function isOurs(person) {
    return isWaiting(person) || performance.now() - (people.tappedAt.get(person) ?? -Infinity) < JUST_TAPPED;
  }

  function show(arrived) {
    for (const [person, line] of people.lines) {
      if (isOurs(person) || !line.querySelector("button")) continue;
      const at = arrived.get(person);
      if (at) people.apply({ act: "in", person, at });
      else if ("in" in line.dataset) people.apply({ act: "out", person });
    }
  }

  async function look() {
    if (document.visibilityState !== "visible") return;
    try {
      const answer = await fetch(`${address}?seen=${seen}`, { cache: "no-store", redirect: "error" });
      if (answer.status !== 200) return;
      const told = await answer.json();
      show(new Map(told.arrived));
      seen = told.seen;
    } catch {
      // No network: what the list shows stays, and the next look tells.
    }
  }

  setInterval(look, EVERY);
  window.addEventListener("focus", look);
}
