import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { appendFileSync, cpSync, existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { trustedKey } from "../../src/verify/trustedKey";
import { repository } from "../lint/check";
import { runScript } from "../project/script";
import { createFolder, type Folder } from "./drydock";

interface Report {
  readonly version: number;
  readonly source: string;
  readonly verdict?: string;
  readonly reasons?: readonly string[];
  readonly required?: readonly { readonly type: string; readonly met: boolean }[];
  readonly resolved: string | null;
  readonly platform: string | null;
  readonly manifest: string | null;
  readonly checkedAt: string | null;
  readonly evidence: readonly {
    readonly kind: string;
    readonly predicateType: string | null;
    readonly format: string;
    readonly digest: string;
    readonly place: string;
    readonly verdict: string;
    readonly signer: unknown;
    readonly checks: readonly { readonly name: string; readonly result: string }[];
    readonly summary: Readonly<Record<string, string>>;
    readonly problems: readonly string[];
  }[];
  readonly looked: readonly {
    readonly place: string;
    readonly url: string;
    readonly answer: string;
  }[];
  readonly problems: readonly { readonly message: string }[];
}

describe("drydock inspect and verify", function () {
  this.timeout(120_000);

  let folder: Folder;
  before(() => {
    folder = createFolder();
    const { code, output } = runScript("scripts/samples.mjs", "--out", folder.path);
    assert.equal(code, 0, output);
  });
  after(() => folder.remove());

  const offline = { environment: { DRYDOCK_CACHE_DIR: path.join(__dirname, "no-cache") } };
  const run = (...args: readonly string[]) => folder.run(args, offline);
  const json = (...args: readonly string[]) => {
    const { code, stdout, stderr } = run(...args, "--format", "json");
    assert.notEqual(stdout, "", stderr);
    return { code, report: JSON.parse(stdout) as Report };
  };

  it("verify answers on its first line, and by its exit code", () => {
    const cases: readonly (readonly [args: readonly string[], code: number, line: RegExp])[] = [
      [
        ["--key", "key.pub", "oci:docker-hardened"],
        0,
        /^verified: oci:docker-hardened \(linux\/amd64\), signed by key key\.pub\n/,
      ],
      [["--key", "key.pub", "oci:docker-hardened:latest"], 0, /^verified: /],
      [["--key", "key.pub", "--require", "sbom,vex,provenance", "oci:referrers"], 0, /^verified: /],
      [
        ["--key", "key.pub", "--require", "scan", "oci:referrers"],
        1,
        /^unsigned: .*\n {2}No scan was found\./,
      ],
      [
        ["--key", "key.pub", "oci:referrers.tampered"],
        1,
        /^failed: .*\n {2}The SBOM \(SPDX 2\.3\) failed a check: signature/,
      ],
      [["oci:buildkit-index"], 1, /^unsigned: .*\n {2}The SBOM \(SPDX 2\.3\) is not signed/],
      [
        ["oci:referrers"],
        2,
        /^unchecked: .*\n {2}The SBOM \(SPDX 2\.3\) could not be checked: signature/,
      ],
    ];
    for (const [args, code, line] of cases) {
      const outcome = run("verify", ...args);
      assert.match(outcome.stdout, line, outcome.stderr);
      assert.deepEqual([outcome.code, outcome.stderr], [code, ""], args.join(" "));
    }
  });

  it("verify says beside a good answer what failed", () => {
    cpSync(path.join(folder.path, "referrers"), path.join(folder.path, "altered"), {
      recursive: true,
    });
    const { report } = json("verify", "--key", "key.pub", "oci:referrers");
    const sbom = report.evidence.find(({ kind }) => kind === "sbom");
    const blob = path.join("altered", "blobs", "sha256", sbom?.digest.slice(7) ?? "");
    appendFileSync(path.join(folder.path, blob), " ");
    const { code, stdout } = run("verify", "--key", "key.pub", "oci:altered");
    assert.equal(code, 0);
    assert.match(
      stdout,
      /^verified: .*\n {2}Not all that is said of it holds; this failed: Other, application\/vnd\.dev\.sigstore/,
    );
    assert.equal(run("verify", "--key", "key.pub", "--require", "sbom", "oci:altered").code, 1);
  });

  it("reads a file that is no evidence as no answer, and says what it is", () => {
    const files: readonly (readonly [name: string, text: string, why: string])[] = [
      ["notes.md", "# Notes\n", "It is neither JSON, nor XML, nor SPDX in tags."],
      ["key.pem", "-----BEGIN PUBLIC KEY-----\n", "It is neither JSON, nor XML, nor SPDX in tags."],
      ["package.json", '{"name":"x"}', "It is JSON of no kind that is known here."],
      ["cut.json", '{"spdxVersion":', "Line 1, byte 16: The text ends in the middle."],
      ["page.xml", "<html/>", 'The document is XML, but no CycloneDX: it begins with "html".'],
    ];
    for (const [name, text, why] of files) {
      folder.write(name, text);
      for (const command of ["inspect", "verify"]) {
        const kinds = "SBOM, VEX, provenance, scan, statement or bundle";
        assert.deepEqual(run(command, `file:${name}`), {
          code: 2,
          stdout: "",
          stderr: `drydock ${command}: ${name} can't be read as ${kinds}. ${why}\n`,
        });
      }
    }
  });

  it("shows evidence that is broken, by a name and with its reason once", () => {
    folder.write("half.json", '{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json"}');
    const { code, stdout } = run("verify", "file:half.json");
    const why = "The bundle names neither a certificate nor a key.";
    assert.equal(code, 1);
    assert.equal(
      stdout.replace(/sha256:[0-9a-f]{64}/, "DIGEST"),
      `failed: file:half.json
  The document failed a check: statement, ${why}

Other: failed
  the file, DIGEST
    ✗ statement  ${why}
`,
    );
  });

  it("verify says of what is tampered with what differs, each thing once", () => {
    const digest = "sha256:[0-9a-f]{64}";
    const reasons: readonly (readonly [kind: string, reasons: string])[] = [
      [
        "docker-hardened",
        `The SBOM \\(SPDX 2\\.3\\) failed a check: subject, expected a signature over ${digest}, found one over ${digest}\\.`,
      ],
      [
        "cosign-tags",
        "The signature failed a check: signature, expected key key\\.pub, found another key, or other bytes\\.",
      ],
      [
        "fallback-tag",
        "The SBOM \\(SPDX 2\\.3\\) failed a check: signature, not by this key over these bytes\\.",
      ],
      [
        "cosign-sbom",
        `The SBOM failed a check: digest, expected ${digest}, found other content\\.`,
      ],
      [
        "buildkit-index",
        "The provenance \\(SLSA provenance 1\\) is not signed: it proves nothing of who made it\\.\n  Not all that is said of it holds; this failed: SBOM\\.",
      ],
    ];
    for (const [kind, reason] of reasons) {
      const { stdout } = run("verify", "--key", "key.pub", `oci:${kind}.tampered`);
      assert.match(stdout, new RegExp(`^\\w+: .*\n  ${reason}\n\n`));
      // Good as it may be, the signature is not over this.
      assert.doesNotMatch(stdout, /failed, signed by/);
      const problems = stdout.split("\n").filter((line) => /^ *! /.test(line));
      assert.equal(new Set(problems.map((line) => line.trim())).size, problems.length);
    }
  });

  it("says what a person can do about an answer", () => {
    assert.match(
      run("verify", "oci:cosign-tags").stdout,
      /^unchecked: .*\n {2}The signature could not be checked: signature, a key that is not known here\.\n {2}If you know the key, name it: --key FILE\.\n/,
    );
    assert.doesNotMatch(run("verify", "oci:buildkit-index").stdout, /--key/);
    const content = {
      messageDigest: { algorithm: "SHA2_256", digest: "A".repeat(43) + "=" },
      signature: "AA==",
    };
    folder.write(
      "alone.json",
      JSON.stringify({
        mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
        verificationMaterial: { publicKey: { hint: "x" }, tlogEntries: [] },
        messageSignature: content,
      }),
    );
    assert.match(
      run("verify", "file:alone.json").stdout,
      /^unchecked: .*\n.*the signed bytes are not at hand\.\n {2}Name what was signed as well: drydock verify-bundle /,
    );
    const head = Buffer.from('{"cty":"application/vnd.cncf.notary.payload.v1+json"}').toString(
      "base64url",
    );
    folder.write(
      "notary.json",
      JSON.stringify({ payload: "e30", protected: head, signature: "AA" }),
    );
    assert.match(
      run("verify", "file:notary.json").stdout,
      /^unchecked: .*\n.*, which is not verified here\.\n {2}The program notation verifies /,
    );
  });

  it("inspect says why a statement is not good", () => {
    assert.match(
      run("inspect", "oci:docker-hardened").stdout,
      /\nSBOM, SPDX 2\.3, 2 components: unchecked\n.*\n {2}signature +a key that is not known here\n/,
    );
    assert.match(
      run("inspect", "--key", "key.pub", "oci:docker-hardened.tampered").stdout,
      /: failed\n.*\n {2}subject +expected a signature over sha256:/,
    );
  });

  it("verify takes a policy, with keys beside it, in YAML or JSON", () => {
    folder.write(
      "policies/policy.yaml",
      `version: 1
images:
  - match: registry.example.com/acme
    signers:
      - key: acme.pub
    require: [sbom]
`,
    );
    folder.write("policies/acme.pub", readFileSync(path.join(folder.path, "key.pub")));
    const page = readFileSync(path.join(repository, "docs", "policy.md"), "utf8");
    const example = /```yaml\n(version[^]*?)```/.exec(page)?.[1] ?? "";
    folder.write("policies/page.yaml", example);
    const documented = run("verify", "--policy", "policies/page.yaml", "oci:buildkit-index");
    assert.deepEqual([documented.code, documented.stderr], [1, ""]);
    // The page has a rule for layouts, and so for this one, whose key it names.
    const signed = run("verify", "--policy", "policies/page.yaml", "oci:referrers");
    assert.deepEqual([signed.code, signed.stdout.split(":", 1)[0]], [0, "verified"]);
    folder.write("policies/broken.yaml", "images:\n  - match: ghcr.io/acme\n    signer: []\n");
    folder.write("policies/twice.json", '{"version": 1, "version": 1}');
    // A layout has no name, so that no rule of images is about it: what the policy says is only read.
    assert.equal(run("verify", "--policy", "policies/policy.yaml", "oci:buildkit-index").code, 1);
    const broken = run("verify", "--policy", "policies/broken.yaml", "oci:buildkit-index");
    assert.equal(broken.code, 2);
    assert.match(broken.stderr, /broken\.yaml can't be used\. Rule 1 of images has "signer"/);
    const twice = run("verify", "--policy", "policies/twice.json", "oci:buildkit-index");
    assert.match(twice.stderr, /"version" is there twice/);
  });

  it("verify refuses a policy whose aliases have no end, or stand for too much", () => {
    const doubling = Array.from(
      { length: 40 },
      (_, at) => `a${at + 1}: &a${at + 1} [*a${at}, *a${at}]`,
    );
    for (const [name, text] of [
      ["circle", "local: &a [*a]\n"],
      ["doubling", `a0: &a0 []\n${doubling.join("\n")}\n`],
    ] as const) {
      folder.write(`policies/${name}.yaml`, text);
      const { code, stderr } = run("verify", "--policy", `policies/${name}.yaml`, "oci:referrers");
      assert.equal(code, 2);
      assert.match(
        stderr,
        /\.yaml can't be read\. It has more than 100000 values or 100 levels, aliases followed\.\n/,
      );
    }
  });

  it("verify takes a key of a policy by its whole path too", () => {
    const key = JSON.stringify(path.join(folder.path, "key.pub"));
    folder.write("policies/whole.yaml", `local:\n  signers:\n    - key: ${key}\n`);
    const signed = run("verify", "--policy", "policies/whole.yaml", "oci:referrers");
    assert.deepEqual([signed.code, signed.stderr], [0, ""]);
  });

  it("verify takes a key of a policy by its text, too", () => {
    const pem = readFileSync(path.join(folder.path, "key.pub"), "utf8");
    const local = (key: string) => JSON.stringify({ local: { signers: [{ key }] } });
    folder.write("policies/text.json", local(pem));
    const signed = run("verify", "--policy", "policies/text.json", "oci:referrers");
    assert.deepEqual([signed.code, signed.stderr], [0, ""]);
    folder.write("policies/text.yaml", `local:\n  signers:\n    - key: dhi-2\n`);
    assert.equal(run("verify", "--policy", "policies/text.yaml", "oci:referrers").code, 1);
    folder.write("policies/broken.json", local("-----BEGIN PUBLIC KEY-----\nx"));
    const broken = run("verify", "--policy", "policies/broken.json", "oci:referrers");
    assert.equal(broken.code, 2);
    assert.match(broken.stderr, /signer 1, has a key: it holds no public key in PEM or DER\./);
  });

  it("verify asks for what a .drydock.yaml asks for, which can't say whom to believe", () => {
    const args = ["verify", "--key", "../key.pub", "oci:../referrers"];
    const at = (text: string) => {
      folder.write("workspace/.drydock.yaml", text);
      return folder.run(args, { ...offline, below: "workspace" });
    };
    assert.equal(at("evidence:\n  require: [sbom]\n").code, 0);
    const more = at("evidence:\n  require: [sbom, scan]\n");
    assert.deepEqual([more.code, /No scan was found\./.test(more.stdout)], [1, true]);
    const level = at("evidence:\n  level: 3\n");
    assert.match(level.stdout, /^failed: .*\n {2}The provenance .* failed a check: level/);
    const broken = at("evidence:\n  require: [sbmo]\n");
    assert.equal(broken.code, 2);
    assert.match(broken.stderr, /\.drydock\.yaml:2: "evidence\.require" can't have sbmo/);
    const trust = at("trust:\n  - key: own.pub\n");
    assert.equal(trust.code, 2);
    assert.match(trust.stderr, /a file in a repository can't set it/);
  });

  describe("what is given through a pipe", function () {
    const main = path.join(__dirname, "..", "..", "src", "cli", "main.js");
    const shell = (script: string) =>
      spawnSync("sh", ["-c", script], { cwd: folder.path, encoding: "utf8" });
    const hasPipes = existsSync("/dev/stdin") && spawnSync("mkfifo", ["--version"]).status === 0;
    before(function () {
      if (!hasPipes) this.skip();
    });

    it("verify-bundle reads to its end", () => {
      const blobs = path.join(folder.path, "referrers", "blobs", "sha256");
      const bundles = readdirSync(blobs).flatMap((name) => {
        const content = readFileSync(path.join(blobs, name), "utf8");
        const [, payload] = /"dsseEnvelope".*"payload":"([^"]+)"/.exec(content) ?? [];
        return payload === undefined ? [] : [{ name, payload }];
      });
      const [bundle] = bundles;
      assert.ok(bundle !== undefined);
      const statement = Buffer.from(bundle.payload, "base64").toString();
      const [, digest = ""] = /"sha256":"([0-9a-f]{64})"/.exec(statement) ?? [];
      const command = `'${process.execPath}' '${main}' verify-bundle --bundle /dev/stdin --key key.pub`;
      const file = `referrers/blobs/sha256/${bundle.name}`;
      const piped = shell(`cat ${file} | ${command} sha256:${digest}`);
      assert.deepEqual([piped.status, piped.stderr], [0, ""]);
      assert.match(piped.stdout, /^verified: sha256:/);
      // What is signed, too: it is another file, which is said once it was read.
      assert.equal(spawnSync("mkfifo", [path.join(folder.path, "signed")]).status, 0);
      const signed = shell(
        `{ cat key.pub > signed & } ; ${command.replace("/dev/stdin", file)} signed`,
      );
      assert.deepEqual([signed.status, signed.stderr], [1, ""]);
      assert.match(signed.stdout, /^failed: [^]*subject/);
    });

    it("is not waited for where nobody writes", () => {
      assert.equal(spawnSync("mkfifo", [path.join(folder.path, "nobody")]).status, 0);
      for (const args of [
        ["verify-bundle", "--bundle", "nobody", "--key", "key.pub", "key.pub"],
        ["verify", "--policy", "nobody", "oci:referrers"],
        ["verify", "--key", "nobody", "oci:referrers"],
      ]) {
        const { code, stderr } = run(...args);
        assert.deepEqual(
          [code, /nobody is a pipe, and nothing was written/.test(stderr)],
          [2, true],
        );
      }
      folder.write("waiting/Dockerfile", "FROM scratch\n");
      for (const name of [".drydock.yaml", ".gitignore"])
        assert.equal(spawnSync("mkfifo", [path.join(folder.path, "waiting", name)]).status, 0);
      const args = ["verify", "--key", "../key.pub", "oci:../referrers"];
      const verify = folder.run(args, { ...offline, below: "waiting" });
      assert.match(verify.stderr, /\.drydock\.yaml is a pipe, and nothing was written to it\./);
      assert.equal(verify.code, 2);
      assert.notEqual(folder.run(["lint"], { below: "waiting" }).code, null);
    });
  });

  it("verify describes all as JSON", () => {
    const { code, report } = json(
      "verify",
      "--key",
      "key.pub",
      "--require",
      "sbom",
      "oci:referrers",
    );
    assert.equal(code, 0);
    const { version, source, verdict, reasons, required, problems } = report;
    assert.deepEqual(
      { version, source, verdict, reasons, required, problems },
      {
        version: 1,
        source: "oci:referrers",
        verdict: "verified",
        reasons: [],
        required: [{ type: "sbom", met: true }],
        problems: [],
      },
    );
    const [sbom] = report.evidence;
    assert.deepEqual(
      [sbom?.kind, sbom?.predicateType, sbom?.format, sbom?.place, sbom?.verdict, sbom?.signer],
      ["sbom", "https://spdx.dev/Document", "SPDX 2.3", "bundle", "verified", { key: "key.pub" }],
    );
    assert.deepEqual(
      sbom?.checks.map(({ name }) => name),
      [
        ...["digest", "signature", "certificate", "log", "timestamp", "identity", "statement"],
        ...["subject", "name", "predicate", "builder", "level", "freshness"],
      ],
    );
    assert.ok(report.looked.some(({ place }) => place === "referrers of the platform manifest"));
  });

  it("inspect says what there is, what it says, and where it looked", () => {
    const { code, stdout } = run("inspect", "oci:cosign-tags");
    assert.equal(code, 0);
    assert.match(stdout, /^oci:cosign-tags: 1 signature, 1 SBOM, 1 provenance, 1 VEX\n/);
    assert.match(stdout, /\nSBOM, SPDX 2\.3, 2 components: unchecked\n/);
    assert.match(stdout, /\n {2}builder +https:\/\/example\.com\/builder\n/);
    assert.match(stdout, /\nLooked at:\n(?: {2}.*\n)* {2}tag sha256-[0-9a-f]{12}…\.att +found\n/);
    const { report } = json("inspect", "oci:cosign-tags");
    assert.equal(report.verdict, undefined);
    assert.deepEqual(report.evidence[1]?.summary["components"], "2");
  });

  it("inspect writes out what was found", () => {
    const args = ["--key", "key.pub", "--sbom", "out.spdx.json", "--vex", "out.vex.json"];
    const { code, stderr } = run("inspect", ...args, "oci:docker-hardened");
    assert.equal(code, 0);
    assert.match(stderr, /^Wrote out\.spdx\.json: SPDX 2\.3, verified\.\nWrote out\.vex\.json: /);
    const text = readFileSync(path.join(folder.path, "out.spdx.json"), "utf8");
    const written = JSON.parse(text) as { readonly spdxVersion: string };
    assert.equal(written.spdxVersion, "SPDX-2.3");
    const again = json("inspect", "file:out.spdx.json");
    assert.deepEqual(
      again.report.evidence.map(({ kind, verdict, place }) => [kind, verdict, place]),
      [["sbom", "unsigned", "file"]],
    );
    const none = run("inspect", "--key", "key.pub", "--sbom", "no.json", "oci:referrers.tampered");
    assert.deepEqual([none.code, none.stderr], [1, "--sbom: there is none to write to no.json.\n"]);
  });

  it("shows a file of any kind, and says what it breaks", () => {
    folder.write(
      "broken.json",
      '{"payloadType":"application/vnd.in-toto+json","payload":"!","signatures":[]}',
    );
    const broken = run("inspect", "file:broken.json");
    assert.deepEqual([broken.code, broken.stderr], [1, ""]);
    assert.match(broken.stdout, /! The payload of the envelope is not base64\./);
    const missing = run("inspect", "file:none.json");
    assert.deepEqual(
      [missing.code, missing.stdout, missing.stderr],
      [2, "", "drydock inspect: none.json does not exist.\n"],
    );
  });

  it("counts what a list holds, as the tool that made it does, and not what it is about", () => {
    const bom = {
      bomFormat: "CycloneDX",
      specVersion: "1.6",
      metadata: { component: { type: "container", name: "app" } },
      components: ["a", "b"].map((name) => ({ type: "library", name })),
    };
    folder.write("about.json", JSON.stringify(bom));
    const { stdout } = run("inspect", "file:about.json");
    assert.match(
      stdout,
      /\nSBOM, CycloneDX 1\.6, 2 components: unsigned\n.*\n {2}components {2}2\n/,
    );
  });

  it("compares a file with the schema of CycloneDX", () => {
    const bom = { bomFormat: "CycloneDX", specVersion: "1.6" };
    const valid = [{ type: "library", name: "a", version: "1" }];
    folder.write("valid.json", JSON.stringify({ ...bom, components: valid }));
    folder.write(
      "invalid.json",
      JSON.stringify({ ...bom, components: [{ type: "gadget", name: "a" }] }),
    );
    const [good, bad] = ["valid.json", "invalid.json"].map((name) =>
      json("inspect", `file:${name}`),
    );
    assert.deepEqual([good?.code, good?.report.evidence[0]?.problems], [0, []]);
    assert.deepEqual(
      [bad?.code, bad?.report.evidence[0]?.problems],
      [
        1,
        [
          "By the schema of CycloneDX 1.6: /components/0/type must be equal to one of the allowed values.",
        ],
      ],
    );
  });

  it("verify-bundle answers by its exit code, and in words on standard output", () => {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const { hint } = trustedKey("own.pub", publicKey);
    const digest = createHash("sha256").update("hello").digest();
    folder.write("own.pub", publicKey.export({ type: "spki", format: "pem" }));
    folder.write("hello.txt", "hello");
    folder.write("other.txt", "other");
    folder.write(
      "hello.sigstore.json",
      JSON.stringify({
        mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
        verificationMaterial: { publicKey: { hint }, tlogEntries: [] },
        messageSignature: {
          messageDigest: { algorithm: "SHA2_256", digest: digest.toString("base64") },
          signature: sign("sha256", Buffer.from("hello"), privateKey).toString("base64"),
        },
      }),
    );
    const check = (key: string, what: string) => {
      const args = ["--bundle", "hello.sigstore.json", "--key", key, what];
      const { code, stdout, stderr } = run("verify-bundle", ...args);
      assert.equal(stderr, "");
      return [code, stdout.split("\n", 1)[0]];
    };
    const known = `sha256:${digest.toString("hex")}`;
    assert.deepEqual(check("own.pub", "hello.txt"), [
      0,
      "verified: hello.txt, signed by key own.pub",
    ]);
    assert.deepEqual(check("own.pub", "other.txt"), [1, "failed: other.txt"]);
    assert.deepEqual(check("key.pub", "hello.txt"), [1, "failed: hello.txt"]);
    assert.deepEqual(check("own.pub", known), [2, `unchecked: ${known}`]);
  });

  it("names what can't be used", () => {
    folder.write("key.json", "{}");
    const cases: readonly (readonly [readonly string[], RegExp])[] = [
      [["verify"], /give it one image or file/],
      [["verify", "a", "b"], /give it one image or file/],
      [["verify", "oci:nowhere"], /nowhere/],
      [["inspect", "./referrers"], /\.\/referrers is a path: write oci:\.\/referrers\.\n/],
      [["inspect", "key.json"], /key\.json is a path: write file:key\.json\.\n/],
      [["verify", "/none/x.tar"], /write archive:\/none\/x\.tar\.\n/],
      [["verify", "C:\\sbom.json"], /write file:C:\\sbom\.json\.\n/],
      [["compare", "docker://node", "node"], /write the image without docker:\/\/, not "docker/],
      [["verify", "Not An Image"], /"Not An Image" is no image reference/],
      [["verify", "--platform", "linux", "oci:referrers"], /--platform is written OS\/ARCH/],
      [
        ["verify", "--platform", "linux/s390x", "oci:buildkit-index"],
        /has no linux\/s390x; it has linux\/amd64/,
      ],
      [["verify", "--require", "sbmo", "oci:referrers"], /not "sbmo"\. Did you mean "sbom"\?/],
      [["verify", "--key", "none.pub", "oci:referrers"], /--key: none\.pub does not exist/],
      [["verify", "--key", "oci-layout", "oci:referrers"], /does not exist/],
      [["verify", "--certificate-identity", "x", "oci:referrers"], /belong together/],
      [["verify-bundle", "x"], /--bundle FILE is missing/],
      [["verify-bundle", "--bundle", "key.pub", "key.pub"], /name the signer/],
      [
        ["verify-bundle", "--bundle", "key.pub", "--key", "key.pub", "key.pub"],
        /--bundle: key\.pub is no JSON\. Line 1, byte 1: /,
      ],
      [
        ["verify-bundle", "--bundle", "referrers/index.json", "--key", "key.pub", "key.pub"],
        /--bundle: referrers\/index\.json is no Sigstore bundle/,
      ],
      [["verify", "oci:"], /oci: names no folder: write oci:DIR or oci:DIR:TAG\./],
      [
        ["verify", "oci::latest"],
        /oci::latest is no OCI layout: there is no :latest.index\.json\./,
      ],
      [["inspect", "archive:"], /archive: names no file: write archive:FILE\./],
      [["inspect", "file:"], /file: names no file: write file:FILE\./],
      [["verify", "oci:referrers/blobs"], /oci:referrers\/blobs is no OCI layout/],
      [["inspect", "scratch"], /scratch is the empty image, which no registry has\./],
    ];
    for (const [args, message] of cases) {
      const { code, stdout, stderr } = run(...args);
      assert.deepEqual([code, stdout], [2, ""], args.join(" "));
      assert.match(stderr, message);
      assert.doesNotMatch(stderr, /\n {4}at /);
    }
  });

  it("makes what it shows harmless", () => {
    const name = "evil\u001b[31m\u202e.json";
    folder.write(
      name,
      '{"bomFormat":"CycloneDX","specVersion":"1.6","components":[],"\\u001b[2J":1}',
    );
    for (const command of ["inspect", "verify"]) {
      const { stdout } = run(command, `file:${name}`);
      assert.doesNotMatch(stdout, /[\u001b\u202e]/);
      assert.match(stdout, /evil⟨U\+001B⟩\[31m⟨U\+202E⟩\.json/);
      const { stdout: text } = run(command, `file:${name}`, "--format", "json");
      assert.doesNotMatch(text, /[\u001b\u202e]/);
    }
  });
});
