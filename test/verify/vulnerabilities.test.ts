import assert from "node:assert/strict";
import { assertLinear } from "../operations";
import type { Artifact } from "../../src/image/artifact";
import type { Scan, Vulnerability } from "../../src/attestations/scans/model";
import { imageProducts } from "../../src/attestations/vex/imageProducts";
import { vulnerabilitiesOf, type Vulnerabilities } from "../../src/verify/vulnerabilities";
import { createAuthority } from "./authority";
import { artifact, createKey, manifestDigest, statement, trusting, verify } from "./image";
import { hasSamples, samplesNote, sampleText } from "./samples";
import { certificateBundle, envelope, keyBundle } from "./signing";

const key = createKey();
const authority = createAuthority();
const openVex = "https://openvex.dev/ns/v0.2.0";
const scanType = "https://cosign.sigstore.dev/attestation/vuln/v1";

const signed = (text: string) =>
  artifact({ content: keyBundle(key.trusted.hint, envelope(text, key.privateKey)) });

/** By somebody whose certificate is good, and whom nobody named for this image. */
function certified(text: string) {
  const issued = authority.issue({});
  return artifact({ content: certificateBundle(authority, issued, envelope(text, issued.key)) });
}

type Statement = Readonly<Record<string, unknown>>;

const says = (vulnerability: string, product: string | null, more: Statement = {}): Statement => ({
  vulnerability: { name: vulnerability },
  ...(product === null ? {} : { products: [{ "@id": product }] }),
  status: "not_affected",
  justification: "component_not_present",
  ...more,
});

const vexDocument = (...statements: readonly Statement[]) => ({
  "@context": openVex,
  "@id": "x",
  author: "x",
  timestamp: "2026-01-01T00:00:00Z",
  version: 1,
  statements,
});

const vex = (...statements: readonly Statement[]) =>
  statement({ predicateType: openVex, predicate: vexDocument(...statements) });

/** As Trivy writes it: `CVE-1 openssl 3.0.1`. */
const trivy = (...lines: readonly string[]) => ({
  SchemaVersion: 2,
  Trivy: { Version: "0.58.0" },
  Results: [
    {
      Vulnerabilities: lines.map((line) => {
        const [id, name, version] = line.split(" ");
        const purl = `pkg:deb/debian/${name}@${version}?arch=amd64&distro=debian-12`;
        const more = { Severity: "HIGH", PkgIdentifier: { PURL: purl } };
        return { VulnerabilityID: id, PkgName: name, InstalledVersion: version, ...more };
      }),
    },
  ],
});

const file = (content: object): Artifact => ({
  ...artifact({ content }),
  place: "file",
  manifest: null,
});

interface Given {
  readonly found?: readonly Artifact[];
  readonly opened?: readonly Artifact[];
  readonly asked?: readonly Scan[];
}

function judge({ found = [], opened = [], asked = [] }: Given): Vulnerabilities | null {
  const itemsOf = (artifacts: readonly Artifact[]) =>
    verify(artifacts, { ...trusting(key), roots: [authority.root] }).items;
  const image = imageProducts("registry.example.com/acme/app", [manifestDigest], "1");
  return vulnerabilitiesOf({ items: itemsOf(found), opened: itemsOf(opened), asked, image });
}

/** `2 known, 1 settled, 0 relaxed, 0 claimed, 1 left`. */
function countsOf(given: Given): string {
  const found = judge(given);
  assert.ok(found !== null);
  const { known, settled, claimed, left } = found;
  const total = settled.exact + settled.relaxed;
  return `${known.total} known, ${total} settled, ${settled.relaxed} relaxed, ${claimed} claimed, ${left.total} left`;
}

const openssl = "pkg:deb/debian/openssl@3.0.1";
const report = file(trivy("CVE-1 openssl 3.0.1", "CVE-2 zlib 1.3"));
const settlesOne = vex(says("CVE-1", openssl));

