// Each act loads the page anew: a part that scrolls by itself stays where it was.
const KEY = `scroll:${location.pathname}`;

export function keepScroll(part) {
  const kept = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  if (kept) part.scrollTop = Number(kept);
  document.addEventListener("submit", () => sessionStorage.setItem(KEY, String(part.scrollTop)));
}
