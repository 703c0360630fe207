// Shows a question as people will see it, while it is being written. Nothing is kept until it is saved.
const PAUSE = 400; // milliseconds without typing

const form = document.querySelector("form[data-preview]");
const shown = document.querySelector("[data-preview-body]");
let waiting;
let latest = 0;

async function refresh() {
  const asked = (latest += 1);
  const answer = await fetch(form.dataset.preview, {
    method: "POST",
    body: new URLSearchParams(new FormData(form)),
  }).catch(() => null);
  if (asked !== latest || answer?.status !== 200) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  shown.replaceChildren(...page.body.childNodes);
}

if (form?.dataset.preview && shown) {
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(refresh, PAUSE);
  });
}