describe("a vulnerability", () => {
  for (const [name, given, expected] of [
    ["is left where nobody says anything", {}, "2 known, 0 settled, 0 relaxed, 0 claimed, 2 left"],
    [
      "is settled by VEX of a signer who may speak for the image",
      { found: [signed(settlesOne)] },
      "2 known, 1 settled, 0 relaxed, 0 claimed, 1 left",
    ],
    [
      "is not settled by VEX that nobody signed: that is a claim",
      { found: [artifact({ content: settlesOne })] },
      "2 known, 0 settled, 0 relaxed, 1 claimed, 2 left",
    ],
    [
      "is not settled by VEX of somebody else",
      { found: [certified(settlesOne)] },
      "2 known, 0 settled, 0 relaxed, 1 claimed, 2 left",
    ],
    [
      "is not even claimed to be by VEX that was altered",
      {
        found: [
          artifact({
            content: keyBundle(key.trusted.hint, {
              ...envelope(settlesOne, key.privateKey),
              payload: Buffer.from(settlesOne.replace("CVE-1", "CVE-2")).toString("base64"),
            }),
          }),
        ],
      },
      "2 known, 0 settled, 0 relaxed, 0 claimed, 2 left",
    ],
    [
      "is not settled by VEX of another image",
      {
        found: [
          signed(
            statement({
              predicateType: openVex,
              predicate: vexDocument(says("CVE-1", openssl)),
              subject: [{ digest: { sha256: "c".repeat(64) } }],
            }),
          ),
        ],
      },
      "2 known, 0 settled, 0 relaxed, 0 claimed, 2 left",
    ],
    [
      "is settled by a file that the person opened",
      { opened: [file(vexDocument(says("CVE-1", openssl)))] },
      "2 known, 1 settled, 0 relaxed, 0 claimed, 1 left",
    ],
    [
      "is settled for the whole image by a signed statement without products",
      { found: [signed(vex(says("CVE-1", null), says("CVE-2", null)))] },
      "2 known, 2 settled, 0 relaxed, 0 claimed, 0 left",
    ],
    [
      "is not settled by a file without products, which is about nothing in particular",
      { opened: [file(vexDocument(says("CVE-1", null)))] },
      "2 known, 0 settled, 0 relaxed, 0 claimed, 2 left",
    ],
    [
      "is settled by name and version alone where qualifiers differ, and counted apart",
      { found: [signed(vex(says("CVE-1", `${openssl}?os_name=debian`)))] },
      "2 known, 1 settled, 1 relaxed, 0 claimed, 1 left",
    ],
    [
      "is not settled for another version",
      { found: [signed(vex(says("CVE-1", "pkg:deb/debian/openssl@3.0.2")))] },
      "2 known, 0 settled, 0 relaxed, 0 claimed, 2 left",
    ],
    [
      "is not settled without a reason",
      { found: [signed(vex(says("CVE-1", openssl, { justification: undefined })))] },
      "2 known, 0 settled, 0 relaxed, 0 claimed, 2 left",
    ],
    [
      "is as the latest statement that counts has it, and a claim changes nothing",
      {
        found: [
          signed(
            vex(
              says("CVE-1", openssl),
              says("CVE-1", openssl, { status: "affected", timestamp: "2026-02-02T00:00:00Z" }),
            ),
          ),
          artifact({ content: settlesOne.replace("2026-01-01", "2026-03-03") }),
        ],
      },
      "2 known, 0 settled, 0 relaxed, 1 claimed, 2 left",
    ],
    [
      "is settled by the latest document",
      {
        found: [signed(vex(says("CVE-1", openssl, { status: "affected" })))],
        opened: [file(vexDocument(says("CVE-1", openssl, { timestamp: "2026-02-02T00:00:00Z" })))],
      },
      "2 known, 1 settled, 0 relaxed, 0 claimed, 1 left",
    ],
  ] as const)
    it(name, () => {
      const opened = "opened" in given ? given.opened : [];
      assert.equal(countsOf({ ...given, opened: [report, ...opened] }), expected);
    });

  it("names who says what of it", () => {
    const found = judge({ found: [signed(settlesOne)], opened: [report] });
    const [left, settled] = found?.findings ?? [];
    assert.deepEqual([left?.id, left?.state, left?.opinion], ["CVE-2", "open", null]);
    assert.deepEqual(
      [settled?.id, settled?.opinion?.match, settled?.opinion?.by.verdict],
      ["CVE-1", "exact", "verified"],
    );
  });

  it("is known by the source package that a list which counts names", () => {
    const sbom = {
      bomFormat: "CycloneDX",
      specVersion: "1.6",
      components: [
        {
          type: "library",
          name: "libssl3",
          version: "3.0.1",
          purl: "pkg:deb/debian/libssl3@3.0.1?arch=amd64&upstream=openssl",
        },
      ],
    };
    const listed = statement({ predicateType: "https://cyclonedx.org/bom", predicate: sbom });
    const opened = [file(trivy("CVE-1 libssl3 3.0.1"))];
    assert.equal(
      countsOf({ opened, found: [signed(listed), signed(settlesOne)] }),
      "1 known, 1 settled, 1 relaxed, 0 claimed, 0 left",
    );
    // Whoever may push could otherwise make any package another.
    assert.equal(
      countsOf({ opened, found: [artifact({ content: listed }), signed(settlesOne)] }),
      "1 known, 0 settled, 0 relaxed, 0 claimed, 1 left",
    );
  });
});

