// Rows on images' evidence: registries, documents, signatures. Their input is generated here.
import { spawn, spawnSync } from "node:child_process";
import { createPublicKey, verify } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { spdxOf, startRegistry } from "./registry.mjs";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const smallest = (values) => Math.min(...values);
const shown = (value, digits = 0) => value.toFixed(digits);

/** Measures all of it; `row` takes what, figure, beside and whether a limit is met, null without one. */
export async function evidenceRows(row) {
  const folder = mkdtempSync(path.join(tmpdir(), "drydock-bench-"));
  try {
    // A registry of this machine would answer before a process has begun: as far away as a near one.
    // Two SBOMs of an image and 14 small documents, as with hardened images.
    const attestations = [300, 300, ...Array.from({ length: 14 }, () => 5)];
    const registry = await startRegistry({ attestations, delayMs: 20 });
    try {
      await inspectBesideFetch(row, registry, folder);
    } finally {
      registry.stop();
    }
    documents(row, folder);
    await signatures(row);
    bundles(row);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Turns alternate, so that whatever else the machine does falls on both. */
async function inspectBesideFetch(row, { host, requests, publicKey }, folder) {
  const key = path.join(folder, "key.pub");
  writeFileSync(key, publicKey);
  const list = path.join(folder, "requests.json");
  const inspect = (cache) => {
    const environment = { ...process.env, DRYDOCK_CACHE_DIR: path.join(folder, cache) };
    // The bare script knows that this registry speaks plain HTTP, and does not try TLS first.
    const plain = ["--insecure-registry", host];
    const args = ["dist/cli.js", "inspect", `${host}/app:latest`, ...plain, "--key", key];
    return timed(args, environment);
  };
  const cold = [];
  const bare = [];
  let asked = [];
  for (let round = 0; round < 5; round++) {
    requests.length = 0;
    cold.push(await inspect(`cold-${round}`));
    asked = [...requests];
    writeFileSync(list, JSON.stringify(asked));
    bare.push(await timed(["bench/fetch.mjs", host, list], process.env));
  }
  const [ours, theirs] = [smallest(cold), smallest(bare)];
  row(
    "inspect of 16 attestations, nothing cached",
    `${shown(ours)} ms`,
    `the same requests, 8 at once, bare: ${shown(theirs)} ms; each answer takes 20 ms`,
  );
  const ratio = ours / theirs;
  row("  over the bare requests", `${shown(ratio, 2)} x`, "limit 1.3 x", ratio <= 1.3);
  // The index, by HEAD first since that does not count against limits of pulls; referrers of index and manifest; three
  // of cosign's tags for both; each attestation with its one layer. The manifest is not needed itself.
  const minimum = 2 + 2 + 6 + 16 * 2;
  row(
    "  requests",
    String(asked.length),
    `minimum ${minimum}: HEAD and GET of the index, 2 lists of referrers, 6 tags of cosign, 16 attestations and layers`,
    asked.length <= minimum,
  );
  requests.length = 0;
  const warm = [];
  for (let round = 0; round < 5; round++) warm.push(await inspect("cold-0"));
  row("inspect again", `${shown(smallest(warm))} ms`, "limit 150 ms", smallest(warm) <= 150);
  row("  requests", String(requests.length), "limit none", requests.length === 0);
}

/** Milliseconds of a process, while the registry of this one can answer. */
function timed(args, env) {
  return new Promise((resolve, reject) => {
    const start = process.hrtime.bigint();
    const child = spawn(process.execPath, args, {
      cwd: root,
      env,
      stdio: ["ignore", "ignore", "pipe"],
    });
    let complaint = "";
    child.stderr.setEncoding("utf8").on("data", (text) => (complaint += text));
    child.once("error", reject);
    child.once("exit", (code) => {
      if (code === 0) resolve(Number(process.hrtime.bigint() - start) / 1e6);
      else reject(new Error(`${args[0]} ends with ${code}: ${complaint.slice(0, 500)}`));
    });
  });
}

function documents(row, folder) {
  const read = (components) => {
    const file = path.join(folder, "sbom.json");
    const text = JSON.stringify(spdxOf(components, "large"));
    writeFileSync(file, text);
    const runs = Array.from({ length: 3 }, () =>
      JSON.parse(outputOf(["bench/document.mjs", file])),
    );
    if (runs.some((run) => run.components !== components))
      throw new Error("components are missing");
    const time = smallest(runs.map((run) => run.time));
    const memory = smallest(runs.map((run) => run.memory));
    const start = process.hrtime.bigint();
    JSON.parse(readFileSync(file, "utf8"));
    const parse = Number(process.hrtime.bigint() - start) / 1e6;
    return { time, memory, parse, size: Buffer.byteLength(text) / 1e6 };
  };
  const one = read(50_000);
  row(
    `SBOM of 50,000 components, ${shown(one.size)} MB`,
    `${shown(one.time)} ms`,
    `limit 600 ms; JSON.parse alone ${shown(one.parse)} ms`,
    one.time <= 600,
  );
  const large = read(Math.floor((50_000 * 60) / one.size));
  row(
    `SBOM of ${shown(large.size)} MB`,
    `${shown(large.time)} ms`,
    `limit 1500 ms; JSON.parse alone ${shown(large.parse)} ms`,
    large.time <= 1500,
  );
  row("  memory of the process", `${shown(large.memory)} MB`, "limit 400 MB", large.memory <= 400);
}

/** Bundles beside the signatures in them, checked by node:crypto with nothing else looked at. */
async function signatures(row) {
  const { verifyBundle } = createRequire(import.meta.url)("../out/bench/evidence.cjs");
  const made = await startRegistry({
    attestations: Array.from({ length: 100 }, () => 100),
    delayMs: 0,
  });
  made.stop();
  const { bundles, publicKey } = made;
  const parsed = bundles.map((bytes) => JSON.parse(bytes.toString()).dsseEnvelope);
  const digests = parsed.map(({ payload }) => {
    const { subject } = JSON.parse(Buffer.from(payload, "base64").toString());
    return `sha256:${subject[0].digest.sha256}`;
  });
  const key = createPublicKey(publicKey);
  const bare = () =>
    parsed.every(({ payload, payloadType, signatures: [{ sig }] }) => {
      const bytes = Buffer.from(payload, "base64");
      const head = Buffer.from(`DSSEv1 ${payloadType.length} ${payloadType} ${bytes.length} `);
      return verify("sha256", Buffer.concat([head, bytes]), key, Buffer.from(sig, "base64"));
    });
  const whole = () =>
    bundles.every((bytes, at) => verifyBundle(bytes, digests[at], publicKey) === "verified");
  const rounds = Array.from({ length: 7 }, () => [bare, whole].map(milliseconds));
  const [theirs, ours] = [0, 1].map((at) => smallest(rounds.map((round) => round[at])));
  row(
    "verification of 100 bundles of 50 kB",
    `${shown(ours)} ms`,
    `their signatures alone ${shown(theirs)} ms; no target`,
  );
}

function milliseconds(check) {
  const start = process.hrtime.bigint();
  if (!check()) throw new Error("a bundle is not verified");
  return Number(process.hrtime.bigint() - start) / 1e6;
}

function bundles(row) {
  for (const name of ["evidence.js", "evidenceCommands.js", "evidenceRuns.js", "cycloneDx.js"]) {
    const file = path.join(root, "dist", name);
    if (!existsSync(file)) continue;
    const size = statSync(file).size / 1e3;
    const load = ["bench/load.mjs", name];
    const time = smallest(Array.from({ length: 7 }, () => Number(outputOf(load))));
    row(
      `dist/${name}`,
      `${shown(size)} kB`,
      `limit 1500 kB; loads in ${shown(time)} ms`,
      size <= 1500,
    );
  }
  // What a command that needs none of it has loaded when it ends.
  const spy =
    'process.on("exit",()=>console.error(Object.keys(require.cache).map((it)=>require("path").basename(it)).join(" ")));process.argv.splice(1,1,"drydock");require("./dist/cli.js")';
  const { stderr } = spawnSync(process.execPath, ["-e", spy, "x", "lint", "-"], {
    cwd: root,
    input: "FROM scratch\nUSER 1\n",
    encoding: "utf8",
  });
  const loaded = stderr.trim().split(/\s+/);
  if (!loaded.includes("cli.js")) throw new Error(stderr.slice(0, 500));
  const early = loaded.filter((name) => /^(?:evidence|cycloneDx|online|registry)/.test(name));
  row(
    "  loaded by drydock lint",
    early.join(", ") || "none of them",
    "limit none",
    early.length === 0,
  );
}

function outputOf(args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${args[0]} failed: ${stderr.slice(0, 500)}`);
  return stdout;
}
