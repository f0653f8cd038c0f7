import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { Sbom } from "../../src/attestations/sbom/model";
import type { PanelSource } from "../../src/protocol";
import type { ComparedImage } from "../../src/view/comparedImage";
import { own, packages, scanned, side } from "../view/comparedSample";
import { component, evidence, sbom, statement } from "../view/sample";
import { finding } from "../view/scanSample";
import { hostile } from "./hostile";
import { axeProblems, ofToolkit, opensPages, says, tab } from "./opening";
import { overflow, themeNames, type OpenPage, type Surroundings } from "./page";

const ours = packages("bash 5.2", "libc6 2.36", "npm:qs 6.10.0", "npm:ms 2.0.0", "tzdata 1");
const theirs = packages("libc6 2.41", "npm:qs 6.9.0", "tzdata 1");
const base = evidence([statement({ kind: "sbom", sbom: ours }, { verdict: "unsigned" })]);
const known = side(
  "node:24",
  ours,
  { verdict: "unsigned" },
  {
    vulnerabilities: scanned("Trivy 0.58.0", "CVE-1 high bash", "CVE-2 critical tar"),
    own: own("", ["docker-entrypoint.sh", "node"], 408_900_000),
  },
);
const hardened = side(
  "dhi.io/node:24",
  theirs,
  {},
  {
    vulnerabilities: scanned("Trivy 0.58.0", "CVE-2 critical tar"),
    own: own("1000", ["node"], 48_100_000),
  },
);