describe("the vulnerabilities of an image", () => {
  const finding = (id: string, more: Partial<Vulnerability> = {}): Vulnerability => ({
    id,
    aliases: [],
    severity: "unknown",
    score: null,
    package: { name: "openssl", version: "3.0.1", purl: null },
    fixedIn: null,
    ...more,
  });
  const osv = (...findings: readonly Vulnerability[]): Scan => ({
    scanner: "OSV",
    finished: null,
    findings,
  });
  const scan = (lines: readonly string[]) =>
    statement({
      predicateType: scanType,
      predicate: { scanner: { uri: "trivy", result: trivy(...lines) }, metadata: {} },
    });

  it("are not known where nobody looked, and are none where somebody found none", () => {
    assert.equal(judge({ found: [signed(settlesOne)] }), null);
    const none = "0 known, 0 settled, 0 relaxed, 0 claimed, 0 left";
    assert.equal(countsOf({ opened: [file(trivy())] }), none);
  });

  it("are those of scans in its evidence, signed or not, but for what failed a check", () => {
    const found = judge({
      found: [
        artifact({ content: scan(["CVE-1 openssl 3.0.1"]) }),
        signed(scan(["CVE-2 zlib 1.3"])),
        artifact({ content: scan(["CVE-3 zlib 1.3"]).replaceAll("aaaa", "dddd") }),
      ],
    });
    assert.deepEqual(
      found?.sources.map(({ verdict, findings }) => [verdict, findings[0]?.id]),
      [
        ["verified", "CVE-2"],
        ["unsigned", "CVE-1"],
      ],
    );
    assert.equal(found?.known.total, 2);
  });

  it("are each counted once, whoever found them and under whichever name", () => {
    const opened = [file(trivy("CVE-2024-1 openssl 3.0.1"))];
    const same = finding("GHSA-1", { aliases: ["CVE-2024-1"] });
    const bare = finding("CVE-2024-1", { package: null });
    const other = finding("CVE-2024-1", {
      package: { name: "libssl3", version: "3.0.1", purl: null },
    });
    const found = judge({ opened, asked: [osv(same, bare, other, bare)] });
    assert.deepEqual(
      found?.findings.map(({ id, package: where, sources }) => [id, where?.name, sources.length]),
      [
        ["CVE-2024-1", "openssl", 2],
        ["CVE-2024-1", "libssl3", 1],
      ],
    );
  });

  it("are not settled in a package that a claim alone names", () => {
    const bare = finding("CVE-1", { package: null, severity: "critical" });
    const found = [artifact({ content: scan(["CVE-1 openssl 3.0.1"]) }), signed(settlesOne)];
    assert.deepEqual(
      judge({ asked: [osv(bare)], found })?.findings.map((one) => [one.state, one.severity]),
      [
        ["open", "critical"],
        ["settled", "high"],
      ],
    );
  });

  it("are of packages, which differ where their ecosystems do", () => {
    const inPackage = (purl: string | null) =>
      finding("CVE-1", { package: { name: "debug", version: "1", purl } });
    const [deb, npm, bare] = ["pkg:deb/debian/debug@1", "pkg:npm/debug@1", null].map(inPackage);
    assert.ok(deb !== undefined && npm !== undefined && bare !== undefined);
    const count = (...findings: readonly Vulnerability[]) =>
      judge({ asked: [osv(...findings)] })?.known.total;
    assert.deepEqual([count(deb, npm, deb), count(deb, bare), count(bare, deb)], [2, 1, 1]);
  });

  it("are by severity, the worst first; the first severity that is known counts", () => {
    const opened = [file(trivy("CVE-1 openssl 3.0.1"))];
    const found = judge({
      opened,
      asked: [
        osv(
          finding("CVE-3"),
          finding("CVE-1", { severity: "low" }),
          finding("CVE-2", { severity: "critical" }),
        ),
        osv(finding("CVE-3", { severity: "medium" })),
      ],
    });
    assert.deepEqual(
      found?.findings.map(({ id, severity }) => `${id} ${severity}`),
      ["CVE-2 critical", "CVE-1 high", "CVE-3 medium"],
    );
    assert.deepEqual(
      [found?.left.bySeverity.critical, found?.left.bySeverity.high, found?.left.bySeverity.low],
      [1, 1, 0],
    );
  });

  it("may be fixed by the nearest version that is newer, by the rules of the ecosystem", () => {
    const at = (version: string, fixedIn: string | null) => {
      const purl = `pkg:deb/debian/a@${version}`;
      const where = { name: "a", version, purl };
      return judge({ asked: [osv(finding("CVE-1", { package: where, fixedIn }))] });
    };
    assert.equal(at("1.9", "2.0, 1.10, 1.8")?.findings[0]?.fixedIn, "1.10");
    assert.deepEqual([at("1.9", "1.10")?.fixable, at("1.9", null)?.fixable], [1, 0]);
  });

  it("are judged in linear time: a flood of statements on one vulnerability is read once", () => {
    const flood = (size: number) => {
      const names = Array.from({ length: size }, (_, index) => `p${index}`);
      const said = names.map((name) => says("CVE-1", `pkg:deb/debian/${name}@1`));
      const found = names.map((name) => `CVE-1 ${name} 1`);
      return { opened: [file(vexDocument(...said)), file(trivy(...found))] };
    };
    assertLinear(1000, (size) => {
      const given = flood(size);
      return () => judge(given);
    });
    const found = judge(flood(1100));
    assert.deepEqual([found?.problems, found?.settled.exact, found?.left.total], [[], 1100, 0]);
  });

  it("that can't be told apart in linear time are left, which is said", () => {
    // All of these versions have the same numbers.
    const letters = (index: number) =>
      [26, 1].map((unit) => String.fromCharCode(97 + (Math.floor(index / unit) % 26))).join("");
    const versions = Array.from(
      { length: 600 },
      (_, index) => `1${letters(index)}${"a".repeat(250)}`,
    );
    const said = versions.map((version) => says("CVE-1", `pkg:deb/debian/p@${version}`));
    const flood = vexDocument(...said, says("CVE-2", "pkg:deb/debian/zlib@1.3"));
    const many = versions.map((version) => `CVE-1 p ${version}`);
    const found = judge({ opened: [file(flood), file(trivy(...many, "CVE-2 zlib 1.3"))] });
    assert.deepEqual(found?.problems, [
      "There are too many VEX statements on the same vulnerabilities: not all were applied.",
    ]);
    assert.ok(found.left.total > 100 && found.left.total < 601, String(found.left.total));
  });
});

