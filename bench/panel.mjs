// Rows on the panel's page, in the Chromium of its tests: its own table beside the grid of the toolkit and a plain
// table of HTML. The host is ours, in this process; what it posts goes through the browser's debugging channel, which
// costs more than an editor's.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { startRegistry } from "./registry.mjs";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const count = 50_000;
/** With all of them the toolkit's grid takes a minute, and a gigabyte. */
const peerCount = 5_000;
const shown = (value, digits = 0) => value.toFixed(digits);
const middle = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Measures all of it; `row` takes what, figure, beside and whether a limit is met, null without one. */
export async function panelRows(row) {
  const { launch, openPage, evidence, statement, large, loadImage, onlyShipped } = createRequire(
    import.meta.url,
  )("../out/bench/panel/panel.cjs");
  const browser = await launch();
  try {
    const list = evidence([statement({ kind: "sbom", sbom: large(count) })]);
    const ours = await ownTable(browser, openPage, list);
    const peers = {};
    for (const kind of ["toolkit", "plain"]) peers[kind] = await peerTable(browser, kind);
    const beside = (digits, figure) =>
      `with ${peerCount.toLocaleString("en-US")} rows: grid of the toolkit ${shown(figure(peers.toolkit), digits)}, plain table ${shown(figure(peers.plain), digits)}`;
    const limits = [
      ["first rows of 50,000 components", ours.first, 300, "ms", 0, (one) => one.first],
      ["  filter, the slowest of nine keystrokes", ours.filter, 50, "ms", 0, (one) => one.filter],
      ["  scroll, one step", ours.scroll, 16, "ms", 1, (one) => one.scroll],
      ["  heap of the page", ours.heap, 60, "MB", 1, (one) => one.heap],
    ];
    for (const [what, figure, limit, unit, digits, of] of limits)
      row(
        what,
        `${shown(figure, digits)} ${unit}`,
        `limit ${limit} ${unit}; ${beside(digits, of)}`,
        figure <= limit,
      );
    await fromCache(row, browser, openPage, loadImage, onlyShipped);
  } finally {
    await browser.close();
  }
}

/** Opens on the tab of the table, as after a reload, and measures from when the evidence is there. */
async function ownTable(browser, openPage, list) {
  const first = [];
  let opened;
  for (let round = 0; round < 3; round++) {
    await opened?.close();
    let hand;
    const there = new Promise((resolve) => (hand = resolve));
    opened = await openPage(browser, list, { world: { load: () => there } });
    const { page } = opened;
    await page.locator("#tab-sbom").click();
    await page.evaluate(`void (window.shown = new Promise((resolve) => {
      const look = () => {
        const cell = document.querySelector(".components .grid-body .grid-text");
        if (cell !== null && cell.textContent !== "" && cell.getClientRects().length > 0) resolve(Date.now());
        else requestAnimationFrame(look);
      };
      look();
    }))`);
    const start = Date.now();
    hand(list);
    first.push((await page.evaluate("window.shown")) - start);
  }
  const { page } = opened;
  const heap = await heapOf(page);
  const texts = ["p", "pa", "package-0", "package-01", "package-012", "mit", "1.2", "gpl", ""];
  const filter = new Map();
  for (let round = 0; round < 3; round++)
    for (const text of texts) {
      const time = await keystroke(page, text);
      filter.set(text, Math.min(time, filter.get(text) ?? Infinity));
    }
  const scroll = await scrollOf(page, ".components .grid");
  await opened.close();
  return { first: Math.min(...first), filter: Math.max(...filter.values()), scroll, heap };
}

/** From the change of the filter until its rows are there. */
function keystroke(page, text) {
  return page.evaluate(`new Promise((resolve) => {
    const input = document.querySelector(".components vscode-text-field");
    const holder = document.querySelector(".components .grid-body");
    const start = performance.now();
    new MutationObserver((_, observer) => {
      observer.disconnect();
      holder.getBoundingClientRect();
      resolve(performance.now() - start);
    }).observe(holder, { childList: true });
    input.value = ${JSON.stringify(text)};
    input.dispatchEvent(new Event("input"));
  })`);
}

