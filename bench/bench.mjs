// Speed and size of what ships, each figure beside a peer or a limit, all measured in this one run.
// Usage: npm run bench [-- --check]   (--check: exit 1 when a limit is missed)
// The files are the corpus in DRYDOCK_SHARED or ../shared where there is one, else the examples.
import { spawnSync } from "node:child_process";
import {
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
  mkdtempSync,
  rmSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { evidenceRows } from "./evidence.mjs";
import { panelRows } from "./panel.mjs";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const require = createRequire(path.join(root, "package.json"));
const rows = [];
const smallest = (values) => Math.min(...values);
const shown = (value, digits = 1) => value.toFixed(digits);

/** One line of the table; `limit` is null where the figure stands for information only. */
function row(what, figure, beside, met = null) {
  rows.push({ what, figure, beside, met: met === null ? "" : met ? "met" : "MISSED" });
}

run("build", ["scripts/build.mjs", "--production"]);
run("core", ["bench/core.mjs"]);
const core = require(path.join(root, "out/bench/core.cjs"));
const { files, folder } = readFiles();
const folderForPeers = folder ?? writeFiles(files);

lintBesideParse();
growth();
wholeCorpus();
starts();
extensionLoad();
catalog();
await evidenceRows(row);
await panelRows(row);
print();

function run(name, args) {
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8" });
  if (status !== 0) throw new Error(`${name} failed: ${stderr}`);
}

function readFiles() {
  const shared = process.env.DRYDOCK_SHARED ?? path.join(root, "..", "shared");
  const corpus = path.join(shared, "corpus", "dockerfiles");
  if (existsSync(corpus)) {
    const texts = readdirSync(corpus)
      .sort()
      .map((name) => readFileSync(path.join(corpus, name), "utf8"));
    return { files: texts, folder: corpus };
  }
  const examples = readdirSync(path.join(root, "examples"), {
    recursive: true,
    withFileTypes: true,
  })
    .filter((entry) => entry.isFile() && /dockerfile/i.test(entry.name))
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), "utf8"));
  return {
    files: Array.from({ length: 300 }, (_, index) => examples[index % examples.length]),
    folder: null,
  };
}

function writeFiles(texts) {
  const target = mkdtempSync(path.join(tmpdir(), "drydock-bench-"));
  texts.forEach((text, index) => writeFileSync(path.join(target, `${index}.Dockerfile`), text));
  process.on("exit", () => rmSync(target, { recursive: true, force: true }));
  return target;
}

function milliseconds(action) {
  const start = process.hrtime.bigint();
  action();
  return Number(process.hrtime.bigint() - start) / 1e6;
}

/** Turns alternate, so that whatever else the machine does falls on both. */
function lintBesideParse() {
  const parseAll = () => files.forEach((text) => core.parseOnly(text));
  const lintAll = () => files.forEach((text) => core.lintText(text));
  const rounds = Array.from({ length: 9 }, () => [milliseconds(parseAll), milliseconds(lintAll)]);
  const warm = rounds.slice(3);
  const parse = smallest(warm.map(([time]) => time));
  const lint = smallest(warm.map(([, time]) => time));
  row(
    `lint of ${files.length} files`,
    `${shown(lint, 0)} ms`,
    `dockerfile-ast alone ${shown(parse, 0)} ms`,
  );
  row("  over parsing alone", `${shown(lint / parse, 2)} x`, "limit 1.5 x", lint / parse <= 1.5);
  const runs = Array.from({ length: 3 }, () =>
    files.map((text) => milliseconds(() => core.lintText(text))),
  );
  const times = files
    .map((_, index) => smallest(runs.map((run) => run[index])))
    .sort((a, b) => a - b);
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
  row("  one file, p50", `${shown(at(0.5), 2)} ms`, "");
  row("  one file, p99", `${shown(at(0.99), 2)} ms`, "limit 8 ms", at(0.99) < 8);
  row("  one file, worst", `${shown(times.at(-1))} ms`, "");
}

function growth() {
  const shapes = {
    "RUN lines": (count) => "FROM node:24\n" + "RUN echo hello world && true\n".repeat(count),
    "ENV lines": (count) =>
      "FROM node:24\n" + Array.from({ length: count }, (_, i) => `ENV V${i}=$V${i - 1}\n`).join(""),
    "continued lines": (count) =>
      "FROM node:24\nRUN x \\\n" + "  && apt-get install y \\\n".repeat(count) + "  z\n",
    "heredoc lines": (count) =>
      "FROM node:24\nRUN <<EOF\n" + "apt-get install y\n".repeat(count) + "EOF\n",
    stages: (count) =>
      "FROM node:24 AS s0\n" +
      Array.from({ length: count / 2 }, (_, i) => `FROM s${i} AS s${i + 1}\nUSER a\n`).join(""),
    "COPY lines": (count) => "FROM node:24\n" + "COPY --chown=app:app a b /c\n".repeat(count),
  };
  for (const [name, make] of Object.entries(shapes)) {
    // As many lines in all for each size, so that the collection of garbage falls on all alike.
    const times = [100, 1_000, 10_000, 100_000].map((count) => {
      const text = make(count);
      const rounds = Math.min(200, 200_000 / count);
      core.lintText(text);
      const all = milliseconds(() => {
        for (let round = 0; round < rounds; round++) core.lintText(text);
      });
      return all / rounds;
    });
    const factor = times[3] / times[2];
    const figure = times.map((time) => shown(time)).join(" / ");
    row(`100 / 1,000 / 10,000 / 100,000 ${name}`, `${figure} ms`, "");
    row("  last step", `${shown(factor)} x`, "limit 12 x for 10 x the lines", factor <= 12);
  }
}

