import assert from "node:assert/strict";
import type { ImageFacts } from "../../src/image/catalog";
import { compare } from "../../src/view/comparison";
import { factRows } from "../../src/view/comparisonFacts";
import { comparisonNotes } from "../../src/view/comparisonNotes";
import { changesText, headline } from "../../src/view/comparisonText";
import { comparedImage, type ComparedImage } from "../../src/view/comparedImage";
import { packageChanges, packageCount } from "../../src/view/packageChanges";
import type { Sbom } from "../../src/attestations/sbom/model";
import { assertLinear, operations } from "../operations";
import { own, packages, scanned, side } from "./comparedSample";
import { component, evidence, image, sbom, statement } from "./sample";

/** Each change as a line: `gone bash 5.2`, `changed libc6 2.36 → 2.41 newer`. */
function changes(before: Sbom, after: Sbom): readonly string[] {
  return packageChanges(before, after).changes.map(({ kind, name, before, after, direction }) =>
    [kind, name, [before, after].flatMap((one) => one?.versions.join(", ") ?? []).join(" → ")]
      .concat(direction ?? [])
      .join(" "),
  );
}

describe("The packages that differ", () => {
  it("are gone, added, or there in another version", () => {
    const before = packages("bash 5.2", "libc6 2.36", "tzdata 2026a");
    const after = packages("libc6 2.41", "openssl 3.5", "tzdata 2026a");
    assert.deepEqual(changes(before, after), [
      "gone bash 5.2",
      "added openssl 3.5",
      "changed libc6 2.36 → 2.41 newer",
    ]);
    assert.equal(packageChanges(before, after).unchanged, 1);
  });

  it("are known by their purl without version and qualifiers", () => {
    const of = (name: string, purl: string) =>
      sbom([component("root"), component(name, { purl, version: "1" })]);
    assert.deepEqual(
      changes(of("Flask_X", "pkg:pypi/Flask_X@1"), of("flask-x", "pkg:PyPI/flask-x@1?a=b#c")),
      [],
    );
    assert.deepEqual(changes(of("a", "pkg:npm/%40x/a@1"), of("a", "pkg:npm/%40y/a@1")), [
      "gone a 1",
      "added a 1",
    ]);
  });

  it("are known by type and name where there is no purl", () => {
    const of = (type: string) => sbom([component("root"), component("a", { type, version: "1" })]);
    assert.deepEqual(changes(of("library"), of("library")), []);
    assert.deepEqual(changes(of("library"), of("framework")), ["gone a 1", "added a 1"]);
  });

  it("several versions of one name are one package, which differs where they do", () => {
    const before = packages("npm:qs 6.0.0", "npm:qs 6.1.0", "npm:ms 1.0.0", "npm:ms 1.0.0");
    const after = packages("npm:qs 6.1.0", "npm:ms 1.0.0");
    assert.deepEqual(changes(before, after), ["changed qs 6.0.0, 6.1.0 → 6.1.0"]);
    const { before: old, after: now } = packageChanges(before, after);
    assert.deepEqual([old, now], [2, 2]);
    assert.equal(
      changesText(packageChanges(before, after)),
      "0 gone, 0 added, 1 changed, 1 the same; each counts once, in however many versions it is there",
    );
  });

  it("a version that is not known is no other version", () => {
    assert.deepEqual(changes(packages("bash"), packages("bash 5.2")), []);
  });

  it("an older version is called that", () => {
    assert.deepEqual(changes(packages("npm:qs 6.10.0"), packages("npm:qs 6.9.0")), [
      "changed qs 6.10.0 → 6.9.0 older",
    ]);
    assert.deepEqual(changes(packages("conan:x 2"), packages("conan:x 1")), ["changed x 2 → 1"]);
  });

  it("files, operating systems and what a list is about are no packages", () => {
    const files = ["file", "operating-system"].map((type) => component("x", { type }));
    assert.deepEqual(changes(packages(), sbom([component("root"), ...files])), []);
  });

  it("are counted by ecosystem, a distribution's own apart", () => {
    const before = packages("bash 5", "libc6 2", "npm:npm 11");
    const { ecosystems } = packageChanges(before, packages("apk:musl 1", "npm:npm 11"));
    assert.deepEqual(
      ecosystems.map(({ ecosystem, before: old, after: now }) => [ecosystem, old, now]),
      [
        ["deb, debian", 2, 0],
        ["npm", 1, 1],
        ["apk, alpine", 0, 1],
      ],
    );
  });

  it("are those of names and namespaces, however these are parted", () => {
    const of = (purl: string) => sbom([component("root"), component("a", { purl, version: "1" })]);
    for (const [one, other] of [
      ["pkg:npm/a/1/b@1", "pkg:npm/a%2F1/b@1"],
      ["pkg:golang/a/b@1", "pkg:golang/b@1"],
      ["pkg:npm/library@1", "pkg:generic/library@1"],
    ] as const)
      assert.equal(changes(of(one), of(other)).length, 2, `${one} and ${other}`);
  });

  it("are read once of a list that was counted before", () => {
    const list = packages(...Array.from({ length: 1000 }, (_, at) => `a${at} 1`));
    assert.equal(packageCount(list), 1000);
    assert.ok(operations(() => packageCount(list)) < 100);
  });

  it("take linear time, also where all packages have one name", () => {
    const list = (size: number, name: (at: number) => string) =>
      packages(...Array.from({ length: size }, (_, at) => `${name(at)} 1.${at}`));
    assertLinear(4_000, (size) => {
      const [before, after] = [list(size, (at) => `a${at}`), list(size, (at) => `a${at * 2}`)];
      return () => packageChanges(before, after);
    });
    assertLinear(4_000, (size) => {
      const same = list(size, () => "a");
      return () => packageChanges(same, packages("a 0"));
    });
  });
});

