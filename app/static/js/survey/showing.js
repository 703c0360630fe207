// Shows what is asked and hides the rest, without taking the focus from anybody.
import { isOtherChosen } from "./reading.js";

const holdsFocus = (element) => element.contains(document.activeElement);

// What appeared and what went, by address.
export function show(form, { asked, offered, values }) {
  const changes = showQuestions(form, asked);
  showOthers(form);
  showPlaces(form, asked);
  for (const [address, codes] of offered) offer(form.boxes.get(address), codes);
  quote(form, values);
  return changes;
}

function showQuestions(form, asked) {
  const changes = { appeared: [], gone: [] };
  for (const [address, box] of form.boxes) {
    const isHidden = !asked.has(address);
    if (box.hidden === isHidden || (isHidden && holdsFocus(box))) continue;
    box.hidden = isHidden;
    (isHidden ? changes.gone : changes.appeared).push(address);
  }
  return changes;
}

// The text beside "other" is asked for once that is chosen.
function showOthers(form) {
  for (const other of form.element.querySelectorAll("[data-other]")) {
    const box = other.closest("[data-question]");
    other.hidden = !isOtherChosen(box) && !holdsFocus(other);
  }
}

function showPlaces(form, asked) {
  for (const place of form.element.querySelectorAll("[data-place]")) {
    const questions = [...place.querySelectorAll("[data-question]")];
    const { place: address } = place.dataset;
    const isAsked = address === "" || asked.has(address);
    const isEmpty = questions.length > 0 && questions.every((box) => box.hidden);
    place.hidden = (!isAsked || isEmpty) && !holdsFocus(place);
  }
}

// Choices that are withheld keep their tick, which counts for nothing until they come back.
function offer(box, codes) {
  for (const option of box?.querySelectorAll("select:not([name*='#']) option[value]:not([value=''])") ?? []) {
    option.hidden = option.disabled = !codes.has(option.value);
  }
  for (const choice of box?.querySelectorAll(".choice") ?? []) {
    const input = choice.querySelector("input");
    choice.hidden = input.disabled = !codes.has(input.value);
  }
  for (const row of box?.querySelectorAll("[data-code]") ?? []) {
    row.hidden = row.querySelector("select").disabled = !codes.has(row.dataset.code);
  }
}

function quote(form, values) {
  for (const span of form.element.querySelectorAll("[data-quote]")) {
    const around = span.closest("[data-question], [data-place]");
    const text = form.quoted(span.dataset.quote, around.dataset.question ?? around.dataset.place, values);
    if (span.textContent !== text) span.textContent = text;
  }
}
