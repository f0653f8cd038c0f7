/** Whether a text, as `toBytes` gives it, matches. */
export type Glob = (bytes: string) => boolean;

/**
 * Makes a matcher of a pattern as git's wildmatch understands it: `?`, `*`, `[a-z]`, `[!a-z]`,
 * `[[:alpha:]]` and `\` before a character. It works on bytes of UTF-8, as git does: `?` is not `é`.
 * A pattern that git finds malformed matches nothing.
 *
 * Time to match is at most the square of the text's length, whatever the pattern.
 *
 * @param pattern As `toBytes` gives it.
 * @param acrossFolders Whether it is matched against a path, so that only `**` as a whole segment
 *   crosses slashes; otherwise against a name without slashes.
 */
export function compileGlob(pattern: string, acrossFolders: boolean): Glob {
  if (!/[*?[\\]/.test(pattern)) return (bytes) => bytes === pattern;
  const suffix = pattern.slice(1);
  if (!acrossFolders && pattern.startsWith("*") && !/[*?[\\]/.test(suffix)) {
    return (bytes) => bytes.endsWith(suffix);
  }
  const steps = compile(pattern, acrossFolders);
  if (steps === null) return () => false;
  const end = steps.at(-1);
  const last = end?.kind === "byte" ? end.code : null;
  const oneKind = !steps.some(({ kind }) => kind === (acrossFolders ? "anything" : "star"));
  const match = oneKind ? runGreedily : run;
  return (bytes) => {
    if (last !== null && bytes.charCodeAt(bytes.length - 1) !== last) return false;
    return match(steps, bytes);
  };
}

/** The text with one character for each byte of its UTF-8. */
export function toBytes(text: string): string {
  return /^[\x00-\x7F]*$/.test(text) ? text : Buffer.from(text, "utf8").toString("latin1");
}

type Step =
  | { readonly kind: "byte"; readonly code: number }
  /** `?` or a class: the codes it takes. */
  | { readonly kind: "class"; readonly takes: (code: number) => boolean }
  /** Any number of bytes but slashes. */
  | { readonly kind: "star" }
  /** Any number of bytes. */
  | { readonly kind: "anything" }
  /** Before `anything` and a slash: both may be left out. */
  | { readonly kind: "folders" };

const slash = 47;

function compile(pattern: string, acrossFolders: boolean): Step[] | null {
  const steps: Step[] = [];
  /** How many steps there were when `folders` was added last. */
  let foldersEnd = -1;
  let offset = 0;
  while (offset < pattern.length) {
    const character = pattern[offset];
    if (character === "*") {
      let end = offset + 1;
      while (pattern[end] === "*") end += 1;
      const isSegment = end - offset > 1 && (offset === 0 || pattern[offset - 1] === "/");
      if (!acrossFolders) {
        steps.push({ kind: "anything" });
      } else if (isSegment && pattern[end] === "/") {
        // Two in a row mean the same as one; saying it once bounds what a match can cost.
        if (foldersEnd !== steps.length) {
          steps.push({ kind: "folders" }, { kind: "anything" }, { kind: "byte", code: slash });
        }
        foldersEnd = steps.length;
        end += 1;
      } else {
        const rest = pattern.slice(end, end + 2);
        steps.push({ kind: isSegment && (rest === "" || rest === "\\/") ? "anything" : "star" });
      }
      offset = end;
    } else if (character === "?") {
      steps.push({ kind: "class", takes: (code) => !acrossFolders || code !== slash });
      offset += 1;
    } else if (character === "[") {
      const found = readClass(pattern, offset);
      if (found === null) return null;
      const { has, negated, end } = found;
      const takes = (code: number): boolean =>
        has(code) !== negated && !(acrossFolders && code === slash);
      steps.push({ kind: "class", takes });
      offset = end;
    } else {
      if (character === "\\") offset += 1;
      if (offset >= pattern.length) return null;
      steps.push({ kind: "byte", code: pattern.charCodeAt(offset) });
      offset += 1;
    }
  }
  return steps;
}

interface ByteClass {
  readonly has: (code: number) => boolean;
  readonly negated: boolean;
  /** The offset after the closing bracket. */
  readonly end: number;
}

/** The class at a `[`, or null where it is malformed. */
function readClass(pattern: string, start: number): ByteClass | null {
  const codes = new Uint8Array(256);
  let offset = start + 1;
  const negated = pattern[offset] === "!" || pattern[offset] === "^";
  if (negated) offset += 1;
  let previous = -1;
  let close = -1;
  // A bracket right at the start is a member.
  for (let first = true; first || pattern[offset] !== "]"; first = false) {
    let character = pattern[offset];
    if (character === undefined) return null;
    if (character === "\\") {
      offset += 1;
      character = pattern[offset];
      if (character === undefined) return null;
      previous = character.charCodeAt(0);
      codes[previous] = 1;
    } else if (character === "-" && previous >= 0 && isRangeEnd(pattern[offset + 1])) {
      offset += 1;
      if (pattern[offset] === "\\") offset += 1;
      if (offset >= pattern.length) return null;
      const last = pattern.charCodeAt(offset);
      for (let code = previous; code <= last; code += 1) codes[code] = 1;
      previous = -1;
    } else if (character === "[" && pattern[offset + 1] === ":") {
      if (close < offset + 2) close = pattern.indexOf("]", offset + 2);
      if (close === -1) return null;
      if (close > offset + 2 && pattern[close - 1] === ":") {
        const members = namedClasses.get(pattern.slice(offset + 2, close - 1));
        if (members === undefined) return null;
        for (let code = 0; code < 128; code += 1) {
          if (members.test(String.fromCharCode(code))) codes[code] = 1;
        }
        previous = -1;
        offset = close;
      } else {
        previous = "[".charCodeAt(0);
        codes[previous] = 1;
      }
    } else {
      previous = character.charCodeAt(0);
      codes[previous] = 1;
    }
    offset += 1;
  }
  return { has: (code) => codes[code] === 1, negated, end: offset + 1 };
}

function isRangeEnd(character: string | undefined): boolean {
  return character !== undefined && character !== "]";
}

const namedClasses = new Map([
  ["alnum", /[A-Za-z0-9]/],
  ["alpha", /[A-Za-z]/],
  ["blank", /[ \t]/],
  ["cntrl", /[\x00-\x1F\x7F]/],
  ["digit", /[0-9]/],
  ["graph", /[!-~]/],
  ["lower", /[a-z]/],
  ["print", /[ -~]/],
  ["punct", /[!-/:-@[-`{-~]/],
  ["space", /[ \t\n\v\f\r]/],
  ["upper", /[A-Z]/],
  ["xdigit", /[0-9A-Fa-f]/],
]);

/**
 * For patterns with one kind of star, which is nearly all of them: whatever a star takes least is
 * best for the stars after it, so that only the last one is ever tried again.
 */
function runGreedily(steps: readonly Step[], text: string): boolean {
  let at = 0;
  let star = -1;
  let taken = 0;
  for (let offset = 0; offset < text.length;) {
    const step = steps[at];
    const code = text.charCodeAt(offset);
    if (step?.kind === "star" || step?.kind === "anything") {
      star = at;
      taken = offset;
      at += 1;
    } else if (
      step?.kind === "byte" ? step.code === code : step?.kind === "class" && step.takes(code)
    ) {
      at += 1;
      offset += 1;
    } else {
      const last = steps[star];
      if (last === undefined) return false;
      if (last.kind === "star" && text.charCodeAt(taken) === slash) return false;
      taken += 1;
      offset = taken;
      at = star + 1;
    }
  }
  while (steps[at]?.kind === "star" || steps[at]?.kind === "anything") at += 1;
  return at === steps.length;
}

/** Follows every way through the steps at once: `active` are the steps that may come next. */
function run(steps: readonly Step[], text: string): boolean {
  let active = new Set<number>();
  enter(steps, 0, active);
  for (let offset = 0; offset < text.length && active.size > 0; offset += 1) {
    const code = text.charCodeAt(offset);
    const next = new Set<number>();
    for (const index of active) advance(steps, index, code, next);
    active = next;
  }
  return active.has(steps.length);
}

/** Adds a step, and those after it that may begin without a byte. */
function enter(steps: readonly Step[], index: number, active: Set<number>): void {
  if (active.has(index)) return;
  active.add(index);
  const kind = steps[index]?.kind;
  if (kind === "star" || kind === "anything" || kind === "folders") {
    enter(steps, index + 1, active);
  }
  if (kind === "folders") enter(steps, index + 3, active);
}

function advance(steps: readonly Step[], index: number, code: number, next: Set<number>): void {
  const step = steps[index];
  if (step?.kind === "byte") {
    if (step.code === code) enter(steps, index + 1, next);
  } else if (step?.kind === "class") {
    if (step.takes(code)) enter(steps, index + 1, next);
  } else if (step?.kind === "anything" || (step?.kind === "star" && code !== slash)) {
    enter(steps, index, next);
  }
}
