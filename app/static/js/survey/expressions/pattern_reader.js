import { Undecided } from "./undecided.js";

const REGEX_STEPS = 1_000_000;

// The browser has no time limit for a pattern, so one is only tried when it reads the same as on
// the server and when the ways in which it can divide a text are few. Anything else is undecided.
export class PatternReader {
  constructor(pattern, length) {
    this.pattern = pattern;
    this.length = length;
    this.at = 0;
    this.letters = /\\[pP]/.test(pattern);
  }

  peek(text) {
    return this.pattern.startsWith(text, this.at);
  }

  // One level of alternatives: the source for this browser, and in how many ways it can match.
  alternatives() {
    let source = "";
    let ways = 0;
    let branch = 1;
    while (this.at < this.pattern.length && !this.peek(")")) {
      if (this.peek("|")) {
        this.at += 1;
        source += "|";
        ways += branch;
        branch = 1;
        continue;
      }
      const atom = this.atom();
      const repeat = this.repeat(atom.ways);
      if (atom.bare && repeat.source) throw new Undecided();
      source += atom.source + repeat.source;
      branch *= repeat.ways;
    }
    ways += branch;
    if (!(ways <= REGEX_STEPS)) throw new Undecided();
    return { source, ways };
  }

  atom() {
    const character = this.pattern[this.at];
    if (character === "(") return this.group();
    if (character === "[") return { source: this.characters(), ways: 1 };
    if (character === "\\") return { source: this.escape(false), ways: 1 };
    if ("*+?{".includes(character)) throw new Undecided();
    this.at += 1;
    if (character === ".") return { source: "[^\\n]", ways: 1 };
    if (character === "^") return { source: "^", ways: 1, bare: true };
    // The server lets `$` stand before a line feed that ends the text.
    if (character === "$") return { source: "(?=\\n?$)", ways: 1, bare: true };
    if (character === "]" || character === "}") return { source: `\\${character}`, ways: 1 };
    return { source: this.codePoint(character), ways: 1 };
  }

  // A letter outside the basic plane is two units to this loop, and one to the pattern.
  codePoint(unit) {
    const whole = String.fromCodePoint(this.pattern.codePointAt(this.at - 1));
    this.at += whole.length - unit.length;
    return whole;
  }

  group() {
    const opening = /^\((?:\?(?::|=|!))?/.exec(this.pattern.slice(this.at))[0];
    this.at += opening.length;
    if (this.peek("?") || this.peek("*")) throw new Undecided();
    const { source, ways } = this.alternatives();
    if (!this.peek(")")) throw new Undecided();
    this.at += 1;
    const bare = opening === "(?=" || opening === "(?!";
    return { source: `${opening}${source})`, ways, bare };
  }

  repeat(ways) {
    const found = /^(?:[*+?]|\{([0-9]{1,4})(,([0-9]{0,4}))?\})/.exec(this.pattern.slice(this.at));
    if (!found) return { source: "", ways };
    let [source] = found;
    this.at += source.length;
    const fewest = { "*": 0, "+": 1, "?": 0 }[source] ?? Number(found[1]);
    let most = source === "?" ? 1 : this.length + 1;
    if (found[1] !== undefined && found[2] === undefined) most = fewest;
    else if (found[3]) most = Number(found[3]);
    if (this.peek("?")) {
      source += "?";
      this.at += 1;
    }
    if (most < fewest || this.peek("+") || this.peek("*") || this.peek("{")) throw new Undecided();
    const divisions = Math.min(most, this.length + 1) - Math.min(fewest, this.length + 1) + 1;
    return { source, ways: divisions * ways ** most };
  }

  characters() {
    let source = "[";
    this.at += 1;
    if (this.peek("^")) {
      source += "^";
      this.at += 1;
    }
    if (this.peek("]")) throw new Undecided();
    while (!this.peek("]")) {
      if (this.at >= this.pattern.length || /^(?:\[|&&|--|\|\||~~)/.test(this.pattern.slice(this.at))) {
        throw new Undecided();
      }
      const character = this.pattern[this.at];
      if (character === "\\") {
        source += this.escape(true);
      } else {
        this.at += 1;
        source += this.codePoint(character);
      }
    }
    this.at += 1;
    return `${source}]`;
  }

  escape(inClass) {
    const rest = this.pattern.slice(this.at + 1);
    const [written] = /^(?:[pP]\{[A-Z][a-z]?\}|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|[^])?/.exec(rest);
    this.at += 1 + written.length;
    if (/^[pP]\{/.test(written)) return `\\${written}`;
    // With \p the server reads these for every alphabet, and the browser for ASCII.
    if ("dDwWsSbB".includes(written) && this.letters) throw new Undecided();
    if (/^[dDwW]$/.test(written)) return `\\${written}`;
    if (written === "s") return inClass ? " \\t\\n\\v\\f\\r" : "[ \\t\\n\\v\\f\\r]";
    if (written === "S" && !inClass) return "[^ \\t\\n\\v\\f\\r]";
    if (/^[bB]$/.test(written) && !inClass) return `(?:\\${written})`;
    if (/^(?:[tnrf]|x..|u....)$/.test(written)) return `\\${written}`;
    if (/^[\^$\\.*+?()[\]{}|/]$/.test(written)) return `\\${written}`;
    if (written === "-") return inClass ? "\\-" : "-";
    if (/^[!-/:-@[-`{-~ ]$/.test(written)) return written;
    throw new Undecided();
  }
}
