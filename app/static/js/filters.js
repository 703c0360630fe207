// Opens the filters at once where there is room for them.
const wide = window.matchMedia("(min-width: 62em)");

for (const filters of document.querySelectorAll("[data-filters]")) {
  if (wide.matches) filters.open = true;
}
