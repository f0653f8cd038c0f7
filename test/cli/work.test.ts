import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { createFolder } from "./drydock";

/** How often functions of the command line were entered, by name, as V8 counts them. */
function entered(format: string, names: readonly string[]): number[] {
  const base = 'FROM node:24-slim\nCOPY a.js /\nCMD ["/a.js"]\n';
  const folder = createFolder({ "a/Dockerfile": base, "b/Dockerfile": base });
  try {
    const environment = { NODE_V8_COVERAGE: path.join(folder.path, "coverage") };
    assert.equal(folder.run(["lint", "--format", format], { environment }).code, 1);
    const functions = readdirSync(environment.NODE_V8_COVERAGE).flatMap((name) => {
      const text = readFileSync(path.join(environment.NODE_V8_COVERAGE, name), "utf8");
      return (JSON.parse(text) as Coverage).result
        .filter(({ url }) => url.includes("/src/"))
        .flatMap((script) => script.functions);
    });
    return names.map((name) =>
      functions
        .filter(({ functionName }) => functionName === name)
        .reduce((sum, { ranges }) => sum + (ranges[0]?.count ?? 0), 0),
    );
  } finally {
    folder.remove();
  }
}

interface Coverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly {
      readonly functionName: string;
      readonly ranges: readonly { readonly count: number }[];
    }[];
  }[];
}

describe("What a lint of two files with the same image does", () => {
  const names = ["knownCounterparts", "findCounterparts", "swapsOf", "breakageOf"];

  for (const format of ["text", "github", "junit"])
    it(`${format}: names the hardened image, looked for once, and tries no swap`, () => {
      assert.deepEqual(entered(format, names), [2, 1, 0, 0]);
    });

  for (const format of ["json", "sarif"])
    it(`${format}: tries each image in each file`, () => {
      assert.deepEqual(entered(format, names), [4, 1, 2, 4]);
    });
});
