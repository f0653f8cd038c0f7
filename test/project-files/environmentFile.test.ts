import assert from "node:assert/strict";
import { readEnvironmentFile } from "../../src/project/environmentFile";
import { interpolate } from "../../src/project/interpolation";
import { assertLinear } from "../operations";

/** The only variable of a text. */
const valueOf = (line: string) => {
  const [[name, value] = []] = readEnvironmentFile(line);
  assert.equal(name, "A", line);
  return value;
};

describe("the file .env", () => {
  it("has a variable on each line, quoted or not, as compose reads it", () => {
    for (const [line, value] of [
      ["A=18", "18"],
      ["export A=18", "18"],
      ["  A = 18  ", "18"],
      ["A: 18", "18"],
      ["A=18\r\n", "18"],
      ["\uFEFFA=18", "18"],
      ["# first\n\nA=18", "18"],
      ["A=18 # old", "18"],
      ["A=18#1", "18#1"],
      ["A='18' # old", "18"],
      ['A="18 # new"', "18 # new"],
      ["A='it\\'s'", "it's"],
      ["A='a\\nb'", "a\\nb"],
      ['A="a\\nb\\"\\\\"', 'a\nb"\\'],
      ['A="two\nlines"', "two\nlines"],
      ["A=", ""],
      ["A=''", ""],
    ] as const)
      assert.equal(valueOf(line), value, line);
  });

  it("puts in variables that came before, but not between single quotes", () => {
    const read = (text: string) => readEnvironmentFile(text).get("B");
    assert.equal(read("A=1\nB=$A.2"), "1.2");
    assert.equal(read('A=1\nB="${A}.2"'), "1.2");
    assert.equal(read("B=${A:-3}"), "3");
    assert.equal(read("A=1\nB='$A'"), "$A");
    assert.equal(read('A=1\nB="\\$A"'), "$A");
    assert.equal(read("B=$A\nA=1"), null);
  });

  it("leaves to the environment what it only names", () => {
    assert.deepEqual(
      [...readEnvironmentFile("A\nexport B\nC=1\nC=2")],
      [
        ["A", null],
        ["B", null],
        ["C", "2"],
      ],
    );
  });

  it("is read to where compose would refuse it", () => {
    for (const broken of ["B C=1", "B='1", "?=1", "=1"])
      assert.deepEqual([...readEnvironmentFile(`A=1\n${broken}\nD=1`)], [["A", "1"]], broken);
  });

  it("leaves unknown what grows beyond any name: each line may double the last", () => {
    const doubling = Array.from({ length: 40 }, (_, at) => `V${at + 1}=$V${at}$V${at}`);
    const read = readEnvironmentFile(["V0=18", ...doubling].join("\n"));
    assert.equal(read.get("V2"), "18".repeat(4));
    assert.equal(read.get("V40"), null);
  });

  it("is read in time that grows with it", () => {
    for (const part of ["A=1\n", "A", " ", "#\n", "A='", 'A="\\', "$A", "A=$A\n", "a.[", "\u2028"])
      assertLinear(20_000, (size) => () => readEnvironmentFile(part.repeat(size)), part);
  });
});

describe("variables in a compose file", () => {
  it("give a thousand characters to a value at most", () => {
    const variables = new Map([["A", "a".repeat(500)]]);
    assert.equal(interpolate("$A$A", variables), "a".repeat(1_000));
    for (const text of ["$A$A$A", "${X:-$A$A}${A}"])
      assert.equal(interpolate(text, variables), null);
  });

  it("have their value, or what stands beside them for a case", () => {
    const variables = new Map([
      ["A", "1"],
      ["E", ""],
      ["U", null],
    ]);
    for (const [text, value] of [
      ["$A-$A", "1-1"],
      ["${A}", "1"],
      ["${A:-2}", "1"],
      ["${A-$X}", "1"],
      ["${A:?must be set}", "1"],
      ["${A:+2}", "2"],
      ["${E:-2}", "2"],
      ["${E-2}", ""],
      ["${E:+2}", ""],
      ["${E+2}", "2"],
      ["${E:?}", null],
      ["${E?}", ""],
      ["${X:-$A}", "1"],
      ["${X:-${U}}", null],
      ["${X:+2}", null],
      ["${X:?}", null],
      ["$X", null],
      ["${U:-2}", null],
      ["$$A", "$A"],
      ["${A", null],
      ["${A:-$}", null],
      ["${A:2}", null],
      ["$", null],
    ] as const)
      assert.equal(interpolate(text, variables), value, text);
  });
});