const first = (before: ComparedImage, after: ComparedImage) => headline(compare(before, after));
const many = (count: number, more: readonly string[] = []) =>
  packages(...Array.from({ length: count }, (_, at) => `p${at} 1`), ...more);

describe("The first line of a comparison", () => {
  it("is how many packages fewer, in percent", () => {
    assert.equal(
      first(side("node:24", many(412)), side("dhi.io/node:24", many(51))),
      "88% fewer packages: 412 → 51.",
    );
    assert.equal(
      first(side("a", many(1000)), side("b", many(999))),
      "Less than 1% fewer packages: 1,000 → 999.",
    );
    assert.equal(
      first(side("a", many(1000)), side("b", many(1))),
      "99% fewer packages: 1,000 → 1.",
    );
  });

  it("says where there are more, as many, or the same", () => {
    assert.equal(first(side("a", many(40)), side("b", many(45))), "13% more packages: 40 → 45.");
    assert.equal(first(side("a", many(0)), side("b", many(2))), "More packages: 0 → 2.");
    assert.equal(
      first(side("a", packages("a 1")), side("b", packages("b 1"))),
      "As many packages as before, but not the same: 1 → 1.",
    );
    assert.equal(first(side("a", many(3)), side("b", many(3))), "The same packages: 3 → 3.");
    assert.equal(first(side("a", many(0)), side("b", many(0))), "Neither list names a package.");
  });

  it("says what it does not know in place of a number", () => {
    assert.equal(
      first(side("a", null), side("b", many(51))),
      "Nothing is known of the packages of a: it has no SBOM. b has 51 packages.",
    );
    assert.equal(
      first(side("a", many(1)), side("b", null, {}, { evidence: null })),
      "Nothing is known of the packages of b: it could not be had. a has 1 package.",
    );
    assert.equal(
      first(side("a", many(1), { verdict: "failed" }), side("b", null)),
      "Nothing is known of the packages of a: its SBOM failed a check, so it counts for nothing. " +
        "Nothing is known of the packages of b: it has no SBOM.",
    );
  });

  it("goes on with the vulnerabilities that are left after VEX", () => {
    const of = (name: string, ...lines: readonly string[]) =>
      side(name, many(1), {}, { vulnerabilities: scanned("Trivy 0.58.0", ...lines) });
    const line = (before: ComparedImage, after: ComparedImage) =>
      first(before, after).replace("The same packages: 1 → 1. ", "");
    assert.equal(
      line(of("a", "CVE-1 high bash", "CVE-1 high sh", "CVE-2 low tar"), of("b", "CVE-2 low tar")),
      "2 of 3 vulnerabilities are gone after VEX.",
    );
    assert.equal(
      line(of("a", "CVE-1 high bash"), of("b", "CVE-1 high zsh", "CVE-3 low tar")),
      "0 of 1 vulnerability is gone after VEX, 1 is new.",
    );
    assert.equal(line(of("a"), of("b", "CVE-1 high zsh")), "1 vulnerability is new after VEX.");
    assert.equal(line(of("a"), of("b")), "No known vulnerability is left in either, after VEX.");
    assert.equal(line(of("a", "CVE-1 high bash"), side("b", many(1))), "The same packages: 1 → 1.");
  });
});

