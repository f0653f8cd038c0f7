import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { schemaFileNames } from "../../src/attestations/sbom/validate";
import { repository } from "../lint/check";

/** `npm pack` makes the command line; what it holds is decided by .npmignore. */
describe("The packed command line", () => {
  let folder = "";
  let packed = "";

  before(function () {
    this.timeout(60_000);
    folder = mkdtempSync(path.join(tmpdir(), "drydock-pack-"));
    // The build has been made; npm would make it again.
    const args = ["pack", "--ignore-scripts", "--json", "--pack-destination", folder];
    const npm = spawnSync("npm", args, {
      cwd: repository,
      encoding: "utf8",
      shell: process.platform === "win32",
    });
    assert.equal(npm.status, 0, npm.stderr);
    const { version } = JSON.parse(readFileSync(path.join(repository, "package.json"), "utf8")) as {
      version: string;
    };
    packed = path.join(folder, `drydock-${version}.tgz`);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("holds the program, its catalog and the papers", () => {
    assert.deepEqual(namesIn(packed), [
      "package/LICENSE",
      "package/NOTICE",
      "package/README.md",
      "package/THIRD-PARTY-NOTICES.md",
      "package/dist/catalog.json",
      "package/dist/cli.js",
      "package/dist/cycloneDx.js",
      "package/dist/dockerfileCommands.js",
      "package/dist/evidenceCommands.js",
      "package/dist/evidenceRuns.js",
      "package/dist/fix.js",
      "package/dist/online.js",
      "package/dist/projectFiles.js",
      "package/dist/registry.js",
      ...schemaFileNames.map((name) => `package/dist/schemas/${name}`).sort(),
      "package/dist/version.js",
      "package/drydock.cdx.json",
      "package/package.json",
    ]);
  });

  it("reads for a command only what it needs", () => {
    const [cli, lint] = [partsOf("cli"), partsOf("dockerfileCommands")];
    assert.deepEqual(
      cli.filter((part) => !part.startsWith("src/cli/") && part !== "src/view/visible.ts"),
      [],
    );
    const heavy = /node_modules\/(?:yaml|@sigstore)\/|^src\/(?:harden\/plan|registry|verify)\//;
    assert.deepEqual(
      lint.filter((part) => heavy.test(part)),
      [],
    );
    assert.deepEqual(
      partsOf("online").filter((part) => /^node_modules\/|^src\/verify\//.test(part)),
      [],
    );
    assert.deepEqual(
      partsOf("evidenceRuns").filter((part) =>
        /\/yaml\/|^src\/(?:lint\/rules|dockerfile)\//.test(part),
      ),
      [],
    );
  });

  it("asks a registry before it loads what checks the answer", () => {
    const checking = /node_modules\/|^src\/(?:attestations|view\/(?!visible))/;
    assert.deepEqual(
      [...partsOf("evidenceCommands"), ...partsOf("registry")].filter((part) =>
        checking.test(part),
      ),
      [],
    );
    // An error of a class that two parts have would be none in the other.
    const twice = ["evidenceCommands", "evidenceRuns", "online", "dockerfileCommands"].flatMap(
      (name) => partsOf(name).filter((part) => part.startsWith("src/registry/")),
    );
    assert.deepEqual(twice, []);
  });

  it("is small", () => {
    // Of a build that is not minified; what ships is four fifths of it.
    assert.ok(statSync(packed).size < 1_000_000, `${statSync(packed).size} bytes`);
  });

  it("runs by itself", () => {
    const tar = spawnSync("tar", ["-xzf", path.basename(packed)], { cwd: folder });
    assert.equal(tar.status, 0, String(tar.stderr));
    const cli = path.join(folder, "package", "dist", "cli.js");
    const input = "FROM node:24-slim\n";
    const run = spawnSync(process.execPath, [cli, "lint", "-"], { input, encoding: "utf8" });
    assert.equal(run.status, 1, run.stderr);
    assert.match(run.stdout, /\[root-user\]/);
  });
});

/** The files of which a part is made, as scripts/build.mjs notes them. */
function partsOf(name: string): string[] {
  const list = path.join(repository, "out", "bundles", `${name}.json`);
  return JSON.parse(readFileSync(list, "utf8")) as string[];
}

/** The names in a tar file: headers of 512 bytes, each followed by the content in blocks of 512. */
function namesIn(file: string): string[] {
  const bytes = gunzipSync(readFileSync(file));
  const names: string[] = [];
  for (let at = 0; bytes[at] !== undefined && bytes[at] !== 0;) {
    const text = (from: number, length: number) =>
      bytes.toString("latin1", at + from, at + from + length).replace(/\0.*$/s, "");
    names.push(text(0, 100));
    at += 512 + Math.ceil(parseInt(text(124, 12), 8) / 512) * 512;
  }
  return names.sort();
}