describe(`vulnerabilities of real images${samplesNote}`, () => {
  before(function () {
    if (!hasSamples) this.skip();
  });
  const opened = (...names: readonly string[]) =>
    verify([{ ...artifact({ content: sampleText(...names) }), place: "file", manifest: null }])
      .items;

  it("in a report of Trivy", () => {
    const known = opened("scan", "trivy-alpine-310.json");
    const found = vulnerabilitiesOf({ items: [], opened: known, asked: [], image: [] });
    assert.deepEqual(
      found?.findings.map(({ id, package: where, fixedIn }) => [id, where?.name, fixedIn]),
      [
        ["CVE-2019-1549", "libcrypto1.1", "1.1.1d-r0"],
        ["CVE-2019-1551", "libcrypto1.1", "1.1.1d-r2"],
        ["CVE-2019-1549", "libssl1.1", "1.1.1d-r0"],
        ["CVE-2019-1551", "libssl1.1", "1.1.1d-r2"],
      ],
    );
  });

  it("are settled by Docker's own documents, which name Go modules without the v of their versions", () => {
    const vex = opened("dhi", "dhi-cert-manager-controller.vex.json");
    const scan = {
      scanner: "Trivy",
      finished: null,
      findings: ["v0.32.0", "v0.32.1"].map((version) => ({
        id: "CVE-2020-8552",
        aliases: [],
        severity: "medium" as const,
        score: null,
        package: {
          name: "k8s.io/apiserver",
          version,
          purl: `pkg:golang/k8s.io/apiserver@${version}`,
        },
        fixedIn: null,
      })),
    };
    const image = imageProducts("dhi.io/cert-manager-controller", [manifestDigest], "1");
    const found = vulnerabilitiesOf({ items: [], opened: vex, asked: [scan], image });
    assert.deepEqual(
      found?.findings.map(({ package: where, state, opinion }) => [
        where?.version,
        state,
        opinion?.match,
      ]),
      [
        ["v0.32.1", "open", undefined],
        ["v0.32.0", "settled", "relaxed"],
      ],
    );
  });
});