/** The same of a table that has all of its rows in the page. */
async function peerTable(browser, kind) {
  const page = await browser.newPage({ viewport: { width: 1100, height: 800 } });
  const script = readFileSync(path.join(root, "out", "bench", "panel", "peers.js"), "utf8");
  await page.setContent("<!doctype html><body></body>");
  await page.evaluate(script);
  const first = await page.evaluate(`peers.${kind}(${peerCount})`);
  const heap = await heapOf(page);
  const filter = [];
  for (const text of ["p", "package-01", "mit", ""])
    filter.push(await page.evaluate(`peers.filter(${JSON.stringify(text)})`));
  const scroll = await scrollOf(page, ".scroller");
  await page.close();
  return { first, filter: middle(filter), scroll, heap };
}

/** What a step of 20 rows costs between the start of a frame and its layout, the middle of 40. */
async function scrollOf(page, selector) {
  const steps = await page.evaluate(`(async () => {
    const table = document.querySelector(${JSON.stringify(selector)});
    const times = [];
    for (let step = 0; step < 40; step++)
      times.push(await new Promise((resolve) => {
        let start = 0;
        requestAnimationFrame(() => (start = performance.now()));
        table.scrollTop += 480;
        table.dispatchEvent(new Event("scroll"));
        requestAnimationFrame(() => {
          table.lastElementChild.getBoundingClientRect();
          resolve(performance.now() - start);
        });
      }));
    return times;
  })()`);
  return middle(steps);
}

/** In MB, after what nobody holds was thrown away. */
async function heapOf(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.enable");
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return usedSize / 1e6;
}

/** An image that was asked for before: from the opening of the page to the verdict in its first line. */
async function fromCache(row, browser, openPage, loadImage, onlyShipped) {
  const folder = mkdtempSync(path.join(tmpdir(), "drydock-bench-"));
  const before = process.env.DRYDOCK_CACHE_DIR;
  process.env.DRYDOCK_CACHE_DIR = folder;
  const registry = await startRegistry({ attestations: [300, 5, 5], delayMs: 0 });
  try {
    const reference = `${registry.host}/app:latest`;
    const asked = { trusting: onlyShipped, platform: null, isRefresh: false };
    const load = (online) =>
      loadImage(reference, { ...asked, signal: new AbortController().signal }, online, () => {});
    const kept = await load("allowed");
    registry.requests.length = 0;
    const times = [];
    for (let round = 0; round < 5; round++) {
      const start = { at: 0 };
      const opened = await openPage(browser, kept, {
        world: {
          known: () => {
            start.at ||= Date.now();
            return Promise.resolve({ name: reference, facts: [], factsSource: null });
          },
          load: () => load("never"),
        },
        script: firstLine,
      });
      times.push((await opened.page.evaluate("window.firstLine")) - start.at);
      await opened.close();
    }
    const best = Math.min(...times);
    row(
      "panel from the cache, to its first line",
      `${shown(best)} ms`,
      "limit 200 ms: the page is loaded, the evidence verified anew",
      best <= 200 && registry.requests.length === 0,
    );
  } finally {
    registry.stop();
    if (before === undefined) delete process.env.DRYDOCK_CACHE_DIR;
    else process.env.DRYDOCK_CACHE_DIR = before;
    rmSync(folder, { recursive: true, force: true });
  }
}

/** When a frame begins in which the verdict is there. */
const firstLine = `window.firstLine = new Promise((resolve) => {
  const look = () => {
    const word = document.querySelector(".verdict")?.textContent ?? "Looking";
    if (word === "Looking" || word === "Not known") requestAnimationFrame(look);
    else resolve(Date.now());
  };
  requestAnimationFrame(look);
})`;
