import assert from "node:assert/strict";
import { createAuthority, githubIssuer, workflow } from "../verify/authority";
import { artifact, checkOf, createKey, statement, trusting, verify } from "../verify/image";
import {
  certificateBundle,
  cosignAnnotations,
  dsseBody,
  envelope,
  keyBundle,
} from "../verify/signing";

type Value =
  null | boolean | number | string | readonly Value[] | { readonly [name: string]: Value };

/** Values of every kind, and some that are of the right kind and wrong. */
const wrong: readonly Value[] = [
  ...[null, true, 0, -1, 1e300, "", "x", "\u0000", "=", "AAAA", [], {}, [[]], ["x"], [null]],
  { __proto__: null, toString: "x", length: 3 },
  "9".repeat(1000),
];

/** The value with one of its parts replaced, for every part and every wrong value; the path names it. */
function* twins(value: Value, path = ""): Generator<readonly [path: string, twin: Value]> {
  for (const other of wrong) {
    if (JSON.stringify(other) !== JSON.stringify(value)) yield [path, other];
  }
  if (typeof value !== "object" || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    const isList = Array.isArray(value);
    for (const [inside, twin] of twins(inner, `${path}.${isList ? "*" : name}`)) {
      const copy = isList ? [...(value as readonly Value[])] : { ...value };
      yield [inside, Object.assign(copy, { [name]: twin }) as Value];
    }
    const copy = Object.entries(value).filter(([one]) => one !== name);
    if (!isList) yield [`${path}.${name} absent`, Object.fromEntries(copy)];
  }
}

const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as Value;

