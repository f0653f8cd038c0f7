import assert from "node:assert/strict";
import path from "node:path";
import { content, layoutFiles, linux, manifest } from "../registry/image";
import { hostile } from "../webview/hostile";
import { createFolder, type Folder } from "./drydock";

interface Named {
  readonly name: string;
  readonly [key: string]: unknown;
}
interface Report {
  readonly version: number;
  readonly headline: string;
  readonly before: Readonly<Record<string, unknown>>;
  readonly packages: Readonly<Record<string, readonly Named[]>> | null;
  readonly [key: string]: unknown;
}

const sbom = (...lines: readonly string[]) =>
  JSON.stringify({
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    components: lines.map((line) => {
      const [name = "", version = ""] = line.split(" ");
      const purl = `pkg:npm/${name}@${version}`;
      return { type: "library", name, version, purl };
    }),
  });

const trivy = (...ids: readonly string[]) =>
  JSON.stringify({
    SchemaVersion: 2,
    Trivy: { Version: "0.58.0" },
    Results: [
      {
        Vulnerabilities: ids.map((VulnerabilityID) => ({
          ...{ VulnerabilityID, PkgName: "qs", InstalledVersion: "6.0.0", Severity: "HIGH" },
        })),
      },
    ],
  });

/** A layout with an image of this user and two layers, of which nothing is said. */
function layout(user: string): Record<string, string | Uint8Array> {
  const config = content("application/vnd.oci.image.config.v1+json", {
    ...linux,
    config: { User: user, Entrypoint: ["/app"] },
    rootfs: { type: "layers", diff_ids: [] },
  });
  const layers = ["a", "bc"].map((text) => content("application/vnd.oci.image.layer.v1.tar", text));
  const image = manifest(layers, { config: config.descriptor });
  return layoutFiles([config, image], [image.descriptor]);
}

