// npm run trust -- --checkouts FOLDER: takes whom signatures are checked against from its sources:
// Sigstore's trusted roots (production, staging), GitHub's own, and the keys of Docker Hardened Images.
// FOLDER holds checkouts or mirrors of the repositories below. The roots are copied as they are; each
// file says the commit that it is from. A changed root changes who is believed: read the diff.
import { createHash, createPublicKey } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { findCheckouts } from "./catalog/checkouts.mjs";

const target = fileURLToPath(new URL("../src/verify/data/", import.meta.url));

const roots = {
  "sigstore.json": { source: "sigstore/root-signing", file: "targets/trusted_root.json" },
  "staging.json": { source: "sigstore/root-signing-staging", file: "targets/trusted_root.json" },
  "github.json": {
    source: "sigstore/sigstore-rust",
    file: "crates/sigstore-trust-root/src/trusted_root_github.json",
  },
};

/**
 * What the keyring itself does not say: dhi-2 signs since 2025-04-02T12:00:00Z (moby/policy-helpers
 * b7c0b994). For dhi-1 it has no date, only "inactive": the change of keys is taken for its end.
 */
const keyring = { source: "docker-hardened-images/keyring", file: "publickey/dhi-2.pub" };
const rotation = "2025-04-02T12:00:00Z";
const keys = [
  { name: "dhi-2", file: "publickey/dhi-2.pub", from: rotation, until: null },
  { name: "dhi-1", file: "publickey/dhi-1.pub", from: null, until: rotation },
];

const { values } = parseArgs({ options: { checkouts: { type: "string" } } });
if (values.checkouts === undefined) throw new Error("--checkouts FOLDER is missing");
const sources = [...Object.values(roots), keyring];
const { found, dispose } = findCheckouts(
  values.checkouts,
  Object.fromEntries(sources.map(({ source, file }) => [source, file])),
);
try {
  for (const [name, { source, file }] of Object.entries(roots)) {
    const { folder, commit, date } = checkout(source);
    const root = JSON.parse(readFileSync(join(folder, file), "utf8"));
    write(name, { source, commit, date: date.slice(0, 10), root });
  }
  // The beginning of updates: the root that signs, and the versions below which nothing may go back.
  // Of GitHub's nobody publishes but the root.
  const github = checkout(roots["github.json"].source);
  write("githubUpdates.json", {
    source: roots["github.json"].source,
    commit: github.commit,
    date: github.date.slice(0, 10),
    address: "https://tuf-repo.github.com",
    timestamp: 1,
    snapshot: 1,
    targets: 1,
    root: JSON.parse(
      readFileSync(
        join(github.folder, "crates/sigstore-trust-root/repository/tuf_github_root.json"),
        "utf8",
      ),
    ),
  });
  const first = checkout(roots["sigstore.json"].source);
  const metadata = (role) => readFileSync(join(first.folder, "metadata", `${role}.json`), "utf8");
  const versionOf = (role) => JSON.parse(metadata(role)).signed.version;
  write("sigstoreUpdates.json", {
    source: roots["sigstore.json"].source,
    commit: first.commit,
    date: first.date.slice(0, 10),
    address: "https://tuf-repo-cdn.sigstore.dev",
    timestamp: versionOf("timestamp"),
    snapshot: versionOf("snapshot"),
    targets: versionOf("targets"),
    root: JSON.parse(metadata("root")),
  });
  const { folder, commit, date } = checkout(keyring.source);
  const described = keys.map(({ name, file, from, until }) => {
    const spki = createPublicKey(readFileSync(join(folder, file))).export({
      type: "spki",
      format: "der",
    });
    const hint = createHash("sha256").update(spki).digest("base64");
    return { name, from, until, hint, spki: spki.toString("base64") };
  });
  write("dhiKeys.json", {
    source: keyring.source,
    commit,
    date: date.slice(0, 10),
    keys: described,
  });
} finally {
  dispose();
}

function checkout(source) {
  const one = found.get(source);
  if (one === undefined) throw new Error(`${source} is not in ${values.checkouts}`);
  return one;
}

function write(name, value) {
  writeFileSync(join(target, name), `${JSON.stringify(value, null, 2)}\n`);
  console.log(`${name}: ${value.source} ${value.commit.slice(0, 8)}, ${value.date}`);
}
