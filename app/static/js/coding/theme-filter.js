// Narrows the list of themes while somebody types; what is ticked or proposed stays in sight.
const place = document.querySelector("[data-theme-filter]");
const field = place?.querySelector("input");

function plain(text) {
  return text.normalize("NFD").replace(/\p{Diacritic}/gu, "").toLowerCase();
}

if (field) {
  place.hidden = false;
  const lines = [...document.querySelectorAll("[data-theme-choice], [data-theme-proposed]")].map((line) => ({
    line,
    box: line.querySelector("input"),
    title: plain(line.querySelector("[data-theme-title]").textContent),
    isProposed: "themeProposed" in line.dataset,
  }));
  const narrow = () => {
    const typed = plain(field.value.trim());
    for (const { line, box, title, isProposed } of lines) line.hidden = !isProposed && !title.includes(typed) && !box.checked;
  };
  // Of those that hold the words: the one of this very title, else one that begins with them, else the first.
  const found = () => {
    const typed = plain(field.value.trim());
    const holding = lines.filter(({ title, box }) => title.includes(typed) && !box.checked);
    return holding.find(({ title }) => title === typed) ?? holding.find(({ title }) => title.startsWith(typed)) ?? holding[0];
  };
  field.addEventListener("input", narrow);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    // Enter ticks; nothing is sent from here. Either key leaves the field, so that the next one is an act.
    event.preventDefault();
    const theme = field.value.trim() ? found() : undefined;
    if (event.key === "Enter" && theme) theme.box.checked = true;
    if (event.key === "Enter" && field.value.trim() && !theme) return; // No theme holds these words: they stay.
    field.value = "";
    narrow();
    (event.key === "Enter" && theme ? theme.box : document.getElementById("to-code") ?? field).focus();
  });
}
