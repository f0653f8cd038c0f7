import assert from "node:assert/strict";
import { jsonLimits, readJson } from "../../src/attestations/json";
import { checkJson } from "../../src/attestations/jsonCheck";
import { operations } from "../operations";

const read = (text: string) => readJson(Buffer.from(text));

function problemOf(text: string | Uint8Array): string {
  const reading = readJson(typeof text === "string" ? Buffer.from(text) : text);
  return reading.kind === "broken" ? reading.problem : "none";
}

describe("reading JSON", () => {
  it("gives the value, with or without a byte order mark", () => {
    const expected = { kind: "read", value: { a: [1, "é"] }, duplicates: [] };
    assert.deepEqual(read('{"a": [1, "é"]}'), expected);
    assert.deepEqual(read('\ufeff{"a": [1, "é"]}'), expected);
  });

  for (const [text, problem] of [
    ["", "Line 1, byte 1: The document is empty."],
    ['{"a": 1', "Line 1, byte 8: The text ends in the middle."],
    ['{\n  "a" 1}', "Line 2, byte 7: Expected a colon after the name."],
    ['{\n  "a": 1,\n}', "Line 3, byte 1: Expected a name in double quotes."],
    ["[1 2]", "Line 1, byte 4: Expected a comma or ]."],
    ['{"a": 1]', "Line 1, byte 8: Expected a comma or }."],
    ["[1,]", "Line 1, byte 4: This is not a value."],
    ["{} {}", "Line 1, byte 4: There is more text after the end of the value."],
    ['["a\\x"]', "Line 1, byte 4: This escape is none that JSON knows."],
    ['["\n"]', "Line 1, byte 3: A control character in a string has to be escaped."],
    ["<html>\n", "Line 1, byte 1: This is not a value."],
  ] as const) {
    it(`says where it breaks: ${JSON.stringify(text)}`, () => {
      assert.equal(problemOf(text), problem);
    });
  }

  it("names the line that is not UTF-8", () => {
    assert.equal(
      problemOf(Buffer.from('{\n"a": "\xe9"}', "latin1")),
      "Line 2 is not UTF-8, as JSON has to be.",
    );
  });

  it("has so many lists and objects at most", () => {
    const limits = { ...jsonLimits, containers: 3 };
    assert.equal(readJson(Buffer.from("[{},[]]"), limits).kind, "read");
    const more = readJson(Buffer.from("[{},[],{}]"), limits);
    assert.equal(
      more.kind === "broken" && more.problem,
      "Line 1, byte 8: More than 3 lists and objects.",
    );
  });

  it("stops at a depth and at a size, before anything is built", () => {
    assert.equal(read(`${"[".repeat(64)}${"]".repeat(64)}`).kind, "read");
    const deep = Buffer.alloc(1_000_000, "[");
    assert.equal(problemOf(deep), "Line 1, byte 65: Nested deeper than 64 levels.");
    assert.deepEqual(readJson(deep, { ...jsonLimits, bytes: 10 }), {
      kind: "broken",
      problem: "The document has 1000000 bytes; up to 10 are read.",
    });
  });

  it("finds names that are there twice, however they are written", () => {
    const twice = (text: string) => {
      const reading = read(text);
      return reading.kind === "read" ? reading.duplicates : reading.problem;
    };
    assert.deepEqual(twice('{"a": 1,\n "b": {"a": 2}, "a": 3}'), [{ name: "a", line: 2 }]);
    assert.deepEqual(twice('{"\\u0061": 1, "a": 3}'), [{ name: "a", line: 1 }]);
    assert.deepEqual(twice('[{"a": 1}, {"a": 2}]'), []);
    // Equal hashes, different names.
    assert.deepEqual(twice('{"Aa": 1, "BB": 2}'), []);
    const many = Array.from({ length: 100 }, (_, index) => `"n${index}": 0`).join();
    assert.deepEqual(twice(`{${many}}`), []);
    assert.deepEqual(twice(`{${many}, "n50": 1}`), [{ name: "n50", line: 1 }]);
  });

  it("counts names, and not what looks like one in a text", () => {
    for (const text of [
      '{"a:b": "c: {\\"d\\": [1]}", "e\\\\": ":"}',
      '{"__proto__": 1, "constructor": {"": {"": []}}}',
      '{"1": 1, "01": 2, "a": {"1": 3}}',
    ])
      assert.deepEqual(read(text), { kind: "read", value: JSON.parse(text), duplicates: [] });
  });

  it("looks at each byte only of what is not in order", () => {
    const name = "n".repeat(1000);
    const sound = Buffer.from(
      JSON.stringify(Array.from({ length: 100 }, () => ({ [name]: name }))),
    );
    assert.ok(operations(() => readJson(sound)) < sound.length / 10);
    const twice = Buffer.from(`{"a": 1, "a": ${sound.toString()}}`);
    assert.ok(operations(() => readJson(twice)) > sound.length);
  });

  it("keeps __proto__ a name like any other", () => {
    const reading = read('{"__proto__": {"polluted": 1}}');
    assert.ok(reading.kind === "read");
    assert.deepEqual(Object.keys(reading.value as object), ["__proto__"]);
    assert.equal(Object.getPrototypeOf(reading.value), Object.prototype);
  });

  it("accepts exactly what JSON.parse accepts", () => {
    const seeds = [
      '{"a":[1,-0.5e+3,"x\\n\\u00e9\\\\"],"b":{"c":null,"d":true},"":[]}',
      "[false,0,12,1E9,{},[[]]]",
      ' "text" ',
      "-12.0e-1",
    ];
    const pieces = '{}[],:"\\0123456789.eE+-truefalsn u\n\t';
    let accepted = 0;
    for (const seed of seeds) {
      for (let at = 0; at < seed.length; at += 1) {
        for (const piece of ["", ...pieces]) {
          const replaced = seed.slice(0, at) + piece + seed.slice(at + 1);
          const inserted = seed.slice(0, at) + piece + seed.slice(at);
          for (const text of [replaced, inserted, seed.slice(0, at)]) {
            const isSound = checkJson(Buffer.from(text), 0, jsonLimits).fault === null;
            assert.equal(isSound, parses(text), text);
            assert.equal(read(text).kind === "read", isSound, text);
            accepted += isSound ? 1 : 0;
          }
        }
      }
    }
    assert.ok(accepted > 500);
  });
});

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
