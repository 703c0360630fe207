// Opens the small form of an action below its row, and puts the row as it became in its place.
// Without it, the same link leads to the same form on a page of its own.
const table = document.querySelector("[data-quick-table]");

async function page(address, options) {
  const answer = await fetch(address, options);
  if (!answer.ok && answer.status !== 422) throw new Error(answer.status);
  return [answer, new DOMParser().parseFromString(await answer.text(), "text/html")];
}

function close(row) {
  row.nextElementSibling?.matches(".plans__quick-row") && row.nextElementSibling.remove();
  row.querySelector("[data-quick]").setAttribute("aria-expanded", "false");
}

function fill(cell, found) {
  const shown = ["[data-error-summary]", "[data-quick-form]", ".plans__theirs"].map((one) => found.querySelector(one));
  cell.replaceChildren(...shown.filter(Boolean));
  (cell.querySelector("[data-error-summary]") ?? cell.querySelector("select"))?.focus();
}

async function open(row, link) {
  const [, found] = await page(link.href);
  const line = document.createElement("tr");
  const cell = line.insertCell();
  line.className = "plans__quick-row";
  cell.colSpan = row.cells.length;
  row.after(line);
  fill(cell, found);
  link.setAttribute("aria-expanded", "true");
}

async function send(form, row, cell) {
  const [answer, found] = await page(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  if (answer.status === 422) return fill(cell, found);
  const code = new URL(form.action).pathname;
  const link = [...found.querySelectorAll("[data-quick]")].find((one) => new URL(one.href, location).pathname === code);
  if (!link) return location.reload(); // the filter keeps it no more
  close(row);
  row.replaceWith(link.closest("tr"));
  link.focus();
}

table?.addEventListener("click", (event) => {
  const link = event.target.closest("[data-quick]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const row = link.closest("tr");
  if (row.nextElementSibling?.matches(".plans__quick-row")) close(row);
  else open(row, link).catch(() => location.assign(link.href));
});

table?.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-quick-form]");
  if (!form) return;
  event.preventDefault();
  const cell = form.closest("td");
  send(form, cell.parentElement.previousElementSibling, cell).catch(() => form.submit());
});
