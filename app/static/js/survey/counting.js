// Says how many characters are left once a text comes near its limit.
const NEAR = 0.8;

export function countCharacters(text, { words, say }) {
  const limit = Number(text.getAttribute("maxlength"));
  const note = document.createElement("p");
  note.className = "field__note";
  text.after(note);
  const count = () => {
    const isNear = text.value.length >= limit * NEAR;
    note.textContent = isNear ? `${words} ${limit - text.value.length}` : "";
  };
  text.addEventListener("input", () => {
    count();
    if (note.textContent) say(note.textContent);
  });
  count();
}
