// Puts the focus on the error summary, and on the field when one of its links is followed.
const summary = document.querySelector("[data-error-summary]");

if (summary) {
  summary.focus();
  document.title = `⚠ ${document.title}`;
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    field.focus({ preventScroll: true });
    (field.closest(".field") ?? field).scrollIntoView({ block: "start" });
  });
}