describe("Which list of packages is compared", () => {
  const lists = (...given: readonly (readonly [Sbom, "verified" | "unsigned" | "failed"])[]) => {
    const items = given.map(([list, verdict]) =>
      statement({ kind: "sbom", sbom: list }, { verdict }),
    );
    const { list } = comparedImage({
      ...{ name: "a", own: null, catalog: null, vulnerabilities: null, problems: [] },
      evidence: evidence(items),
    });
    return list.kind === "list" ? list.count : list.kind;
  };

  it("is the one with the best verdict, then the first with packages", () => {
    assert.equal(lists([many(9), "unsigned"], [many(2), "verified"], [many(3), "verified"]), 2);
    assert.equal(lists([many(0), "unsigned"], [many(7), "unsigned"]), 7);
  });

  it("is never one that failed a check", () => {
    assert.equal(lists([many(9), "failed"], [many(1), "unsigned"]), 1);
    assert.equal(lists([many(9), "failed"]), "failed");
    assert.equal(lists(), "missing");
  });
});

/** The facts as lines: `User: root | node (1000)`. */
function facts(before: ComparedImage, after: ComparedImage): readonly string[] {
  const cell = ({ text, note }: { readonly text: string; readonly note: string | null }) =>
    note === null ? text : `${text} (${note})`;
  return factRows(compare(before, after)).map(
    ({ label, before: one, after: other }) => `${label}: ${cell(one)} | ${cell(other)}`,
  );
}

describe("What is known of both", () => {
  const catalogFacts: ImageFacts = {
    ...{ reference: "node:24", family: "official", kind: "language", otherUsers: [] },
    ...{ allUsersKnown: false, dropsPrivileges: null, endOfLife: [], moved: null },
    ...{ environment: {}, lighter: null, packages: null, packageManager: true, shell: true },
    user: { value: { value: "", uid: 0 }, source: "official-images@1", date: "2026-08-21" },
    compressedBytes: { value: 408_900_000, source: "repo-info@1", date: "2026-08-03" },
  };

  it("stands side by side, with the day of what the catalog says", () => {
    const before = side("node:24", null, {}, { evidence: null, catalog: catalogFacts });
    const after = side("b", many(51), {}, { own: own("1000", ["node", "x.js"], 48_100_000) });
    assert.deepEqual(facts(before, after), [
      "Verdict: not known | Verified",
      "SBOM: not known | SPDX 2.3 (verified)",
      "Packages: not known | 51",
      "User: root (catalog of 2026-08-21) | 1000",
      "Shell: yes (catalog of 2026-08-21) | not known",
      "Package manager: yes (catalog of 2026-08-21) | not known",
      "Size to pull: 408.9 MB (catalog of 2026-08-03) | 48.1 MB",
      "Starts: not known | node x.js",
      "Platform: not known | linux/amd64",
    ]);
  });

  it("what an image says itself goes before what the catalog says", () => {
    const node = { ...catalogFacts, otherUsers: [{ name: "node", uid: 1000 }] };
    const annotations = { "com.docker.dhi.shell": "", "com.docker.dhi.package-manager": "apk" };
    const shown = { ...evidence([]), image: { ...image, indexAnnotations: annotations } };
    const one = side("a", null, {}, { evidence: shown, catalog: node, own: own("node", [], 5) });
    const lines = facts(one, side("b", null));
    assert.ok(lines.includes("User: node (1000) | not known"), lines.join("\n"));
    assert.ok(lines.includes("Shell: none | not known"));
    assert.ok(lines.includes("Package manager: yes | not known"));
    assert.ok(lines.includes("Size to pull: 0.0 MB | not known"));
    assert.ok(lines.includes("Starts: nothing | not known"));
  });

  it("a package of the distribution shows a shell; none shows nothing", () => {
    const lines = (...list: readonly string[]) =>
      facts(side("a", packages(...list)), side("b", packages("tzdata 1")));
    const shown = lines("dash 1", "apt 1");
    assert.ok(shown.includes("Shell: yes | not known"), shown.join("\n"));
    assert.ok(shown.includes("Package manager: yes | not known"));
    assert.deepEqual(
      lines("npm:bash 1", "npm:apt 1").filter((line) => /^(?:Shell|Package manager)/.test(line)),
      [],
    );
  });

  it("counts what is left by severity, and says who looked", () => {
    const vulnerabilities = scanned("Trivy 0.58.0", "CVE-1 high bash", "CVE-2 critical tar");
    const lines = facts(side("a", null, {}, { vulnerabilities }), side("b", null));
    assert.ok(lines.includes("Vulnerabilities left: 2: 1 critical, 1 high | not known"));
    assert.ok(lines.includes("Looked for by: Trivy 0.58.0 | not known"));
  });
});