describe("hostile evidence", function () {
  this.timeout(60_000);

  const authority = createAuthority();
  const issued = authority.issue();
  const byWorkflow = {
    roots: [authority.root],
    signer: { kind: "certificate", identity: workflow, issuer: githubIssuer } as const,
  };
  const key = createKey();
  const made = envelope(statement(), issued.key);

  /** The paths whose twins are verified all the same: what they say is said by nobody's signature, and decides nothing. */
  function harmless(value: Value, check: (content: string) => string): string[] {
    const found = new Set<string>();
    for (const [path, twin] of twins(value)) {
      if (check(JSON.stringify(twin)) === "verified") found.add(path);
    }
    return [...found];
  }

  it("each field of a bundle by a certificate, replaced by each wrong value", () => {
    const whole = plain(certificateBundle(authority, issued, made));
    const check = (content: string) => verify([artifact({ content })], byWorkflow).verdict;
    assert.equal(check(JSON.stringify(whole)), "verified");
    assert.deepEqual(harmless(whole, check), []);
  });

  it("each field of a bundle by a key", () => {
    const whole = plain(keyBundle(key.trusted.hint, envelope(statement(), key.privateKey)));
    const check = (content: string) => verify([artifact({ content })], trusting(key)).verdict;
    assert.equal(check(JSON.stringify(whole)), "verified");
    // The hint names a key, and the person named it too; log entries need not be there.
    assert.deepEqual(harmless(whole, check), [
      ".verificationMaterial.publicKey",
      ".verificationMaterial.publicKey.hint",
      ".verificationMaterial.publicKey.hint absent",
      ".verificationMaterial.tlogEntries",
      ".verificationMaterial.tlogEntries absent",
    ]);
  });

  it("each field of an envelope, and of cosign's log entry beside it", () => {
    const annotations = cosignAnnotations(authority, issued, dsseBody(made, issued.pem));
    const check = (content: string, changed: Readonly<Record<string, string>> = {}) => {
      const item = artifact({ content, annotations: { ...annotations, ...changed } });
      return verify([item], byWorkflow).verdict;
    };
    assert.equal(check(JSON.stringify(made)), "verified");
    assert.deepEqual(harmless(plain(made), check), []);
    const name = "dev.sigstore.cosign/bundle";
    const entry = JSON.parse(annotations[name] ?? "") as Value;
    const withEntry = (text: string) => check(JSON.stringify(made), { [name]: text });
    assert.deepEqual(harmless(entry, withEntry), []);
  });

  it("each field of what is signed", () => {
    const check = (text: string) => {
      const content = keyBundle(key.trusted.hint, envelope(text, key.privateKey));
      return verify([artifact({ content })], trusting(key)).verdict;
    };
    const paths = harmless(JSON.parse(statement()) as Value, check);
    // Whoever signs may say what they like, but it is about this image and of a type, or it is nothing.
    assert.deepEqual(
      paths.filter((path) => !/^\.(?:predicate\b|predicateType$|subject\.\*\.name)/.test(path)),
      [],
    );
  });

  it("truncated anywhere", () => {
    const content = JSON.stringify(certificateBundle(authority, issued, made));
    for (let length = 0; length < content.length; length += 7) {
      const cut = artifact({ content: content.slice(0, length) });
      assert.notEqual(verify([cut], byWorkflow).verdict, "verified");
    }
  });

  it("a byte changed anywhere in a certificate", () => {
    const annotations = cosignAnnotations(authority, issued, dsseBody(made, issued.pem));
    for (let at = 0; at < issued.der.length; at += 3) {
      const der = Buffer.from(issued.der);
      der[at] = (der[at] ?? 0) ^ 0x55;
      const pem = `-----BEGIN CERTIFICATE-----\n${der.toString("base64")}\n-----END CERTIFICATE-----\n`;
      const changed = { ...annotations, "dev.sigstore.cosign/certificate": pem };
      const item = artifact({ content: made, annotations: changed });
      assert.notEqual(verify([item], byWorkflow).verdict, "verified");
    }
  });

  it("deep, huge, and full of signatures", () => {
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    const flood = { ...made, signatures: Array.from({ length: 10_000 }, () => made.signatures[0]) };
    const subjects = Array.from({ length: 50_000 }, (_, index) => ({
      name: `file-${index}`,
      digest: { sha256: index.toString(16).padStart(64, "0") },
    }));
    const many = envelope(statement({ subject: subjects }), issued.key);
    const layers = artifact({ content: made });
    const [layer] = layers.layers;
    const flooded = {
      ...layers,
      layers: Array.from({ length: 1000 }, () => layer).flatMap((it) => it ?? []),
    };
    for (const item of [
      artifact({ content: deep }),
      artifact({ content: flood }),
      artifact({ content: certificateBundle(authority, issued, many) }),
      flooded,
    ]) {
      assert.notEqual(verify([item], byWorkflow).verdict, "verified");
    }
    assert.match(verify([flooded], byWorkflow).problems.join(), /only the first 64/);
  });

  it("a bundle with log entries without end, which the library compares each with each", () => {
    const bundle = JSON.parse(JSON.stringify(certificateBundle(authority, issued, made))) as {
      verificationMaterial: { tlogEntries: readonly { readonly integratedTime: string }[] };
    };
    const [entry] = bundle.verificationMaterial.tlogEntries;
    bundle.verificationMaterial.tlogEntries = Array.from({ length: 2_000 }, (_, index) => ({
      ...entry,
      integratedTime: String(1_700_000_000 + index),
    }));
    const found = verify([artifact({ content: bundle })], byWorkflow);
    assert.equal(found.verdict, "unchecked");
    assert.match(checkOf(found, "signature")?.found ?? "", /^2001 certificates, log entries/);
  });

  it("a file of lines: each is looked at, up to a number", () => {
    const line = JSON.stringify(keyBundle(key.trusted.hint, envelope(statement(), key.privateKey)));
    const file = (count: number, end = "\n") =>
      verify([artifact({ content: `${line}${end}`.repeat(count) })], trusting(key));
    for (const end of ["\n", "\r\n", "\n\n", "\r\n\r\n"])
      assert.deepEqual([file(3, end).verdict, file(3, end).items.length], ["verified", 3]);
    const long = file(65);
    assert.deepEqual([long.verdict, long.items.length], ["verified", 64]);
    assert.match(long.problems.join(), /has more lines: only the first 64 were looked at/);
    const empty = verify([artifact({ content: "{}\n".repeat(1_000_000) })]);
    assert.deepEqual([empty.verdict, empty.items.length], ["unsigned", 1]);
  });
});
