// A slider below a number between two ends. The number is what is sent: a slider alone always has
// a value, and nobody could leave the question without an answer.
export function makeSlider(number) {
  const slider = document.createElement("input");
  slider.type = "range";
  slider.className = "survey__slider";
  slider.dataset.slider = "";
  for (const name of ["min", "max", "step"]) slider[name] = number.getAttribute(name);
  slider.value = String((Number(slider.min) + Number(slider.max)) / 2);
  slider.setAttribute("aria-label", number.labels[0].textContent.trim());
  const follow = () => {
    slider.classList.toggle("survey__slider--empty", number.value === "");
    if (number.value !== "") slider.value = number.value;
  };
  slider.addEventListener("input", () => {
    number.value = slider.value;
    number.dispatchEvent(new Event("input", { bubbles: true }));
  });
  number.addEventListener("input", follow);
  const ends = document.createElement("div");
  ends.className = "survey__ends";
  ends.append(...[slider.min, slider.max].map((end) => Object.assign(document.createElement("span"), { textContent: end })));
  number.after(slider, ends);
  follow();
  return follow;
}
