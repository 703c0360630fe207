// Patterns for regex(), only tried when they cannot hang the page.
import { PatternReader } from "./pattern_reader.js";
import { Undecided } from "./undecided.js";

const REGEX_TEXT = 2_000;

export function matches(text, pattern) {
  if (text.length > REGEX_TEXT) throw new Undecided();
  const reader = new PatternReader(pattern, text.length);
  const { source } = reader.alternatives();
  if (reader.at < pattern.length) throw new Undecided();
  try {
    return new RegExp(`^(?:${source})$`, "u").test(text);
  } catch {
    throw new Undecided(); // the server says what is wrong with the pattern
  }
}