describe("What has to be known beside", () => {
  const notes = (before: ComparedImage, after: ComparedImage) =>
    comparisonNotes(compare(before, after)).filter((note) => !note.startsWith("Nobody looked"));

  it("is nothing where all of it is verified and alike", () => {
    assert.deepEqual(notes(side("a", many(2)), side("b", many(1))), []);
  });

  it("is that nobody stands for a list", () => {
    assert.deepEqual(notes(side("a", many(2), { verdict: "unsigned" }), side("b", many(1))), [
      "Nobody whom you trust stands for the SBOM of a: its packages are compared as they are listed.",
    ]);
  });

  it("is that the distributions differ", () => {
    assert.deepEqual(notes(side("a", packages("bash 5")), side("b", packages("apk:bash 5"))), [
      "They stand on different distributions (deb, debian and apk, alpine): a package of one counts as gone, and one of the other as added, even where their names are the same.",
    ]);
  });

  it("is that the tools differ, not their versions", () => {
    const by = (tool: string) => ({ ...many(1), tools: [tool] });
    for (const tool of ["syft-v1.30.0", "Syft-[not provided]"])
      assert.deepEqual(notes(side("a", by("syft 1.29.0")), side("b", by(tool))), []);
    assert.deepEqual(notes(side("a", by("syft 1.29.0")), side("b", by("Docker Scout 1.2"))), [
      "The lists were made by different tools (syft 1.29.0 and Docker Scout 1.2), which do not find the same things.",
    ]);
  });

  it("is that a list is empty, that nobody looked, or that others did", () => {
    assert.deepEqual(notes(side("a", many(0)), side("b", many(1))), [
      "The SBOM of a names no package at all.",
    ]);
    const by = (scanner: string) =>
      side("a", many(1), {}, { vulnerabilities: scanned(scanner, "CVE-1 high bash") });
    assert.deepEqual(comparisonNotes(compare(by("Trivy 0.58.0"), side("b", many(1)))), [
      "Nobody looked for vulnerabilities of b, which is not the same as none.",
    ]);
    assert.deepEqual(comparisonNotes(compare(by("Trivy 0.58.0"), by("Trivy 0.59.0"))), []);
    const grype = "pkg:github/anchore/grype 0.104.0";
    assert.deepEqual(comparisonNotes(compare(by(grype), by("grype 0.105.0"))), []);
    for (const other of ["OSV, asked about 1 of 2", "pkg:github/aquasecurity/trivy 0.58.0"])
      assert.deepEqual(comparisonNotes(compare(by(grype), by(other))), [
        "Vulnerabilities were looked for by different means, so that a difference may be theirs.",
      ]);
  });

  it("is that the platforms differ", () => {
    const arm = { ...image, platform: { os: "linux", architecture: "arm64", variant: null } };
    const items = [statement({ kind: "sbom", sbom: many(1) })];
    const other = side("b", null, {}, { evidence: { ...evidence(items), image: arm } });
    assert.deepEqual(notes(side("a", many(1)), other), [
      "They are of different platforms: linux/amd64 and linux/arm64.",
    ]);
  });
});

describe("The changes in one line", () => {
  it("are counted by kind and way", () => {
    const before = packages("a 1", "b 1", "c 2", "d 1");
    const { packages: found } = compare(
      side("a", before),
      side("b", packages("b 2", "c 1", "d 1", "e 1", "f 1")),
    );
    assert.ok(found);
    assert.equal(changesText(found), "1 gone, 2 added, 2 changed (1 newer, 1 older), 1 the same");
  });
});
