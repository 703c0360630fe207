// Says which file was chosen and its size, and warns before sending one above data-max-bytes.
// The server checks again: this only spares a useless wait.
const units = ["byte", "kilobyte", "megabyte", "gigabyte"];

function readableSize(bytes) {
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  return new Intl.NumberFormat(document.documentElement.lang, {
    style: "unit", unit: units[power], maximumFractionDigits: 1,
  }).format(bytes / 1000 ** power);
}

export function watchFile(input) {
  const note = document.createElement("p");
  note.className = "field__note";
  note.setAttribute("role", "status");
  input.after(note);

  const limit = Number(input.dataset.maxBytes) || Infinity;
  const check = () => {
    const files = [...input.files];
    const tooLarge = files.some((file) => file.size > limit);
    const names = files.map((file) => `${file.name} (${readableSize(file.size)})`).join(", ");
    const warning = tooLarge ? `${input.dataset.tooLarge ?? ""} (≤ ${readableSize(limit)})` : "";
    note.textContent = [files.length ? `${input.dataset.chosenLabel ?? ""} ${names}` : "", warning].filter(Boolean).join(" – ");
    note.classList.toggle("field__note--error", tooLarge);
    input.setCustomValidity(warning);
    return !tooLarge;
  };
  input.addEventListener("change", check);
  input.form?.addEventListener("submit", (event) => {
    if (input.closest("[hidden]") || check()) return;
    event.preventDefault();
    input.focus();
  });
}

document.querySelectorAll("input[type=file]").forEach(watchFile);