describe("drydock compare", function () {
  this.timeout(60_000);
  let folder: Folder;
  before(() => {
    folder = createFolder({
      "before.json": sbom("qs 6.0.0", "ms 2.0.0", "debug 4.0.0", "ws 8.0.0"),
      "after.json": sbom("qs 6.1.0", "ms 2.0.0"),
      "before.trivy.json": trivy("CVE-1", "CVE-2"),
      "after.trivy.json": trivy("CVE-2"),
    });
    for (const [name, user] of [
      ["root", ""],
      ["safe", "1000"],
    ] as const)
      for (const [file, bytes] of Object.entries(layout(user)))
        folder.write(path.join(name, file), bytes);
  });
  after(() => folder.remove());

  const offline = { environment: { DRYDOCK_CACHE_DIR: path.join(__dirname, "no-cache") } };
  const run = (...args: readonly string[]) => folder.run(["compare", ...args], offline);
  const json = (...args: readonly string[]): Report =>
    JSON.parse(run(...args, "--format", "json").stdout) as Report;
  const files = ["file:before.json", "file:after.json"] as const;
  const reports = [
    ...["--report-before", "before.trivy.json", "--report-after", "after.trivy.json"],
  ] as const;

  it("answers on its first line, and shows both side by side", () => {
    const { code, stdout, stderr } = run(...files, ...reports);
    assert.deepEqual([code, stderr], [0, ""]);
    assert.equal(
      stdout,
      `50% fewer packages: 4 → 2. 1 of 2 vulnerabilities is gone after VEX.
  before  file:before.json
  after   file:after.json
  Nobody whom you trust stands for the SBOM of either: its packages are compared as they are listed.

                        before                    after
  Verdict               Unsigned                  Unsigned
  SBOM                  CycloneDX 1.6 (unsigned)  CycloneDX 1.6 (unsigned)
  Packages              4                         2
  Vulnerabilities left  2: 2 high                 1: 1 high
  Looked for by         Trivy 0.58.0              Trivy 0.58.0

Packages: 2 gone, 0 added, 1 changed (1 newer), 1 the same
  npm  4 → 2

  - debug 4.0.0 (npm)
  - ws 8.0.0 (npm)

  ~ qs 6.0.0 → 6.1.0 (npm)
`,
    );
  });

  it("describes it as JSON, in which what is not known is null", () => {
    const { packages, before: side, vulnerabilities, user, shell, ...rest } = json(...files);
    assert.equal(rest.version, 1);
    assert.equal(rest.headline, "50% fewer packages: 4 → 2.");
    assert.deepEqual(
      [side["source"], side["verdict"], (side["sbom"] as Named)["packages"]],
      ["file:before.json", "unsigned", 4],
    );
    assert.deepEqual(
      packages?.["removed"]?.map(({ name, versions }) => [name, versions]),
      [
        ["debug", ["4.0.0"]],
        ["ws", ["8.0.0"]],
      ],
    );
    assert.deepEqual(packages["changed"], [
      {
        ...{ name: "qs", ecosystem: "npm", purl: "pkg:npm/qs", direction: "newer" },
        ...{ before: ["6.0.0"], after: ["6.1.0"] },
      },
    ]);
    const unknown = { before: null, after: null };
    assert.deepEqual(
      [vulnerabilities, user, shell],
      [{ ...unknown, gone: null, new: null }, unknown, unknown],
    );
    const { vulnerabilities: found } = json(...files, ...reports) as {
      vulnerabilities?: Readonly<Record<string, unknown>>;
    };
    assert.deepEqual([found?.["gone"], found?.["new"]], [1, 0]);
  });

  it("is Markdown for a pull request", () => {
    const { code, stdout } = run(...files, "--format", "markdown");
    assert.equal(code, 0);
    assert.match(
      stdout,
      /^### `file:before\.json` → `file:after\.json`\n\n\*\*50% fewer packages: 4 → 2\.\*\*\n/,
    );
    assert.match(stdout, /\n\| `debug` \| `npm` \| `4\.0\.0` \|\n/);
  });

  it("tells user, start and size of images on disk, and that their packages are not known", () => {
    const { code, stdout } = run("oci:root", "oci:safe", "--platform", "linux/amd64");
    assert.equal(code, 1);
    assert.match(
      stdout,
      /^Nothing is known of the packages of oci:root: it has no SBOM\. Nothing /,
    );
    assert.match(stdout, /\n {2}User +root +1000\n/);
    assert.match(stdout, /\n {2}Size to pull +0\.0 MB +0\.0 MB\n/);
    assert.match(stdout, /\n {2}Starts +\/app +\/app\n/);
    const report = json("oci:root", "oci:safe") as { compressedBytes?: unknown; packages: null };
    assert.equal(report.packages, null);
    assert.deepEqual(report.compressedBytes, {
      before: { value: 3, source: null, date: null },
      after: { value: 3, source: null, date: null },
    });
  });

  it("compares what the catalog says of images that can't be reached, and says so", () => {
    const { code, stdout, stderr } = run("--offline", "node:24", "dhi.io/node:24");
    assert.equal(code, 1);
    assert.match(
      stderr,
      /^drydock compare: node:24: docker\.io\/library\/node:24 is not in the cache\./,
    );
    assert.match(stdout, /^Nothing is known of the packages of node:24: it could not be had\./);
    assert.match(
      stdout,
      /\n {2}User +root \(catalog of \d{4}-\d\d-\d\d\) +node \(1000\) \(catalog of /,
    );
    assert.match(stdout, /\n {2}Shell +yes \(.*\) +none \(/);
  });

  it("names what can't be had at all, and compares nothing", () => {
    for (const [args, message] of [
      [[files[0], "file:none.json"], /file:none\.json: none\.json does not exist\./],
      [["oci:none", files[0]], /oci:none: .*none/],
      [["--offline", files[0], "example.com/app:1"], /example\.com\/app:1 is not in the cache/],
      [[files[0]], /give it two images or files: drydock compare BEFORE AFTER\./],
      [[...files, files[0]], /give it two images or files/],
      [[...files, "--format", "html"], /--format is one of text, json, markdown, not "html"/],
      [
        [...files, "--report-before", "after.json"],
        /--report-before: after\.json holds no report of a scanner/,
      ],
    ] as const) {
      const { code, stdout, stderr } = run(...args);
      assert.deepEqual([code, stdout], [2, ""], args.join(" "));
      assert.match(stderr, message);
    }
  });

  it("makes what it shows harmless in every format", () => {
    const components = hostile.map((text) => ({
      ...{ type: "library", name: text, version: text, purl: text },
    }));
    const evil = { bomFormat: "CycloneDX", specVersion: "1.6", components };
    folder.write("evil.json", JSON.stringify(evil));
    for (const format of ["text", "json", "markdown"]) {
      const { stdout } = run("file:evil.json", "file:after.json", "--format", format);
      assert.doesNotMatch(
        stdout,
        /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/,
      );
    }
  });
});
