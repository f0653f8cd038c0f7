import assert from "node:assert/strict";
import { createFolder, type Folder } from "./drydock";

interface Report {
  readonly version: number;
  readonly image: string;
  readonly facts: Readonly<Record<string, { value: unknown; source: string; date: string } | null>>;
  readonly alternatives: readonly {
    readonly reference: string;
    readonly family: string;
    readonly role: string;
    readonly facts: Report["facts"];
    readonly why: readonly string[];
    readonly blockers: readonly string[];
    readonly warnings: readonly string[];
    readonly exact: boolean;
  }[];
  readonly reason?: string;
}

describe("drydock suggest", function () {
  this.timeout(60_000);

  let folder: Folder;
  before(() => (folder = createFolder()));
  after(() => folder.remove());

  const json = (...args: string[]) => {
    const { code, stdout } = folder.run(["suggest", ...args, "--format", "json"]);
    return { code, report: JSON.parse(stdout) as Report };
  };

  it("names the best first, with reasons and what has to be known", () => {
    const { code, stdout, stderr } = folder.run(["suggest", "node:24"]);
    assert.deepEqual([code, stderr], [0, ""]);
    assert.match(stdout, /^node:24: .*runs as root/);
    assert.match(stdout, /\n\ndhi\.io\/node:24 \(to ship, the same version\)\n {2}\+ /);
    assert.match(stdout, / {2}\+ It runs as node \(1000\), not as root\.\n/);
    assert.match(
      stdout,
      / {2}! dhi\.io asks for a login, free of charge: docker login dhi\.io\.\n/,
    );
  });

  it("names an organisation's mirror, and knows one that it is given", () => {
    const mirror = ["--mirror", "dhi.io/=docker.io/acme/dhi-"];
    const { stdout } = folder.run(["suggest", "node:24", "--family", "dhi", ...mirror]);
    assert.match(stdout, /^docker\.io\/acme\/dhi-node:24 \(to ship/m);
    assert.ok(!stdout.includes("dhi.io"));
    const { code, stderr } = folder.run(["suggest", "acme/dhi-node:24", ...mirror]);
    assert.deepEqual(
      [code, stderr],
      [
        1,
        "No hardened image for acme/dhi-node:24: It is one of the hardened or minimal images already.\n",
      ],
    );
  });

  for (const [mirror, complaint] of [
    ["dhi.io/", '--mirror is written FROM=TO, not "dhi.io/".'],
    ["dhi.io/=", "--mirror has an empty side: write it as dhi.io/ → docker.io/acme/dhi-."],
    [
      "dhi.io/=acme",
      '--mirror has "acme", with which no image can begin: write it as dhi.io/ → docker.io/acme/dhi-.',
    ],
  ] as const)
    it(`refuses --mirror ${mirror}`, () => {
      const { code, stderr } = folder.run(["suggest", "node:24", "--mirror", mirror]);
      assert.equal(code, 2);
      assert.ok(stderr.includes(complaint), stderr);
    });

  it("names what to build with", () => {
    const { stdout } = folder.run(["suggest", "golang:1.26-alpine", "--role", "build"]);
    assert.match(
      stdout,
      /\n\ndhi\.io\/golang:1\.26-alpine-dev \(to build with, the same version\)/,
    );
  });

  it("keeps to a family", () => {
    const { report } = json("node:24", "--family", "distroless");
    assert.deepEqual(
      report.alternatives.map(({ reference, exact }) => [reference, exact]),
      [["gcr.io/distroless/nodejs24-debian13:nonroot", false]],
    );
  });

  it("describes all as JSON, each fact with its source", () => {
    const { code, report } = json("node:24");
    assert.equal(code, 0);
    assert.deepEqual([report.version, report.image], [1, "docker.io/library/node:24"]);
    const [first] = report.alternatives;
    assert.ok(first);
    assert.deepEqual(Object.keys(first), [
      "reference",
      "family",
      "role",
      "facts",
      "why",
      "blockers",
      "warnings",
      "exact",
    ]);
    assert.deepEqual(
      [first.reference, first.family, first.role],
      ["dhi.io/node:24", "dhi", "runtime"],
    );
    assert.equal(first.facts["user"]?.value, "node");
    assert.equal(first.facts["shell"]?.value, false);
    for (const { facts } of [report, first])
      for (const name of [
        "user",
        "compressedBytes",
        "packages",
        "shell",
        "packageManager",
        "eol",
      ]) {
        const fact = facts[name];
        assert.notEqual(fact, undefined, name);
        if (fact != null) assert.match(`${fact.source} ${fact.date}`, /@\S+ \d{4}-\d{2}-\d{2}$/);
      }
  });

  it("tells a support that is over from one that goes on", () => {
    const { stdout } = folder.run(["suggest", "node:24"]);
    assert.match(
      stdout,
      /^node:24: .*Node\.js 24 supported until 2028-04-30, Debian 12 (supported until|ended on) 2026-07-11$/m,
    );
    const over = folder.run(["suggest", "debian:11"]);
    assert.match(over.stdout, /^debian:11: .*Debian 11 ended on 2024-08-14$/m);
  });

  it("does not call the version of the hardened image that of a tag without one", () => {
    const { stdout } = folder.run(["suggest", "--role", "build", "golang"]);
    assert.match(stdout, /"latest" names no version: the hardened image is of 1\.26\.$/m);
    assert.match(stdout, /1\.27\.0 is not in the catalog/);
  });

  it("says what is known of an image that has none", () => {
    const { code, stdout, stderr } = folder.run(["suggest", "node:20"]);
    assert.match(stdout, /^node:20: .*runs as root.*Node\.js 20 ended on 2026-04-30.*\n$/);
    assert.deepEqual(
      [code, stderr],
      [
        1,
        "No hardened image for node:20: There is no hardened image of version 20, only of 22, 24 and 26.\n",
      ],
    );
  });

  it("says why there is none, with exit code 1", () => {
    const { code, stdout, stderr } = folder.run(["suggest", "acme/node:24"]);
    assert.deepEqual([code, stdout], [1, ""]);
    assert.match(stderr, /^No hardened image for acme\/node:24: No hardened image is known /);
    const none = json("dhi.io/node:24");
    assert.deepEqual([none.code, none.report.alternatives], [1, []]);
    assert.match(none.report.reason ?? "", /already/);
  });

  it("calls scratch what it is, and asks nobody about it", () => {
    const { code, stdout, stderr } = folder.run(["suggest", "--online", "scratch"]);
    assert.deepEqual(
      [code, stdout, stderr],
      [
        1,
        "",
        "No hardened image for scratch: It is the empty base, with nothing in it that could be replaced.\n",
      ],
    );
  });

  it("shows hidden characters of what it is given", () => {
    const { code, stderr } = folder.run(["suggest", "node\u202e:24"]);
    assert.equal(code, 2);
    assert.match(stderr, /"node⟨U\+202E⟩:24" is no image reference/);
  });

  for (const [name, args, message] of [
    ["no image", [], /give it one image/],
    ["two images", ["node:24", "node:22"], /give it one image/],
    ["no family", ["node:24", "--family", "distrolss"], /Did you mean "distroless"\?/],
    ["no role", ["node:24", "--role", "ship"], /--role is one of runtime, build/],
  ] as const)
    it(`refuses ${name}`, () => {
      const { code, stderr } = folder.run(["suggest", ...args]);
      assert.equal(code, 2);
      assert.match(stderr, message);
    });
});
