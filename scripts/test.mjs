// npm test: builds, then runs the core tests in Node, those of the panel's page in a real browser, and
// the host tests in a real VS Code, once on this checkout and once on the packaged extension. The last
// line printed sums them up.
// --core, --page and --host run a part. DRYDOCK_TEST_OLDEST=1 adds the packaged extension in the oldest
// editor that package.json promises, which is one more download.
import { spawn } from "node:child_process";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { exists, repository } from "./host/store.mjs";

const { values: options } = parseArgs({
  options: {
    core: { type: "boolean", default: false },
    page: { type: "boolean", default: false },
    host: { type: "boolean", default: false },
  },
});
const all = !options.core && !options.page && !options.host;

const temporary = await mkdtemp(join(tmpdir(), "drydock-counts-"));
const countsFile = join(temporary, "counts");
const problems = [];
try {
  await runAll();
} finally {
  const total = await sumCounts();
  await rm(temporary, { recursive: true, force: true });
  for (const problem of problems) console.log(problem);
  console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  process.exitCode = problems.length > 0 || total.failed > 0 || total.passed === 0 ? 1 : 0;
}

async function runAll() {
  const mocha = "node_modules/mocha/bin/mocha.js";
  const reporter = "out/test/reporter.js";
  if (!(await step("Build", ["scripts/build.mjs"]))) {
    problems.push("no tests ran");
    return;
  }
  await removeStale(join(repository, "out"));
  // Files are written in spite of type errors, so the tests can run; the result is a failure.
  const compiler = "node_modules/typescript/bin/tsc";
  await step("Type check", [compiler]);
  await step("Type check: page", [compiler, "-p", "src/webview"]);
  if (all || options.core) {
    await part("core", [mocha, "--reporter", reporter]);
  }
  if (all || options.page) {
    const files = ["--no-package", "--timeout", "60000", "out/test/webview/**/*.test.js"];
    await part("page", [mocha, ...files, "--reporter", reporter]);
  }
  if (all || options.host) {
    await part("host", ["out/test/host/run.js"]);
    const vsix = join(temporary, "drydock.vsix");
    if (await step("Package", ["scripts/package.mjs", "--out", vsix])) {
      const packaged = ["out/test/host/run.js", "--vsix", vsix];
      await part("host, packaged", packaged);
      if (process.env.DRYDOCK_TEST_OLDEST === "1") {
        await part("host, packaged, oldest editor", packaged, { DRYDOCK_HOST: "oldest" });
      }
    } else {
      problems.push("host, packaged: did not run");
    }
  }
}

/** Runs a script to its end; notes a problem and resolves with false if it fails. */
async function step(name, args) {
  const code = await node(name, args);
  if (code !== 0) problems.push(`${name}: failed with ${code}`);
  return code === 0;
}

/** Runs one part of the tests; a part that fails or reports no counts is a problem. */
async function part(name, args, environment = {}) {
  const before = (await readCounts()).length;
  const code = await node(`Tests: ${name}`, args, {
    DRYDOCK_TEST_COUNTS: countsFile,
    DRYDOCK_TEST_PART: name,
    ...environment,
    // The extension host has no terminal of its own to ask.
    ...(process.stdout.isTTY ? { MOCHA_COLORS: "1" } : {}),
  });
  const counts = (await readCounts()).slice(before);
  const failed = counts.reduce((sum, one) => sum + one.failed, 0);
  if (counts.length === 0) problems.push(`${name}: did not run to its end`);
  else if (code !== 0 && failed === 0) problems.push(`${name}: failed with ${code}`);
}

function node(name, args, environment = {}) {
  console.log(`\n── ${name}`);
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: repository,
      env: { ...process.env, ...environment },
      stdio: "inherit",
    });
    child.once("error", (error) => {
      console.error(error.message);
      resolve(-1);
    });
    child.once("exit", (code, signal) => resolve(code ?? signal));
  });
}

async function readCounts() {
  const text = await readFile(countsFile, "utf8").catch(() => "");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

async function sumCounts() {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const counts of await readCounts()) {
    for (const key of Object.keys(total)) total[key] += counts[key];
  }
  return total;
}

/** Removes compiled files whose source is gone; a deleted test would otherwise still run. */
async function removeStale(out) {
  for (const name of await readdir(out, { recursive: true }).catch(() => [])) {
    const source = /^(.*)\.js(?:\.map)?$/.exec(name)?.[1];
    if (source === undefined || (await exists(join(repository, `${source}.ts`)))) continue;
    await rm(join(out, name), { force: true });
  }
}
