import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { repository } from "../lint/check";
import { runScript } from "./script";

describe("The bundles, as they ship", () => {
  let folder = "";
  const file = (name: string) => path.join(folder, name);
  const size = (name: string) => statSync(file(name)).size;

  before(function () {
    this.timeout(60_000);
    folder = mkdtempSync(path.join(tmpdir(), "drydock-sizes-"));
    const { code, output } = runScript("scripts/build.mjs", "--production", "--out", folder);
    assert.equal(code, 0, output);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("extension.js has at most 200 KB", () => {
    assert.ok(size("extension.js") <= 200_000, `${size("extension.js")} bytes`);
  });

  it("extension.js comes without the YAML library", () => {
    assert.deepEqual(partsOf("extension").filter(isOfYaml), []);
    assert.ok(partsOf("project").some(isOfYaml));
  });

  it("extension.js comes without fixes and swaps, which nobody who types waits for", () => {
    const isOfHarden = (part: string) => part.startsWith("src/harden/");
    assert.deepEqual(partsOf("extension").filter(isOfHarden), []);
    assert.ok(partsOf("harden").some(isOfHarden));
  });

  it("no bundle carries maps or sources", () => {
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.endsWith(".map")),
      [],
    );
  });

  it("what the .vsix is made of stays below 1 MB when packed", () => {
    const packed = ["extension.js", "project.js", "harden.js", "catalog.json"].reduce(
      (sum, name) => sum + gzipSync(readFileSync(file(name))).length,
      0,
    );
    // The pages, pictures and texts beside them are a fraction of it; npm run package has the last word.
    assert.ok(packed <= 900_000, `${packed} bytes`);
  });
});

const isOfYaml = (part: string) => part.includes("node_modules/yaml/");

/** The files of which a bundle is made, as scripts/build.mjs notes them. */
function partsOf(bundle: string): string[] {
  const list = path.join(repository, "out", "bundles", `${bundle}.json`);
  return JSON.parse(readFileSync(list, "utf8")) as string[];
}