function wholeCorpus() {
  const once = (command, args) => {
    const times = [];
    let result;
    for (let round = 0; round < 3; round++)
      times.push(
        milliseconds(
          () =>
            (result = spawnSync(command, args, {
              cwd: root,
              encoding: "utf8",
              maxBuffer: 1 << 28,
            })),
        ),
      );
    return { time: smallest(times), result };
  };
  // The peers tell findings; JSON holds the edits of every swap as well, and so says more than theirs.
  const lintAs = (format) => {
    const options = ["--format", format, "--fail-on", "never"];
    const run = once(process.execPath, ["dist/cli.js", "lint", folderForPeers, ...options]);
    if (run.result.status !== 0 && run.result.status !== 2)
      throw new Error(run.result.stderr.slice(0, 500));
    return run;
  };
  const ours = lintAs("text");
  row("drydock lint FOLDER, one process", `${shown(ours.time, 0)} ms`, `${files.length} files`);
  const json = lintAs("json");
  row("  with the edits of swaps, as JSON", `${shown(json.time, 0)} ms`, "no target");
  const utils = once(process.execPath, ["bench/peer.mjs", "dockerfile-utils", folderForPeers]);
  row(
    "  dockerfile-utils 0.16.3, one process",
    `${shown(utils.time, 0)} ms`,
    "must be slower",
    utils.time > ours.time,
  );
  const lint = once(process.execPath, ["bench/peer.mjs", "dockerfilelint", folderForPeers]);
  row(
    "  dockerfilelint 1.8.0, one process",
    `${shown(lint.time, 0)} ms`,
    `${lint.result.stdout.trim()}; no target`,
  );
  if (spawnSync("hadolint", ["--version"]).status !== 0)
    return row("  hadolint", "not on PATH", "");
  const names = readdirSync(folderForPeers).map((name) => path.join(folderForPeers, name));
  const hadolint = once("hadolint", ["--format", "json", "--no-fail", ...names]);
  row(
    "  hadolint, one process",
    `${shown(hadolint.time, 0)} ms`,
    "must be slower",
    hadolint.time > ours.time,
  );
}

function starts() {
  const time = (args) =>
    milliseconds(() =>
      spawnSync(process.execPath, args, { cwd: root, input: "FROM scratch\nUSER 1\n" }),
    );
  const bare = [];
  const version = [];
  const lint = [];
  for (let round = 0; round < 15; round++) {
    bare.push(time(["-e", "0"]));
    version.push(time(["dist/cli.js", "--version"]));
    lint.push(time(["dist/cli.js", "lint", "-"]));
  }
  const over = smallest(version) - smallest(bare);
  const lintOver = smallest(lint) - smallest(bare);
  row(
    "drydock --version over bare Node",
    `${shown(over)} ms`,
    `Node itself ${shown(smallest(bare))} ms`,
  );
  row("drydock lint - over bare Node", `${shown(lintOver)} ms`, "limit 40 ms", lintOver <= 40);
}

function extensionLoad() {
  const times = Array.from({ length: 15 }, () =>
    Number(spawnSync(process.execPath, ["bench/load.mjs"], { cwd: root, encoding: "utf8" }).stdout),
  );
  row("loading extension.js", `${shown(smallest(times))} ms`, "limit 25 ms", smallest(times) <= 25);
  const limits = {
    "extension.js": 200,
    "harden.js": null,
    "project.js": null,
    "cli.js": null,
    "dockerfileCommands.js": null,
    "catalog.json": null,
  };
  for (const [name, limit] of Object.entries(limits)) {
    const file = path.join(root, "dist", name);
    if (!existsSync(file)) continue;
    const kilobytes = statSync(file).size / 1e3;
    row(
      `dist/${name}`,
      `${shown(kilobytes, 0)} kB`,
      limit === null ? "" : `limit ${limit} kB`,
      limit === null ? null : kilobytes <= limit,
    );
  }
}

function catalog() {
  const bytes = readFileSync(path.join(root, "dist/catalog.json"));
  const first = smallest(
    Array.from({ length: 9 }, () =>
      milliseconds(() => core.lookup(core.createCatalog(bytes), "node:24")),
    ),
  );
  const known = core.createCatalog(bytes);
  core.lookup(known, "node:24");
  const count = 20_000;
  const each = milliseconds(() => {
    for (let index = 0; index < count; index++)
      core.lookup(known, index % 2 ? "node:24" : "dhi.io/python:3.13-dev");
  });
  row("catalog, first use", `${shown(first)} ms`, "limit 20 ms", first <= 20);
  row(
    "catalog, one lookup",
    `${shown((each / count) * 1000)} µs`,
    "limit 50 µs",
    (each / count) * 1000 <= 50,
  );
}

function print() {
  const widths = ["what", "figure", "beside"].map((key) =>
    Math.max(...rows.map((line) => line[key].length)),
  );
  for (const { what, figure, beside, met } of rows)
    console.log(
      [what.padEnd(widths[0]), figure.padStart(widths[1]), beside.padEnd(widths[2]), met]
        .join("  ")
        .trimEnd(),
    );
  const missed = rows.filter(({ met }) => met === "MISSED").length;
  console.log(missed === 0 ? "\nEvery limit is met." : `\n${missed} limits are missed.`);
  if (missed > 0 && process.argv.includes("--check")) process.exitCode = 1;
}
