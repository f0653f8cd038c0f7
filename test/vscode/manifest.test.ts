import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";

const repository = path.resolve(__dirname, "..", "..", "..");
const manifest = JSON.parse(readFileSync(path.join(repository, "package.json"), "utf8")) as {
  readonly contributes: {
    readonly walkthroughs: readonly {
      readonly steps: readonly { readonly media: { readonly svg: string } }[];
    }[];
  };
};

describe("what the manifest takes from elsewhere", () => {
  it("lists the rules as they are", function () {
    this.timeout(20_000);
    const script = path.join(repository, "scripts", "manifest.mjs");
    const { status, stderr } = spawnSync(process.execPath, [script, "--check"], {
      encoding: "utf8",
    });
    assert.equal(status, 0, stderr);
  });

  it("has pictures in the colours of the theme", () => {
    const pictures = manifest.contributes.walkthroughs.flatMap(({ steps }) =>
      steps.map(({ media }) => media.svg),
    );
    assert.ok(pictures.length > 0);
    for (const name of pictures)
      assert.match(readFileSync(path.join(repository, name), "utf8"), /var\(--vscode-/, name);
  });
});
