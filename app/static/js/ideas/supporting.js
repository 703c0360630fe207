// The button of supports without loading the page again. What fails is sent by the form itself.
async function change(form, button) {
  const sent = new FormData(form);
  sent.set(button.name, button.value);
  const answer = await fetch(form.action, { method: "POST", body: sent, headers: { Accept: "application/json" } });
  if (!answer.headers.get("Content-Type")?.startsWith("application/json")) throw new TypeError("no JSON");
  return answer.json();
}

function show(form, button, told) {
  form.querySelector("[data-support-said]").textContent = told.sentence;
  const figures = form.closest(".support").querySelector("[data-support-figures]");
  if (told.figures === undefined) {
    figures.textContent = told.sentence;
    return;
  }
  button.value = told.is_supported ? "no" : "yes";
  button.setAttribute("aria-pressed", String(told.is_supported));
  // Made by our own template, whose values are escaped.
  figures.replaceChildren(...new DOMParser().parseFromString(told.figures, "text/html").body.childNodes);
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-support]")) return;
  event.preventDefault();
  const button = form.querySelector("button[name=wanted]");
  if (form.dataset.busy) return;
  form.dataset.busy = "1";
  try {
    show(form, button, await change(form, button));
  } catch {
    const wanted = document.createElement("input");
    Object.assign(wanted, { type: "hidden", name: button.name, value: button.value });
    form.append(wanted);
    form.submit();
  } finally {
    delete form.dataset.busy;
  }
});
