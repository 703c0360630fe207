// Folds the section menu on a phone and keeps it open on a wide screen, where its summary is not shown.
// A classic script, read in place: the menu must not be seen open and then closed.
(() => {
  const menu = document.querySelector("[data-section-nav]");
  const wide = window.matchMedia("(min-width: 48em)");
  const fit = () => { menu.open = wide.matches; };
  wide.addEventListener("change", fit);
  fit();
})();
