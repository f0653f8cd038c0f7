import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { VexProduct } from "../../src/attestations/vex/model";
import {
  component,
  evidence,
  image,
  large,
  sbom,
  shopBuild,
  shopEvidence,
  statement,
  vexEvidence,
} from "../view/sample";
import { hostile } from "./hostile";
import { axeProblems, ofToolkit, opensPages, says, tab } from "./opening";
import { overflow, themeNames } from "./page";

describe("The page of the panel", function () {
  this.timeout(120_000);
  const open = opensPages();
  const filter = (page: Page) => page.locator(".components vscode-text-field input");
  const row = (page: Page, text: string) =>
    page.locator(".components .grid-body [role='row']", { hasText: text }).first();
  const openAll = (page: Page) =>
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))");

  describe("Overview", () => {
    it("answers on its first line", async () => {
      const { page } = await open(shopEvidence);
      const line = await page.locator(".first-line").innerText();
      assert.match(line, /^registry\.example\.com\/acme\/shop:1\.4\s+Verified/);
      await says(page, ".second-line", "Signed by https://github.com/acme/shop/");
    });

    it("a check opens to what was expected and found, by keyboard alone", async () => {
      const { result } = shopEvidence;
      const failed = { ...shopEvidence, result: { ...result, verdict: "failed" } } as const;
      const { page } = await open(failed);
      const summary = page.locator("summary[data-key='trust-Subject']");
      const found = page.locator(".main .checks dd", { hasText: "sha256:ccc" }).first();
      assert.ok(await found.isVisible(), "what failed is open at once");
      await summary.focus();
      await page.keyboard.press("Enter");
      assert.ok(!(await found.isVisible()));
      await page.keyboard.press("Enter");
      assert.ok(await found.isVisible());
    });

    it("lists the places that were looked at, with their answers", async () => {
      const { page } = await open(shopEvidence);
      await says(page, "tr", "none (404)");
    });

    it("copies the digest and a command", async () => {
      const { page, done } = await open(shopEvidence);
      await page.locator("vscode-button[data-key='copy-digest']").click();
      await page.locator("vscode-button[aria-label^='Copy: List the attestations']").click();
      await says(page, ".hidden", "Copied.");
      assert.equal(done[0], `copy ${image.manifest.digest}`);
      assert.match(done[1] ?? "", /^copy docker scout attest list /);
    });

    it("a bar of a chart leads to what it counts", async () => {
      const { page } = await open(shopEvidence);
      await page.locator("button[data-key='bar-types-1']").click();
      await says(page, ".matched", "3 of 7");
      assert.equal(
        await page.locator("[data-key='type-1'][aria-pressed='true']").innerText(),
        "✓\nnpm\n3",
      );
    });

    it("an address opens through the host, and says whom it asks", async () => {
      const { page, done } = await open(shopEvidence);
      await page.locator("summary[data-key='statement-0']").click();
      const link = page.locator("button.link", { hasText: "https://spdx.dev/Document" });
      assert.equal(await link.getAttribute("title"), "Opens spdx.dev in the browser");
      await link.click();
      assert.deepEqual(done, ["link https://spdx.dev/Document"]);
    });
  });

  describe("SBOM", () => {
    it("is filtered while one types, over all columns", async () => {
      const { page } = await open(shopEvidence);
      await tab(page, "sbom");
      await says(page, ".matched", "7 of 7");
      await filter(page).fill("openssl debian");
      await says(page, ".matched", "1 of 7");
      await filter(page).press("Escape");
      await says(page, ".matched", "7 of 7");
    });

    it("is narrowed by chips, and ordered by its head", async () => {
      const { page } = await open(shopEvidence);
      await tab(page, "sbom");
      await page.locator(".chip", { hasText: "Direct only" }).click();
      await says(page, ".matched", "2 of 7");
      await page.locator(".chip", { hasText: "Direct only" }).click();
      await page.locator(".components [role='columnheader']", { hasText: "Name" }).click();
      const [first] = await page.locator(".grid-body .grid-cell").allInnerTexts();
      await says(page, ".components [data-cell='0,0']", "tzdata");
      assert.ok(first !== undefined);
      const head = page.locator(".components [role='columnheader']", { hasText: "Name" });
      assert.equal(await head.getAttribute("aria-sort"), "descending");
    });

    it("marks doubles and missing licences", async () => {
      const { page } = await open(shopEvidence);
      await tab(page, "sbom");
      assert.match(await row(page, "libssl3").innerText(), /duplicate/);
      assert.match(await row(page, "tzdata").innerText(), /none/);
    });

    it("shows why a component is there, and leads from one to the next", async () => {
      const { page, done } = await open(shopEvidence);
      await tab(page, "sbom");
      await row(page, "mime-types").click();
      await says(page, ".path", "express 4.21.2");
      assert.deepEqual(await page.locator(".path li").allInnerTexts(), [
        "acme/shop 1.4.0",
        "express 4.21.2",
        "accepts 1.3.8",
        "mime-types 2.1.35",
      ]);
      await page.locator(".path button", { hasText: "express" }).click();
      await says(page, ".detail h2", "express 4.21.2");
      await page.locator("vscode-button[data-key='copy-purl']").click();
      await says(page, ".hidden", "Copied.");
      assert.deepEqual(done, ["copy pkg:npm/express@4.21.2"]);
    });

    it("columns can be left out", async () => {
      const { page } = await open(shopEvidence);
      await tab(page, "sbom");
      await page.locator("summary", { hasText: "Columns" }).click();
      await page.locator("vscode-checkbox", { hasText: "Supplier" }).click();
      await page.waitForFunction(
        "document.querySelectorAll('.components [role=columnheader]').length === 6",
      );
      assert.equal(
        await page.locator(".components [role='grid']").getAttribute("aria-colcount"),
        "6",
      );
    });

    it("is used by keyboard alone", async () => {
      const { page } = await open(shopEvidence);
      await tab(page, "sbom");
      await filter(page).focus();
      await page.keyboard.press("ArrowDown");
      const at = () => page.evaluate<string>("document.activeElement.dataset.cell");
      const press = async (...keys: string[]): Promise<string> => {
        for (const key of keys) await page.keyboard.press(key);
        return at();
      };
      assert.equal(await press(), "0,0");
      assert.equal(await press("ArrowDown", "ArrowRight"), "1,1");
      assert.equal(await press("End"), "1,6");
      assert.equal(await press("ArrowRight"), "1,6");
      assert.equal(await press("Home", "ArrowUp", "ArrowUp"), "-1,0");
      assert.equal(await press("Control+End"), "6,6");
      assert.equal(await press("Control+Home"), "0,0");
      await press("Enter");
      await says(page, ".detail h2", "accepts 1.3.8");
      assert.equal(await at(), "0,0");
      await page.keyboard.press("x");
      await says(page, ".matched", "1 of 7");
      assert.equal(await filter(page).inputValue(), "x");
    });

    it("one cell is reached by Tab, whatever is scrolled", async () => {
      const { page } = await open(evidence([statement({ kind: "sbom", sbom: large(5_000) })]));
      await tab(page, "sbom");
      const stops = () => page.locator(".components .grid [tabindex='0']").count();
      assert.equal(await stops(), 1);
      await page.evaluate("document.querySelector('.grid').scrollTop = 60000");
      await says(page, ".grid-body", "package-0025");
      assert.equal(await stops(), 1);
    });

    it("draws only the rows in view of 50,000, and asks for pages", async () => {
      const { page } = await open(evidence([statement({ kind: "sbom", sbom: large(50_000) })]));
      await tab(page, "sbom");
      await says(page, ".matched", "50,000 of 50,000");
      assert.equal(
        await page.locator(".components [role='grid']").getAttribute("aria-rowcount"),
        "50001",
      );
      await page.locator(".components [data-cell='0,0']").focus();
      await page.keyboard.press("Control+End");
      await says(page, ".grid-body", "package-050000");
      const drawn = await page.locator(".components .grid-body [role='row']").count();
      assert.ok(drawn < 80, `${drawn} rows`);
      const last = page.locator(".components [role='row']", { hasText: "package-050000" });
      assert.equal(await last.getAttribute("aria-rowindex"), "50001");
      await filter(page).fill("package-04999");
      await says(page, ".matched", "10 of 50,000");
    });
  });

  describe("VEX", () => {
    it("lists statements by status, narrowed by chips and by words", async () => {
      const { page } = await open(vexEvidence());
      await page.locator("button[data-key='count-VEX statements']").click();
      await says(page, ".vex .matched", "3 of 3");
      await says(page, ".vex .about", "All of them count");
      await page.locator(".vex .chip", { hasText: "not affected" }).click();
      await says(page, ".vex .matched", "1 of 3");
      await says(page, ".vex .grid-body", "The vulnerable code is never run.");
      await page.locator(".vex .chip", { hasText: "not affected" }).click();
      await page.locator(".vex vscode-text-field input").fill("openssl");
      await says(page, ".vex .matched", "1 of 3");
    });

    it("a statement opens to its history, by keyboard alone", async () => {
      const { page } = await open(vexEvidence());
      await tab(page, "vex");
      await says(page, ".vex .matched", "3 of 3");
      await page.locator(".vex vscode-text-field input").press("ArrowDown");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await says(page, ".vex .detail h2", "CVE-2026-1");
      const history = await page.locator(".history li").allInnerTexts();
      assert.deepEqual(
        history.map((text) => text.trim()),
        [
          "2026-11-01T00:00:00Z: under investigation, counts",
          "2026-11-03T00:00:00Z: not affected, counts",
        ],
      );
    });

    it("is said of the component in the table of components", async () => {
      const { page } = await open(vexEvidence());
      await tab(page, "sbom");
      await says(page, ".components .grid-body", "affected 1 (relaxed)");
    });
  });

  describe("Provenance", () => {
    it("shows the steps, and says where nobody stands for them", async () => {
      const { page, done } = await open(shopEvidence);
      await tab(page, "provenance");
      await says(page, ".level", "No level proved");
      const steps = await page.locator(".steps h3").allInnerTexts();
      assert.deepEqual(
        steps.map((text) => text.replace(/\s+/g, " ")),
        [
          ...["Source only said", "Builder only said", "Inputs only said"],
          ...["Image not named", "Signature none", "Log nothing to log"],
        ],
      );
      await page.locator("button[data-key='step-Source']").click();
      await page.locator("vscode-button[data-key='open-dockerfile']").click();
      await page.waitForTimeout(100);
      assert.match(done[0] ?? "", /^link https:\/\/github\.com\/acme\/shop\/commit\//);
      assert.equal(done[1], "Dockerfile FROM node:24\nARG NPM_TOKEN\nUSER node\n");
    });

    it("marks the argument that holds a secret, and no other", async () => {
      const { page } = await open(shopEvidence);
      await tab(page, "provenance");
      await says(page, ".parameters", "build-arg:NPM_TOKEN");
      assert.equal(await page.locator(".secret").count(), 1);
      assert.match(await page.locator("tr:has(.secret)").innerText(), /NPM_TOKEN/);
    });

    it("inputs are filtered, and open by keyboard alone", async () => {
      const { page } = await open(shopEvidence);
      await tab(page, "provenance");
      await says(page, ".inputs .matched", "3 of 3");
      const input = page.locator(".inputs vscode-text-field input");
      await input.fill("tini");
      await says(page, ".inputs .matched", "1 of 3");
      await input.press("ArrowDown");
      await page.keyboard.press("Enter");
      await says(page, ".inputs .detail h2", "tini-amd64");
      await page.locator("vscode-button[data-key='input-close']").focus();
      await page.keyboard.press("Escape");
      assert.equal(await page.locator(".inputs .detail").count(), 0);
    });

    it("draws only the rows in view of 20,000 inputs", async () => {
      const inputs = Array.from({ length: 20_000 }, (_, at) => ({
        uri: `pkg:docker/acme/image-${at}@1`,
        digests: new Map<string, string>(),
      }));
      const provenance = { ...shopBuild, inputs };
      const { page } = await open(evidence([statement({ kind: "provenance", provenance })]));
      await tab(page, "provenance");
      await says(page, ".inputs .matched", "20,000 of 20,000");
      await page.locator(".inputs [data-cell='0,0']").focus();
      await page.keyboard.press("Control+End");
      await says(page, ".inputs .grid-body", "image-19999");
      const drawn = await page.locator(".inputs .grid-body [role='row']").count();
      assert.ok(drawn < 80, `${drawn} rows`);
    });
  });

  describe("Raw", () => {
    it("opens a statement as it was found and as it was signed", async () => {
      const { page, done } = await open(shopEvidence);
      await tab(page, "raw");
      await page.locator("vscode-button[data-key='raw-decoded-0']").click();
      await page.locator("vscode-button[data-key='raw-found-3']").click();
      await page.waitForTimeout(100);
      assert.deepEqual(done, ["raw sbom decoded: {}", 'raw signature found: {"payload":"e30="}']);
    });
  });

  describe("While things go on", () => {
    it("opens with what is known, says what is done, and can be stopped", async () => {
      let signal: AbortSignal | undefined;
      const { page } = await open(shopEvidence, {
        world: {
          load: (_source, _isRefresh, progress, given) => {
            signal = given;
            progress("Asking registry.example.com…");
            return new Promise((_, reject) =>
              given.addEventListener("abort", () => reject(new Error("aborted"))),
            );
          },
        },
      });
      await says(page, ".progress", "Asking registry.example.com…");
      await says(page, "dd", "41.2 MB to pull");
      await says(page, ".verdict", "Looking");
      await page.locator("vscode-button[data-key='cancel']").click();
      await says(page, ".notice", "Stopped.");
      assert.equal(signal?.aborted, true);
      await says(page, ".verdict", "Not known");
    });

    it("what can't be had is a sentence, and asking again works", async () => {
      let calls = 0;
      const { page } = await open(shopEvidence, {
        world: {
          load: () =>
            ++calls === 1
              ? Promise.reject(new Error("registry.example.com does not answer."))
              : Promise.resolve(shopEvidence),
        },
      });
      await says(page, ".notice", "registry.example.com does not answer.");
      await page.locator("vscode-button[data-key='refresh']").click();
      await says(page, ".verdict", "Verified");
    });

    it("another platform is asked for", async () => {
      const asked: (string | null)[] = [];
      const { page } = await open(shopEvidence, {
        world: {
          load: ({ platform }) => {
            asked.push(platform);
            return Promise.resolve(shopEvidence);
          },
        },
      });
      await page.locator("vscode-dropdown[data-key='platform']").click();
      await page.locator("vscode-option", { hasText: "arm64" }).click();
      await page.waitForTimeout(200);
      assert.deepEqual(asked, [null, "linux/arm64/v8"]);
    });

    it("comes back after a reload as it was left", async () => {
      const one = await open(evidence([statement({ kind: "sbom", sbom: large(5_000) })]));
      const { page } = one;
      await tab(page, "sbom");
      await filter(page).fill("package-00");
      await says(page, ".matched", "5,000 of 5,000");
      await page.locator(".chip", { hasText: "deb" }).click();
      await says(page, ".matched", "1,666 of 5,000");
      await page.evaluate("document.querySelector('.grid').scrollTop = 12000");
      await says(page, ".grid-body", "package-001503");
      await page.waitForTimeout(200);
      await one.reload();
      await says(page, ".matched", "1,666 of 5,000");
      assert.equal(await filter(page).inputValue(), "package-00");
      await says(page, ".grid-body", "package-001503");
      assert.ok(await page.locator(".components .grid").isVisible());
    });
  });

  describe("Hostile evidence", () => {
    const everywhere = (text: string) =>
      component(text, {
        id: text,
        version: text,
        type: text,
        purl: text,
        licenses: [text],
        supplier: text,
        source: text,
        hashes: new Map([[text, text]]),
      });
    const product = (text: string, subcomponents: readonly VexProduct[]): VexProduct => ({
      ...{ id: text, purls: [text], hashes: new Map([[text, text]]), subcomponents },
    });
    const named = hostile.join(" ");
    const list = sbom(
      [component(named), ...hostile.map(everywhere)],
      hostile.map((_, index) => [index, index + 1] as const),
    );
    const hostileBuild = {
      ...shopBuild,
      builder: named,
      buildType: named,
      source: { uri: named, digests: new Map([[named, named]]) },
      entryPoint: named,
      inputs: hostile.map((text) => ({ uri: text, digests: new Map([[text, text]]) })),
      parameters: hostile.map((text) => ({ name: text, value: text })),
      dockerfile: { name: named, text: named },
    };
    const hostileVex = {
      ...{ id: named, author: named, timestamp: named, version: named },
      statements: hostile.map((text) => ({
        ...{ vulnerability: text, aliases: [text], status: "not_affected" as const },
        ...{ justification: text, impact: text, action: text, notes: text, timestamp: text },
        products: [product(text, [product(text, [])])],
      })),
    };
    const bad = evidence(
      hostile.map((text, index) =>
        statement(
          index === 0
            ? { kind: "sbom", sbom: { ...list, name: text, tools: hostile, created: text } }
            : index === 1
              ? { kind: "provenance", provenance: hostileBuild }
              : index === 2
                ? { kind: "vex", vex: hostileVex }
                : { kind: "other", name: text, summary: { [text]: text } },
          {
            predicateType: text,
            location: text,
            digest: text,
            problems: [text],
            signer:
              index % 2 === 0
                ? { kind: "key", key: text, hint: text }
                : { kind: "identity", identity: text, issuer: text },
            checks: [{ name: "name", result: "failed", expected: text, found: text }],
          },
        ),
      ),
      {
        reasons: hostile,
        problems: hostile,
        rule: {
          name: named,
          images: named,
          origin: "person",
          signers: [],
          require: [],
          level: null,
          maxAgeDays: null,
        },
      },
      {
        image: {
          ...image,
          source: named,
          repository: hostile[0] ?? "",
          platforms: hostile.map((text) => ({ os: text, architecture: text, variant: text })),
        },
        looks: hostile.map((text) => ({ place: text, url: text, answer: text })),
      },
    );

    it(`${hostile.length} strings in every field: nothing runs, nothing is loaded, nothing breaks out`, async () => {
      assert.ok(hostile.length >= 100);
      const { page, errors, violations } = await open(bad);
      const requests: string[] = [];
      page.on("request", (request) => requests.push(request.url()));
      await openAll(page);
      assert.equal(await overflow(page), 0, "the page is as wide as its window");
      await tab(page, "sbom");
      await says(page, ".matched", `${hostile.length} of ${hostile.length}`);
      for (const place of [0, 5, 20]) {
        await page.locator(`.components [data-cell='${place},0']`).click();
        await page.locator(".detail h2").waitFor();
      }
      assert.equal(await overflow(page), 0);
      await tab(page, "vex");
      await says(page, ".vex .matched", `${hostile.length} of ${hostile.length}`);
      for (const place of [0, 5, 10]) {
        await page.locator(`.vex [data-cell='${place},0']`).click();
        await page.locator(".vex .detail h2").waitFor();
      }
      assert.equal(await overflow(page), 0);
      await tab(page, "provenance");
      await says(page, ".inputs .matched", `${hostile.length} of ${hostile.length}`);
      for (const place of [0, 5, 10]) {
        await page.locator(`.inputs [data-cell='${place},0']`).click();
        await page.locator(".inputs .detail h2").waitFor();
      }
      assert.equal(await overflow(page), 0);
      await tab(page, "raw");
      assert.equal(await overflow(page), 0);
      const foreign = await page.evaluate<string[]>(`[...document.querySelectorAll(
        "script, iframe, object, embed, img, link, style, base, meta, form, input, a, video, template, marquee")]
        .filter((one) => one.closest("main") !== null).map((one) => one.outerHTML.slice(0, 80))`);
      assert.deepEqual(foreign, []);
      assert.deepEqual(requests, []);
      assert.equal(await page.evaluate("typeof window.harm"), "undefined");
      assert.deepEqual(errors, []);
      assert.deepEqual(
        violations.filter((one) => !ofToolkit.test(one)),
        [],
      );
    });

    it("what can't be seen is shown by name", async () => {
      const { page } = await open(bad);
      const shown = await page.evaluate<string>("document.body.innerText");
      assert.match(shown, /⟨U\+202E⟩cod\.exe/);
      const text = await page.evaluate<string>("document.body.textContent");
      assert.doesNotMatch(text, /[\u202a-\u202e\u2066-\u2069\u200b\u0000-\u0008\u001b]/);
    });

    it("none of it is a link: only a plain https address would be", async () => {
      const { page } = await open(bad);
      await openAll(page);
      const links = await page.locator(".statement button.link").allInnerTexts();
      assert.deepEqual(links, []);
    });
  });

  describe("For everybody", () => {
    for (const theme of themeNames) {
      it(`axe-core finds nothing in any tab: ${theme}`, async () => {
        const { page, violations } = await open(shopEvidence, { theme });
        await page.locator("summary[data-key='statement-3']").click();
        assert.deepEqual(await axeProblems(page), []);
        await tab(page, "sbom");
        await page.locator(".chip", { hasText: "npm" }).click();
        await says(page, ".matched", "3 of 7");
        await row(page, "express").click();
        await page.locator(".detail h2").waitFor();
        await page.locator("summary", { hasText: "Columns" }).click();
        assert.deepEqual(await axeProblems(page), []);
        await tab(page, "vex");
        await page.locator(".vex [data-cell='0,0']").click();
        await page.locator(".vex .detail h2").waitFor();
        assert.deepEqual(await axeProblems(page), []);
        await tab(page, "provenance");
        await says(page, ".inputs .matched", "3 of 3");
        await page.locator(".inputs [data-cell='0,0']").click();
        await page.locator(".inputs .detail h2").waitFor();
        assert.deepEqual(await axeProblems(page), []);
        await await tab(page, "raw");
        assert.deepEqual(await axeProblems(page), []);
        assert.ok(violations.length <= 3, violations.join());
      });
    }

    it("fits a narrow window", async () => {
      const { page } = await open(shopEvidence, { size: { width: 340, height: 700 } });
      assert.equal(await overflow(page), 0);
      await tab(page, "sbom");
      await row(page, "express").click();
      await page.locator(".detail h2").waitFor();
      assert.equal(await overflow(page), 0);
    });
  });
});
