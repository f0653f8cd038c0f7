import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { builtInUpdates } from "../../src/verify/builtIn";
import { canonicalJson } from "../../src/verify/canonicalJson";
import { updateTarget, type TufStart } from "../../src/verify/tuf";
import { checkSignatures, readMetadata } from "../../src/verify/tufMetadata";
import { repository } from "../lint/check";
import { createTufKey, tufRepository, tufTarget, type TufParts } from "./tufRepository";

const [one, two, other] = [createTufKey(), createTufKey(), createTufKey()];
const now = new Date("2026-11-25T00:00:00Z");
const usual: TufParts = { roots: [{ keys: [one] }], target: '{"a":1}' };

/** The target's text with the versions that vouch for it, or why it is refused. */
async function update(
  parts: Partial<TufParts>,
  known: Partial<Omit<TufStart, "root">> = {},
  spoil: (files: Map<string, Uint8Array>) => void = () => undefined,
): Promise<string> {
  const files = tufRepository({ ...usual, ...parts });
  const root = files.get("1.root.json") ?? new Uint8Array();
  spoil(files);
  const outcome = await updateTarget(
    { root, timestamp: 1, snapshot: 1, targets: 1, ...known },
    tufTarget,
    (name) => Promise.resolve(files.get(name) ?? null),
    now,
  );
  if (outcome.kind === "refused") return outcome.reason;
  const text = Buffer.from(outcome.target).toString();
  return `${text} root ${outcome.versions.root}, targets ${outcome.versions.targets}`;
}

describe("an update of trust", () => {
  it("takes what the root's keys have signed", async () => {
    assert.equal(await update({}), '{"a":1} root 1, targets 1');
  });

  it("goes from root to root, each signed by the one before and by itself", async () => {
    const roots = [{ keys: [one] }, { keys: [two] }, { keys: [other] }];
    assert.equal(await update({ roots }), '{"a":1} root 3, targets 1');
    assert.equal(
      await update({ roots, signers: { root: [two, other] } }),
      "its root metadata is not signed by whom it has to be",
    );
    assert.equal(
      await update({ roots: roots.slice(0, 2), signers: { root: [one] } }),
      "its root metadata is not signed by whom it has to be",
    );
  });

  for (const role of ["timestamp", "snapshot", "targets"] as const) {
    it(`refuses ${role} metadata that somebody else signed`, async () => {
      assert.equal(
        await update({ signers: { [role]: [other] } }),
        `its ${role} metadata is not signed by whom it has to be`,
      );
    });

    it(`refuses ${role} metadata that has expired`, async () => {
      assert.equal(
        await update({ expires: { [role]: "2026-11-25T00:00:00Z" } }),
        `its ${role} metadata expired on 2026-11-25, if the clock of this machine is right`,
      );
    });
  }

  it("refuses a root that has expired, unless a newer one follows", async () => {
    const expired = await update({ expires: { root: "2026-11-20T00:00:00Z" } });
    assert.match(expired, /^its root metadata expired on 2026-11-20/);
  });

  it("counts a key once, whatever the number of its ids and signatures", async () => {
    const again = { ...one, id: "another" };
    const roots = [{ keys: [one, again], threshold: 2 }];
    assert.match(await update({ roots }), /^its timestamp metadata is not signed/);
    const pair = [{ keys: [one, two], threshold: 2 }];
    assert.equal(await update({ roots: pair }), '{"a":1} root 1, targets 1');
    assert.match(await update({ roots: pair, signers: { targets: [one, one] } }), /^its targets/);
    const flood = `{"signatures":[{"keyid":"${one.id}","sig":"00"},`;
    const flooded = await update({}, {}, (files) => {
      const text = Buffer.from(files.get("timestamp.json") ?? []).toString();
      files.set("timestamp.json", Buffer.from(text.replace('{"signatures":[', flood)));
    });
    assert.match(flooded, /^its timestamp metadata is not signed/);
  });

  it("refuses to go back", async () => {
    assert.equal(
      await update({ versions: { timestamp: 4 } }, { timestamp: 5 }),
      "it goes back to timestamp metadata 4, where 5 was known",
    );
    assert.equal(
      await update({ versions: { snapshot: 4 } }, { snapshot: 5 }),
      "it goes back to snapshot metadata 4, where 5 was known",
    );
    assert.equal(
      await update({ versions: { targets: 4 } }, { targets: 5 }),
      "it goes back to targets metadata 4, where 5 was known",
    );
  });

  it("refuses files that are missing, broken, of another hash or another version", async () => {
    const spoiled = (name: RegExp, change: (text: string) => string | null) =>
      update({}, {}, (files) => {
        for (const [file, bytes] of [...files].filter(([it]) => name.test(it))) {
          const text = change(Buffer.from(bytes).toString());
          if (text === null) files.delete(file);
          else files.set(file, Buffer.from(text));
        }
      });
    assert.match(await spoiled(/^targets\//, () => null), /^it lacks targets\/[0-9a-f]{64}/);
    assert.equal(
      await spoiled(/^targets\//, () => '{"a":2}'),
      "trusted_root.json has another hash than was announced",
    );
    assert.equal(await spoiled(/timestamp/, () => "<html>"), "its timestamp metadata is broken");
    assert.equal(await spoiled(/timestamp/, () => "{}"), "its timestamp metadata is none");
    assert.equal(
      await spoiled(/1\.targets/, (text) => text.replace('"version":1', '"version":2')),
      "its targets metadata is not signed by whom it has to be",
    );
    assert.match(
      await spoiled(/1\.snapshot/, (text) => text.replace("{", '{"signed":{},')),
      /^its snapshot metadata has a name twice/,
    );
  });

  it("ends where roots do not", async () => {
    const roots = Array.from({ length: 70 }, () => ({ keys: [one] }));
    assert.equal(await update({ roots }), "it has roots without end");
  });
});

describe("the roots of updates that ship", () => {
  for (const { name, root: bytes } of builtInUpdates())
    it(`${name}'s is signed by itself, as three of its keys have to`, () => {
      const root = readMetadata(bytes, "root");
      assert.doesNotThrow(() => checkSignatures(root, root));
      const signed = root.signatures.filter(({ signature }) => signature.length > 0);
      assert.throws(
        () => checkSignatures({ ...root, signatures: signed.slice(0, 2) }, root),
        /not signed/,
      );
    });

  it("are of the same commits as the trusted roots that ship", () => {
    const read = (name: string) =>
      JSON.parse(readFileSync(path.join(repository, "src/verify/data", name), "utf8")) as Readonly<
        Record<string, unknown>
      >;
    assert.equal(read("sigstoreUpdates.json")["commit"], read("sigstore.json")["commit"]);
    assert.equal(read("githubUpdates.json")["commit"], read("github.json")["commit"]);
  });
});

describe("canonical JSON", () => {
  it("sorts names, escapes quotes and backslashes alone, and has no fractions", () => {
    assert.equal(
      canonicalJson({ b: [1, true, null], a: 'x"\\\n' }),
      '{"a":"x\\"\\\\\n","b":[1,true,null]}',
    );
    assert.equal(canonicalJson({ a: [1.5] }), null);
  });
});
