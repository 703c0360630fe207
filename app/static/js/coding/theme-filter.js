// Narrows the list of themes while somebody types; what is ticked stays in sight.
const place = document.querySelector("[data-theme-filter]");
const field = place?.querySelector("input");

function plain(text) {
  return text.normalize("NFD").replace(/\p{Diacritic}/gu, "").toLowerCase();
}

if (field) {
  place.hidden = false;
  const lines = [...document.querySelectorAll("[data-theme-choice]")].map((line) => ({
    line,
    box: line.querySelector("input"),
    title: plain(line.textContent),
  }));
  const narrow = () => {
    const typed = plain(field.value.trim());
    for (const { line, box, title } of lines) line.hidden = !title.includes(typed) && !box.checked;
  };
  field.addEventListener("input", narrow);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    // Enter ticks the first one that is left; nothing is sent from here.
    event.preventDefault();
    const first = lines.find(({ line, box }) => !line.hidden && !box.checked);
    if (event.key === "Enter" && field.value.trim() && first) first.box.checked = true;
    field.value = "";
    narrow();
    if (event.key === "Escape" || first) (first?.box ?? field).focus();
  });
}
