// Numbers as people write them: see surveys/types/numbers.py.
const NUMBER = /^[+-]?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)$/;

// The number written, or null: `1 234,5`, `-0.5`.
export function numberIn(written) {
  const tidy = written.trim().replace(/(\d)[ \u00a0\u2009\u202f'’](?=\d)/g, "$1").replace("\u2212", "-");
  if (!NUMBER.test(tidy)) return null;
  const number = Number(tidy.replace(",", "."));
  return Math.abs(number) <= 2 ** 53 ? number : null;
}

export const isWhole = Number.isInteger;
