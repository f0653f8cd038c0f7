import {
  backslash,
  closingBrace,
  closingBracket,
  colon,
  comma,
  openingBrace,
  openingBracket,
  quote,
} from "./jsonCharacters";

export interface JsonCheck {
  /** Null where the text is JSON. */
  readonly fault: { readonly offset: number; readonly what: string } | null;
  readonly duplicates: readonly { readonly name: string; readonly offset: number }[];
}

/**
 * Checks UTF-8 from `start` against the grammar of RFC 8259 without building a value: `JSON.parse` takes
 * any depth, does not tell of a name that is there twice, and its messages differ between versions.
 * What has no fault here, `JSON.parse` accepts. One pass, byte by byte: for what `jsonShape.ts` finds out of order.
 */
export function checkJson(
  bytes: Buffer,
  start: number,
  { depth, containers }: { readonly depth: number; readonly containers: number },
): JsonCheck {
  const end = bytes.length;
  const duplicates: { name: string; offset: number }[] = [];
  /** Of the names of all open objects: where the text between the quotes begins and ends, and its hash. */
  let names = new Int32Array(3 * 256);
  let namesLength = 0;
  /** For each open object where its names begin; -1 for a list. */
  const open: number[] = [];
  let opened = 0;
  let expected: "value" | "value or ]" | "name" | "name or }" | "comma" | "nothing" = "value";
  let at = start;

  for (;;) {
    at = skipSpace(at);
    if (at >= end) {
      if (expected === "nothing") return { fault: null, duplicates };
      return fault(at === start ? "The document is empty." : "The text ends in the middle.");
    }
    const byte = bytes[at];
    if (expected === "nothing") return fault("There is more text after the end of the value.");
    if (expected === "comma") {
      const begin = open.at(-1) ?? -1;
      if (byte === comma) expected = begin === -1 ? "value" : "name";
      else if (byte !== (begin === -1 ? closingBracket : closingBrace))
        return fault(`Expected a comma or ${begin === -1 ? "]" : "}"}.`);
      else close();
      at += 1;
    } else if (expected === "name" || expected === "name or }") {
      if (byte === closingBrace && expected === "name or }") {
        close();
        at += 1;
        continue;
      }
      if (byte !== quote) return fault("Expected a name in double quotes.");
      const after = skipString(at);
      if (after < 0) return stringFault(-after);
      addName(at + 1, after - 1);
      at = skipSpace(after);
      if (at < end && bytes[at] !== colon) return fault("Expected a colon after the name.");
      at = Math.min(at + 1, end);
      expected = "value";
    } else if (byte === closingBracket && expected === "value or ]") {
      close();
      at += 1;
    } else if (byte === openingBrace || byte === openingBracket) {
      if (open.length === depth) return fault(`Nested deeper than ${depth} levels.`);
      if (opened === containers) return fault(`More than ${containers} lists and objects.`);
      opened += 1;
      const isObject = byte === openingBrace;
      open.push(isObject ? namesLength : -1);
      expected = isObject ? "name or }" : "value or ]";
      at += 1;
    } else {
      const after = skipScalar(at);
      if (after < 0) return byte === quote ? stringFault(-after) : fault("This is not a value.");
      at = after;
      expected = open.length === 0 ? "nothing" : "comma";
    }
  }

  function fault(what: string): JsonCheck {
    return { fault: { offset: at, what }, duplicates };
  }

  function stringFault(offset: number): JsonCheck {
    at = offset;
    if (at >= end) return fault("The text ends in the middle.");
    return fault(
      bytes[at] === backslash
        ? "This escape is none that JSON knows."
        : "A control character in a string has to be escaped.",
    );
  }

  function skipSpace(from: number): number {
    let next = from;
    while (next < end && isSpace(bytes[next])) next += 1;
    return next;
  }

  /** The offset after the closing quote; where it is broken, minus the offset of that. */
  function skipString(from: number): number {
    for (let next = from + 1; next < end; next += 1) {
      const byte = bytes[next] ?? 0;
      if (byte === quote) return next + 1;
      if (byte < 0x20) return -next;
      if (byte !== backslash) continue;
      const escaped = next + 1 < end ? (bytes[next + 1] ?? 0) : quote;
      if (escaped === lowerU) {
        for (let digit = next + 2; digit < next + 6; digit += 1) {
          if (digit >= end) return -end;
          if (!isHexadecimal(bytes[digit] ?? 0)) return -next;
        }
      } else if (!isEscape(escaped)) return -next;
      next += 1;
    }
    return -end;
  }

  function skipScalar(from: number): number {
    const byte = bytes[from];
    if (byte === quote) return skipString(from);
    if (byte === 0x74) return skipWord(from, "true");
    if (byte === 0x66) return skipWord(from, "false");
    if (byte === 0x6e) return skipWord(from, "null");
    return skipNumber(from);
  }

  function skipWord(from: number, word: string): number {
    const after = from + word.length;
    return bytes.toString("latin1", from, Math.min(after, end)) === word ? after : -1;
  }

  function skipNumber(from: number): number {
    let next = bytes[from] === 0x2d ? from + 1 : from;
    const whole = skipDigits(next);
    if (whole === next || (bytes[next] === 0x30 && whole > next + 1)) return -1;
    next = whole;
    if (bytes[next] === 0x2e) {
      const fraction = skipDigits(next + 1);
      if (fraction === next + 1) return -1;
      next = fraction;
    }
    if (bytes[next] === 0x65 || bytes[next] === 0x45) {
      const sign = bytes[next + 1];
      const first = sign === 0x2b || sign === 0x2d ? next + 2 : next + 1;
      const exponent = skipDigits(first);
      if (exponent === first) return -1;
      next = exponent;
    }
    return next;
  }

  function skipDigits(from: number): number {
    let next = from;
    for (let byte = bytes[next] ?? 0; byte >= 0x30 && byte <= 0x39; byte = bytes[next] ?? 0)
      next += 1;
    return next;
  }

  function addName(from: number, to: number): void {
    if (namesLength + 3 > names.length) {
      const larger = new Int32Array(names.length * 2);
      larger.set(names);
      names = larger;
    }
    let hash = 0;
    for (let next = from; next < to; next += 1) {
      // "a" and "\u0061" are the same name.
      if (bytes[next] === backslash) {
        hash = hashOf(Buffer.from(nameAt(from, to)));
        break;
      }
      hash = (Math.imul(hash, 31) + (bytes[next] ?? 0)) | 0;
    }
    names[namesLength] = from;
    names[namesLength + 1] = to;
    names[namesLength + 2] = hash;
    namesLength += 3;
  }

  function nameAt(from: number, to: number): string {
    return JSON.parse(bytes.toString("utf8", from - 1, to + 1)) as string;
  }

  function close(): void {
    const begin = open.pop() ?? -1;
    expected = open.length === 0 ? "nothing" : "comma";
    if (begin === -1) return;
    if (namesLength - begin > 3 * fewNames || hasEqualHashes(begin)) addDuplicates(begin);
    namesLength = begin;
  }

  function hasEqualHashes(begin: number): boolean {
    for (let one = begin + 5; one < namesLength; one += 3) {
      const hash = names[one];
      for (let other = begin + 2; other < one; other += 3) if (names[other] === hash) return true;
    }
    return false;
  }

  function addDuplicates(begin: number): void {
    const seen = new Set<string>();
    for (let next = begin; next < namesLength; next += 3) {
      const from = names[next] ?? 0;
      const name = nameAt(from, names[next + 1] ?? 0);
      if (seen.has(name) && duplicates.length < mostDuplicates)
        duplicates.push({ name, offset: from });
      seen.add(name);
    }
  }
}

const mostDuplicates = 20;
/** Up to so many, comparing each with each costs less than a set. */
const fewNames = 24;

const lowerU = 0x75;

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function isEscape(byte: number): boolean {
  return '"\\/bfnrt'.includes(String.fromCharCode(byte));
}

function isHexadecimal(byte: number): boolean {
  return /[0-9a-f]/i.test(String.fromCharCode(byte));
}

function hashOf(bytes: Uint8Array): number {
  let hash = 0;
  for (const byte of bytes) hash = (Math.imul(hash, 31) + byte) | 0;
  return hash;
}
