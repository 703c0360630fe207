// What stands in a question's inputs, as expressions see it: see surveys/types/*.read.
import { numberIn, isWhole } from "./numbers.js";

const CHOICES = ["select_one", "select_multiple", "likert"];

const input = (box) => box.querySelector("input, textarea, select");
const part = (box, name) => box.querySelector(`[name$="#${name}"]`)?.value.trim() ?? "";

// The codes chosen, those of choices that are withheld now included.
function chosen(box) {
  const select = box.querySelector("select:not([name*='#'])");
  if (select) return select.value ? [select.value] : [];
  return [...box.querySelectorAll("input:checked")].map((each) => each.value);
}

export const isOtherChosen = (box) => chosen(box).includes("other");

function ranked(box) {
  return [...box.querySelectorAll("[data-code]")]
    .map((row) => [Number(row.querySelector("select").value), row.dataset.code])
    .filter(([rank]) => rank > 0)
    .sort(([one], [other]) => one - other)
    .map(([, code]) => code);
}

function fileName(box) {
  const [file] = box.querySelector("input[type=file]").files;
  return file?.name ?? box.querySelector("input:checked")?.dataset.fileName ?? "";
}

function organisation(box) {
  return part(box, "name") && (part(box, "actor_type") || part(box, "name"));
}

function number(box, { type, bounds }) {
  const found = numberIn(input(box).value);
  if (found === null || (type === "integer" && !isWhole(found))) return "";
  return bounds && boundProblem(found, bounds) ? "" : found;
}

function boundProblem(found, [start, end, step]) {
  if (found < Math.min(start, end)) return "too_small";
  if (found > Math.max(start, end)) return "too_large";
  const steps = (found - start) / step;
  return Math.abs(steps - Math.round(steps)) > 1e-9 ? "not_a_step" : null;
}

const orNothing = (codes) => (codes.length ? codes : "");

// The value of a question: "" when there is none, or none that the question can take.
export function read(box, item) {
  const { type } = item;
  if (type === "select_multiple") return orNothing(chosen(box));
  if (CHOICES.includes(type)) return chosen(box)[0] ?? "";
  if (type === "acknowledge") return input(box).checked ? input(box).value : "";
  if (type === "rank") return orNothing(ranked(box));
  if (type === "file") return fileName(box);
  if (type === "organisation") return organisation(box);
  if (["integer", "decimal", "range"].includes(type)) return number(box, item);
  return input(box)?.value.replace(/\r\n?/g, "\n").trim() ?? "";
}

// Whether nothing at all was given, not even something that cannot be read.
export function isBlank(box) {
  return [...box.querySelectorAll("input, textarea, select")].every((each) => {
    if (each.type === "hidden" || each.hasAttribute("data-slider")) return true;
    if (each.type === "radio" || each.type === "checkbox") return !each.checked;
    return each.value.trim() === "";
  });
}

// The key of the message about an answer that its question cannot take, or null.
export function problem(box, { type, bounds }) {
  if (["integer", "decimal", "range"].includes(type)) {
    const found = numberIn(input(box).value);
    if (found === null) return type === "integer" ? "not_an_integer" : "not_a_number";
    if (type === "integer" && !isWhole(found)) return "not_an_integer";
    return bounds ? boundProblem(found, bounds) : null;
  }
  if (type !== "organisation") return null;
  if (!part(box, "name")) return "organisation_without_name";
  return part(box, "siret") && !isSiret(part(box, "siret")) ? "not_a_siret" : null;
}

// Fourteen digits whose Luhn sum ends with 0; those of La Poste follow another rule.
function isSiret(written) {
  const digits = written.replace(/[\s.]/g, "");
  if (!/^[0-9]{14}$/.test(digits)) return false;
  if (digits.startsWith("356000000")) return true;
  const sum = [...digits].reduce((total, digit, place) => {
    const twice = Number(digit) * (place % 2 ? 1 : 2);
    return total + (twice > 9 ? twice - 9 : twice);
  }, 0);
  return sum % 10 === 0;
}

// An answer in words, as a later text quotes it.
export function words(box, { type }) {
  if (type === "organisation") return part(box, "name");
  if (type === "rank") return ranked(box).map((code) => labelOf(box, code)).join(", ");
  if (!CHOICES.includes(type)) return type === "file" ? fileName(box) : input(box)?.value.trim() ?? "";
  const other = part(box, "other");
  const codes = chosen(box);
  const said = codes.map((code) => labelOf(box, code));
  return (codes.includes("other") && other ? [...said, other] : said).join(", ");
}

function labelOf(box, code) {
  const named = [...box.querySelectorAll("option, input")].find((each) => each.value === code);
  const row = box.querySelector(`[data-code="${CSS.escape(code)}"]`);
  if (row) return row.querySelector("label").textContent.trim();
  return (named?.labels?.[0] ?? named)?.textContent.trim() ?? code;
}
