// Large buttons beside each number, for counting at the door with a thumb, and the total.
const form = document.querySelector("[data-tally]");

function button(sign, name, step, field) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn btn-secondary";
  made.textContent = sign;
  made.setAttribute("aria-label", name);
  made.addEventListener("click", () => {
    const number = Math.min(Math.max((Number.parseInt(field.value, 10) || 0) + step, Number(field.min)), Number(field.max));
    field.value = String(number);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  return made;
}

if (form) {
  const fields = [...form.querySelectorAll("[data-tally-line] input")];
  const total = form.querySelector("[data-tally-total]");
  const add = () => {
    total.querySelector("output").value = String(fields.reduce((sum, field) => sum + (Number.parseInt(field.value, 10) || 0), 0));
  };
  for (const field of fields) {
    const kind = form.querySelector(`label[for="${CSS.escape(field.id)}"]`).textContent;
    field.before(button("−", form.dataset.less.replace("{kind}", kind), -1, field));
    field.after(button("+", form.dataset.more.replace("{kind}", kind), 1, field));
  }
  form.addEventListener("input", add);
  total.hidden = false;
  add();
}