describe("The tab Compare", function () {
  this.timeout(15_000);
  const openPage = opensPages();
  const asked: PanelSource[] = [];
  const world = (one: ComparedImage = known, other: ComparedImage = hardened) => ({
    suggestions: () =>
      Promise.resolve([
        { reference: "dhi.io/node:24", about: "Docker Hardened Images, to ship" },
        { reference: "cgr.dev/chainguard/node:latest", about: "Chainguard, to ship" },
      ]),
    knownSide: () => Promise.resolve(one),
    loadSide: (source: PanelSource) => {
      asked.push(source);
      return Promise.resolve({ image: other, evidence: base });
    },
  });
  const open = async (around: Surroundings = {}): Promise<OpenPage> => {
    asked.length = 0;
    const one = await openPage(base, { world: world(), ...around });
    await tab(one.page, "compare");
    return one;
  };
  const field = (page: Page) => page.locator(".chooser input");
  const names = async (page: Page) =>
    (await page.locator(".differing .grid-body [role='row']").all()).length === 0
      ? []
      : page.locator(".differing .grid-body [data-cell$=',1'] .grid-text").allInnerTexts();
  const compareFirst = async (page: Page): Promise<void> => {
    await page.locator("[data-key='suggestion-0']").click();
    await says(page, ".differing .matched", "4 of 4");
  };

  it("asks nobody before a person does, and offers the hardened images in their order", async () => {
    const { page } = await open();
    await says(page, ".suggestions", "Chainguard");
    const offers = async () =>
      (await page.locator(".suggestions li").allInnerTexts()).map((text) =>
        text.replace(/\s+/g, " "),
      );
    const hardenedOffers = [
      "dhi.io/node:24 Docker Hardened Images, to ship",
      "cgr.dev/chainguard/node:latest Chainguard, to ship",
    ];
    const another = "Another Tag of registry.example.com/acme/shop… type it into the field";
    assert.deepEqual(await offers(), [...hardenedOffers, another]);
    await says(page, ".chooser p", "Shows what changes when another image takes the place");
    assert.deepEqual(asked, []);
    await page.locator("[data-key='suggestion-1']").click();
    await says(page, ".compared h2", "packages");
    assert.deepEqual(asked, [
      { kind: "image", reference: "cgr.dev/chainguard/node:latest", platform: null },
    ]);
    assert.equal(await field(page).inputValue(), "cgr.dev/chainguard/node:latest");
    assert.ok(!(await page.locator(".chooser p").isVisible()), "it is seen by now");
    assert.deepEqual(await offers(), [...hardenedOffers, another]);
  });

  it("another tag is typed behind the name, by keyboard alone", async () => {
    const { page } = await open();
    await page.locator("[data-key='another-tag']").focus();
    await page.keyboard.press("Enter");
    await page.keyboard.type("1.3");
    await page.keyboard.press("Enter");
    await says(page, ".differing .matched", "4 of 4");
    const reference = "registry.example.com/acme/shop:1.3";
    assert.deepEqual(asked, [{ kind: "image", reference, platform: null }]);
  });

  it("offers what was looked at before", async () => {
    const one = await open();
    const archive = {
      kind: "archive",
      uri: "file:///old.tar",
      platform: null,
      digest: null,
    } as const;
    one.comesFrom({ source: archive, name: "old.tar" });
    await says(one.page, ".suggestions", "looked at before this");
    await one.page.locator("[data-key='previous']").click();
    await says(one.page, ".differing .matched", "4 of 4");
    assert.deepEqual(asked, [archive]);
  });

  it("answers on its first line, and shows both side by side", async () => {
    const { page } = await open();
    await compareFirst(page);
    assert.equal(
      await page.locator(".compared h2").innerText(),
      "40% fewer packages: 5 → 3. 1 of 2 vulnerabilities is gone after VEX.",
    );
    const [facts] = await page.locator(".compared-facts").allInnerTexts();
    const lines = (facts ?? "").split("\n").map((line) => line.replace(/\t/g, " | "));
    for (const line of [
      " | node:24 | dhi.io/node:24",
      "User | root | 1000",
      "Size to pull | 408.9 MB | 48.1 MB",
      "Vulnerabilities left | 2: 1 critical, 1 high | 1: 1 critical",
    ])
      assert.ok(
        lines.includes(line.trim()) || lines.includes(line),
        `${line}\n${lines.join("\n")}`,
      );
    await says(page, ".compared .about", "Packages: 2 gone, 0 added, 2 changed (1 newer, 1 older)");
    assert.deepEqual(await names(page), ["bash", "ms", "libc6", "qs"]);
  });

  it("is typed, filtered, narrowed and ordered by keyboard alone", async () => {
    const { page, done } = await open();
    await field(page).focus();
    await page.keyboard.type("dhi.io/node:24");
    await page.keyboard.press("Enter");
    await says(page, ".differing .matched", "4 of 4");
    await page.locator(".differing vscode-text-field input").focus();
    await page.keyboard.type("npm");
    await says(page, ".differing .matched", "2 of 4");
    await page.keyboard.press("Escape");
    await says(page, ".differing .matched", "4 of 4");
    await page.locator("[data-key='compare-kind-gone']").focus();
    await page.keyboard.press("Space");
    await says(page, ".differing .matched", "2 of 4");
    await page.keyboard.press("Space");
    await says(page, ".differing .matched", "4 of 4");
    await page.locator(".differing vscode-text-field input").focus();
    for (const key of ["ArrowDown", "ArrowUp", "ArrowRight", "Enter"])
      await page.keyboard.press(key);
    await says(page, ".differing [data-cell='0,1']", "bash");
    await page.keyboard.press("Enter");
    await says(page, ".differing [data-cell='0,1']", "qs");
    const head = page.locator(".differing [role='columnheader']", { hasText: "Package" });
    assert.equal(await head.getAttribute("aria-sort"), "descending");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await says(page, ".differing .detail h2", "qs");
    await page.locator("[data-key='copy-compared-purl']").focus();
    await page.keyboard.press("Enter");
    await says(page, ".hidden", "Copied.");
    assert.deepEqual(done, ["copy pkg:npm/qs"]);
  });

  it("copies and opens Markdown", async () => {
    const { page, done } = await open();
    await compareFirst(page);
    await page.locator("[data-key='copy-comparison']").click();
    await says(page, ".hidden", "Copied.");
    await page.locator("[data-key='open-comparison']").click();
    await page.waitForTimeout(200);
    assert.match(done[0] ?? "", /^copy ### `node:24` → `dhi\.io\/node:24`\n\n\*\*40% fewer/);
    assert.equal(done[1], done[0]?.replace(/^copy/, "markdown"));
  });

  it("asks osv.dev about both where the person says so", async () => {
    const about: number[] = [];
    const { page } = await open({
      world: {
        ...world(side("node:24", ours), side("dhi.io/node:24", theirs)),
        loadSide: () =>
          Promise.resolve({
            image: side("dhi.io/node:24", theirs),
            evidence: evidence([statement({ kind: "sbom", sbom: theirs })]),
          }),
        askOsv: ([item]) => {
          const [document] = item?.documents ?? [];
          const count = document?.kind === "sbom" ? document.sbom.components.length : 0;
          about.push(count);
          const findings = Array.from({ length: count }, (_, at) =>
            finding(`CVE-${at}`, { severity: "low" }),
          );
          const scan = { scanner: "OSV", finished: null, findings };
          return Promise.resolve({ scans: [scan], problems: [] });
        },
      },
    });
    await compareFirst(page);
    await says(page, ".compared-notes", "Nobody looked for vulnerabilities of either");
    await page.locator("vscode-button[data-key='ask-osv-both']").click();
    const [before, after] = [ours, theirs].map(({ components }) => components.length);
    await says(page, ".compared-facts", `${after}: ${after} low`);
    await says(page, ".compared-facts", `${before}: ${before} low`);
    assert.deepEqual(about, [before, after]);
    assert.equal(await page.locator("[data-key='ask-osv-both']").count(), 0);
  });

  it("says what is done, can be stopped, and says what can't be had", async () => {
    let signal: AbortSignal | undefined;
    let fail: (error: Error) => void = () => undefined;
    const { page } = await open({
      world: {
        ...world(),
        loadSide: (_, progress, given) => {
          signal = given;
          progress("Asking dhi.io…");
          return new Promise((_resolve, reject) => {
            fail = reject;
            given.addEventListener("abort", () => reject(new Error("aborted")));
          });
        },
      },
    });
    await page.locator("[data-key='suggestion-0']").click();
    await says(page, ".compare-tab .progress", "Asking dhi.io…");
    await page.locator(".compare-tab vscode-button[data-key='cancel']").click();
    await says(page, ".compare-tab .notice", "Stopped.");
    assert.equal(signal?.aborted, true);
    await page.locator("[data-key='compare']").click();
    await says(page, ".compare-tab .progress", "Asking dhi.io…");
    fail(new Error("dhi.io does not answer."));
    await says(page, ".compare-tab .notice", "dhi.io does not answer.");
    assert.equal(await page.locator(".compared h2").count(), 0);
  });

  it("compares with a file that is chosen", async () => {
    const uri = "file:///some%20folder/sbom.json";
    const file = { kind: "file", uri, platform: null, digest: null } as const;
    const { page } = await open({ world: { ...world(), chooseFile: () => Promise.resolve(file) } });
    await page.locator("[data-key='compare-file']").click();
    await says(page, ".differing .matched", "4 of 4");
    assert.equal(await field(page).inputValue(), "sbom.json");
    await page.locator("[data-key='compare']").click();
    await page.waitForTimeout(200);
    assert.deepEqual(asked, [file, file]);
  });

  it("comes back after a reload as it was left", async () => {
    const one = await open();
    const { page } = one;
    await compareFirst(page);
    await page.locator("[data-key='compare-kind-changed']").click();
    await says(page, ".differing .matched", "2 of 4");
    await page.locator(".differing vscode-text-field input").fill("deb");
    await says(page, ".differing .matched", "1 of 4");
    await one.reload();
    await says(page, ".differing .matched", "1 of 4");
    assert.ok(await page.locator(".compare-tab").isVisible());
    assert.equal(await field(page).inputValue(), "dhi.io/node:24");
    assert.equal(await page.locator(".differing vscode-text-field input").inputValue(), "deb");
  });

  it("closes the detail of a package when it is another image that is compared", async () => {
    const { page } = await open();
    await compareFirst(page);
    await page.locator(".differing [data-cell='0,1']").click();
    await page.locator(".differing .detail h2").waitFor();
    await page.locator("[data-key='suggestion-1']").click();
    await page.locator(".differing .detail h2").waitFor({ state: "detached" });
    assert.equal(await page.locator(".differing .selected").count(), 0);
  });

  it("says what is not known in place of a number, without a table", async () => {
    const { page } = await open({ world: world(known, side("b", null, {}, { evidence: null })) });
    await page.locator("[data-key='suggestion-0']").click();
    await says(page, ".compared h2", "Nothing is known of the packages of b: it could not be had.");
    assert.ok(!(await page.locator(".differing").isVisible()));
    await says(page, ".compared-notes", "Nobody looked for vulnerabilities of b");
  });

  it("draws only the rows in view of 10,000 packages that differ", async () => {
    const lines = (name: string): Sbom =>
      packages(...Array.from({ length: 5_000 }, (_, at) => `${name}${at} 1`));
    const { page } = await open({ world: world(side("a", lines("a")), side("b", lines("b"))) });
    await page.locator("[data-key='suggestion-0']").click();
    await says(page, ".differing .matched", "10,000 of 10,000");
    await page.locator(".differing [data-cell='0,0']").focus();
    await page.keyboard.press("Control+End");
    await says(page, ".differing .grid-body", "b999");
    const drawn = await page.locator(".differing .grid-body [role='row']").count();
    assert.ok(drawn < 80, `${drawn} rows`);
  });

  it(`${hostile.length} strings in every field: nothing runs, nothing breaks out`, async () => {
    const all = hostile.join(" ");
    const everywhere = (text: string) =>
      component(text, { type: text, version: text, purl: text, licenses: [text] });
    const list = { ...sbom([component("root"), ...hostile.map(everywhere)]), tools: hostile };
    const vulnerabilities = scanned(all, ...hostile.map((text) => `${text} high ${text}`));
    const evil = side(
      all,
      list,
      { format: all },
      { vulnerabilities, problems: hostile, own: own(all, hostile, 1) },
    );
    const { page, errors, violations } = await open({
      world: {
        ...world(known, evil),
        suggestions: () =>
          Promise.resolve(hostile.slice(0, 20).map((text) => ({ reference: text, about: text }))),
      },
    });
    const requests: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    await page.locator("[data-key='suggestion-0']").click();
    await says(page, ".differing .matched", "of");
    await page.locator(".differing [data-cell='3,1']").click();
    await page.locator(".differing .detail h2").waitFor();
    assert.equal(await overflow(page), 0);
    const foreign = await page.evaluate<string[]>(`[...document.querySelectorAll(
      "script, iframe, object, embed, img, link, style, base, meta, form, a, video, template, marquee")]
      .filter((one) => one.closest("main") !== null).map((one) => one.outerHTML.slice(0, 80))`);
    assert.deepEqual(foreign, []);
    assert.deepEqual(requests, []);
    assert.equal(await page.evaluate("typeof window.harm"), "undefined");
    assert.deepEqual([errors, violations.filter((one) => !ofToolkit.test(one))], [[], []]);
    const text = await page.evaluate<string>("document.querySelector('.compared').textContent");
    assert.doesNotMatch(text, /[\u202a-\u202e\u2066-\u2069\u200b\u0000-\u0008\u001b]/);
  });

  for (const theme of themeNames) {
    it(`axe-core finds nothing: ${theme}`, async () => {
      const { page } = await open({ theme });
      await says(page, ".suggestions", "Chainguard");
      assert.deepEqual(await axeProblems(page), [], "before anything is chosen");
      await compareFirst(page);
      await page.locator("[data-key='compare-kind-changed']").click();
      await page.locator(".differing [data-cell='0,0']").click();
      await page.locator(".differing .detail h2").waitFor();
      assert.deepEqual(await axeProblems(page), []);
    });
  }

  it("fits a narrow window", async () => {
    const { page } = await open({ size: { width: 340, height: 700 } });
    await compareFirst(page);
    assert.equal(await overflow(page), 0);
  });
});
