import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";

const repository = path.resolve(__dirname, "..", "..", "..");
const manifest = JSON.parse(readFileSync(path.join(repository, "package.json"), "utf8")) as {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly category: string }[];
    readonly configuration: {
      readonly properties: Readonly<Record<string, { readonly scope: string }>>;
    };
    readonly walkthroughs: readonly {
      readonly steps: readonly { readonly media: { readonly svg: string } }[];
    }[];
  };
  readonly icon: string;
  readonly keywords: readonly string[];
  readonly description: string;
};

describe("the manifest", () => {
  it("lists the rules as they are", function () {
    this.timeout(20_000);
    const script = path.join(repository, "scripts", "manifest.mjs");
    const { status, stderr } = spawnSync(process.execPath, [script, "--check"], {
      encoding: "utf8",
    });
    assert.equal(status, 0, stderr);
  });

  it("has at most twelve settings, each of which a folder may set", () => {
    const { properties } = manifest.contributes.configuration;
    assert.ok(Object.keys(properties).length <= 12);
    for (const [name, { scope }] of Object.entries(properties))
      assert.equal(scope, "resource", name);
  });

  it("keeps within what the marketplace takes", () => {
    assert.ok(manifest.keywords.length <= 5);
    assert.ok(manifest.description.length <= 200);
  });

  it("shows commands under one name", () => {
    for (const { command, category } of manifest.contributes.commands) {
      assert.match(command, /^drydock\./);
      assert.equal(category, "Drydock");
    }
  });

  it("names pictures that are there", () => {
    const pictures = manifest.contributes.walkthroughs.flatMap(({ steps }) =>
      steps.map(({ media }) => media.svg),
    );
    const png = readFileSync(path.join(repository, manifest.icon));
    assert.ok(png.readUInt32BE(16) >= 256 && png.readUInt32BE(20) >= 256);
    for (const name of pictures)
      assert.match(readFileSync(path.join(repository, name), "utf8"), /--vscode-/);
  });
});
