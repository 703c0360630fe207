// Shows similar ideas below the title of an idea while it is typed. The focus stays where it is; how many there are is
// said politely, and only when it changes. What the server cannot tell is left out: nothing here is needed to post.
const QUIET = 350; // ms without a key before asking
const SHORTEST = 8; // signs of a title
const LONGEST = 200;
const WAIT_WHEN_TOO_MANY = 30000; // ms without asking once the server says so

function plain(text) {
  return text.trim().replace(/\s+/g, " ").slice(0, LONGEST);
}

function follow(place) {
  const field = document.getElementById(place.dataset.similarField);
  if (!field) return;
  const live = place.querySelector("[data-similar-live]");
  const shown = place.querySelector("[data-similar-shown]");
  const list = place.querySelector("[data-similar-list]");
  let asked = "";
  let timer = 0;
  let request = null;
  let silentUntil = 0;

  function show({ count, sentence, html }) {
    // Somebody who reads the list, or stands on one of its buttons, keeps it.
    if (list.contains(document.activeElement)) return;
    // That there is none is news only where there were some.
    const said = count || !shown.hidden ? sentence : "";
    if (live.textContent !== said) live.textContent = said;
    list.innerHTML = html;
    shown.hidden = !count;
  }

  async function ask(title) {
    request?.abort();
    request = new AbortController();
    const { signal } = request;
    try {
      const address = `${place.dataset.similar}?title=${encodeURIComponent(title)}`;
      const answer = await fetch(address, { headers: { Accept: "application/json" }, cache: "no-store", signal });
      if (answer.status === 429) silentUntil = Date.now() + WAIT_WHEN_TOO_MANY;
      if (!answer.ok) return;
      const found = await answer.json();
      if (!signal.aborted) show(found);
    } catch {
      if (!signal.aborted) asked = ""; // no network: the next key asks again
    }
  }

  function consider() {
    const title = plain(field.value);
    if (title === asked || Date.now() < silentUntil) return;
    asked = title;
    if (title.length < SHORTEST) {
      request?.abort();
      show({ count: 0, sentence: "", html: "" });
      return;
    }
    ask(title);
  }

  place.hidden = false;
  field.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(consider, QUIET);
  });
  consider();
}

document.querySelectorAll("[data-similar]").forEach(follow);
