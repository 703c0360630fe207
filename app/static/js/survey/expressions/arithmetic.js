// Arithmetic that never throws: floating point with infinities and NaN.
const MAX_PLACES = 30;

export const ARITHMETIC = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  div: (left, right) => left / right,
  mod: (left, right) => left % right,
};

// Of no number: NaN, which loses every comparison.
export const largest = (numbers) => numbers.reduce((one, other) => (one > other ? one : other), NaN);
export const smallest = (numbers) => numbers.reduce((one, other) => (one < other ? one : other), NaN);

function shifted(number, places) {
  const [digits, exponent = "0"] = String(number).split("e");
  return Number(`${digits}e${Number(exponent) + places}`);
}

// Rounds the decimal digits as written, halves upwards: 1.005 to 1.01, -2.5 to -2.
export function rounded(number, places) {
  if (!Number.isFinite(number)) return number;
  if (Number.isNaN(places) || Math.abs(places) > MAX_PLACES) return NaN;
  const shift = Math.trunc(places);
  const scaled = shifted(number, shift);
  if (!Number.isFinite(scaled)) return number;
  const low = Math.floor(scaled);
  return shifted(scaled - low >= 0.5 ? low + 1 : low, -shift);
}
