import assert from "node:assert/strict";
import type { Scan } from "../../src/attestations/scans/model";
import type { OpenedFile } from "../../src/protocol";
import { fileArtifact } from "../../src/registry/fileArtifact";
import { openedItems } from "../../src/verify/openedFile";
import { emptyPolicy, noDemands } from "../../src/verify/policy";
import { evidence, said, shop, shopEvidence, statement } from "../view/sample";
import { finding, scannedShop, shopScan } from "../view/scanSample";
import { hostile } from "./hostile";
import { axeProblems, opensPages, says, tab } from "./opening";
import { overflow, themeNames } from "./page";

/** What Trivy writes of one vulnerability in express. */
const report = {
  SchemaVersion: 2,
  Trivy: { Version: "0.58.0" },
  CreatedAt: "2026-11-24T08:00:00Z",
  Results: [
    {
      Vulnerabilities: [
        {
          ...{ VulnerabilityID: "CVE-2026-2001", Severity: "CRITICAL" },
          ...{ PkgName: "express", InstalledVersion: "4.21.2" },
        },
      ],
    },
  ],
};

/** VEX of the person's own: a package that the shop's signer calls affected is not. */
const ownVex = {
  "@context": "https://openvex.dev/ns/v0.2.0",
  ...{ "@id": "https://example.com/vex", author: "me", timestamp: "2026-11-25T00:00:00Z" },
  version: 1,
  statements: [
    {
      vulnerability: { name: "CVE-2026-1002" },
      products: [{ "@id": "pkg:deb/debian/libssl3@3.0.17-1~deb12u3?arch=amd64&distro=debian-12" }],
      status: "not_affected",
      justification: "vulnerable_code_not_in_execute_path",
    },
  ],
};

function readFile({ kind, uri }: OpenedFile, value: unknown) {
  const asked = { digests: [], repository: null, rule: null, problems: [] };
  const options = { roots: [], signer: null, key: null, policy: emptyPolicy, demands: noDemands };
  const name = uri.slice("file:///".length);
  const artifact = fileArtifact(name, Buffer.from(JSON.stringify(value)));
  const noun = kind === "vex" ? "VEX" : "report of a scanner";
  const opened = openedItems(artifact, kind, noun, asked, { ...options, now: new Date() });
  if (typeof opened === "string") throw new Error(`${name} ${opened}`);
  return opened;
}

describe("Vulnerabilities in the panel", function () {
  this.timeout(120_000);
  const open = opensPages();
  const grid = ".vulnerabilities-tab .grid-body";
  const matched = ".vulnerabilities-tab .matched";

  it("what is left comes first, and chips show the rest", async () => {
    const { page } = await open(scannedShop());
    await page.locator("button[data-key='count-vulnerabilities left']").click();
    await says(page, ".headline", "3 left of 5: 1 not affected and 1 fixed, by VEX that counts.");
    await says(page, matched, "3 of 5");
    await page.locator("button[data-key='left']").click();
    await says(page, matched, "5 of 5");
    await page.locator("button[data-key='severity-high']").click();
    await says(page, matched, "1 of 5");
    await says(page, grid, "not affected (exact)");
    await page.locator("button[data-key='severity-high']").click();
    await page.locator("button[data-key='left']").click();
    await page.locator("button[data-key='fixable']").click();
    await says(page, matched, "1 of 5");
    await says(page, grid, "3.0.18-1~deb12u1");
  });

  it("a chip of what is settled leaves what is left", async () => {
    const { page } = await open(scannedShop());
    await tab(page, "vulnerabilities");
    await page.locator("button[data-key='state-fixed']").click();
    await says(page, matched, "1 of 5");
    const left = page.locator("button[data-key='left']");
    assert.equal(await left.getAttribute("aria-pressed"), "false");
  });

  it("is ordered by its head, filtered, and opened by keyboard alone", async () => {
    const { page } = await open(scannedShop());
    await tab(page, "vulnerabilities");
    await says(page, matched, "3 of 5");
    const filter = page.locator(".vulnerabilities-tab vscode-text-field input");
    await filter.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await says(page, `.vulnerabilities-tab [data-cell='0,0']`, "CVE-2026-1002");
    const head = page.locator(".vulnerabilities-tab [role='columnheader']").first();
    assert.equal(await head.getAttribute("aria-sort"), "ascending");
    await filter.fill("tzdata");
    await says(page, matched, "1 of 5");
    await filter.press("ArrowDown");
    await page.keyboard.press("Enter");
    await says(page, ".vulnerabilities-tab .detail h2", "CVE-2026-1004");
    await says(page, ".vulnerabilities-tab .detail h3", "Claims that do not count");
    await page.locator("vscode-button[data-key='vulnerability-close']").focus();
    await page.keyboard.press("Escape");
    assert.equal(await page.locator(".vulnerabilities-tab .detail").count(), 0);
  });

  it("of two that are opened the later one is shown, whichever answer comes first", async () => {
    const holdsFirst = `{
      const acquire = window.acquireVsCodeApi;
      window.acquireVsCodeApi = () => {
        const { postMessage, ...api } = acquire();
        return { ...api, postMessage: (message) => {
          if (message.method !== "vulnerability" || window.held) return postMessage(message);
          window.held = () => postMessage(message);
        } };
      };
    }`;
    const { page } = await open(scannedShop(), { script: holdsFirst });
    await tab(page, "vulnerabilities");
    await page.locator("button[data-key='left']").click();
    await page.locator(`${grid} [role='row']`, { hasText: "CVE-2026-1001" }).click();
    await page.locator(`${grid} [role='row']`, { hasText: "CVE-2026-1002" }).click();
    await says(page, ".vulnerabilities-tab .detail h2", "CVE-2026-1002");
    await page.evaluate("held()");
    await page.waitForTimeout(200);
    await says(page, ".vulnerabilities-tab .detail h2", "CVE-2026-1002");
  });

  it("links of a detail open through the host", async () => {
    const { page, done } = await open(scannedShop());
    await tab(page, "vulnerabilities");
    await page.locator("button[data-key='left']").click();
    await page.locator(`${grid} [role='row']`, { hasText: "CVE-2026-1001" }).click();
    const link = page.locator(".detail button.link", { hasText: "https://nvd.nist.gov/" });
    assert.equal(await link.getAttribute("title"), "Opens nvd.nist.gov in the browser");
    await link.click();
    await page.waitForTimeout(100);
    assert.deepEqual(done, ["link https://nvd.nist.gov/vuln/detail/CVE-2026-1001"]);
  });

  it("where nobody looked it says so, and a report that is opened fills it", async () => {
    const { page } = await open(shopEvidence, {
      world: {
        chooseFiles: () => Promise.resolve(["file:///trivy.json"]),
        readOpened: (file) => Promise.resolve(readFile(file, report)),
      },
    });
    await tab(page, "vulnerabilities");
    await says(page, ".headline", "No scan was found.");
    assert.equal(await page.locator("button[data-key^='count-vulnerabilit']").count(), 0);
    await page.locator("vscode-button[data-key='open-report']").click();
    await says(page, ".headline", "1 left of 1");
    await says(page, ".notes", "Trivy 0.58.0: 1 finding; 2026-11-24.");
    // The same file again is not another one.
    await page.locator("vscode-button[data-key='open-report']").click();
    await page.waitForTimeout(200);
    assert.equal(await page.locator(".notes li", { hasText: "Trivy" }).count(), 1);
  });

  it("VEX that says something else by now closes what was open of it", async () => {
    let said: unknown = ownVex;
    const { page } = await open(scannedShop(), {
      world: {
        chooseFiles: () => Promise.resolve(["file:///own.vex.json"]),
        readOpened: (file) => Promise.resolve(readFile(file, said)),
      },
    });
    await tab(page, "vex");
    await page.locator("vscode-button[data-key='open-vex']").click();
    const row = page.locator(".vex .grid-body [role='row']", { hasText: "opened by you" });
    await row.click();
    await says(page, ".vex .detail dd", "not affected");
    const [statement] = ownVex.statements;
    said = { ...ownVex, statements: [{ ...statement, status: "fixed" }] };
    await page.locator("vscode-button[data-key='open-vex']").click();
    await page.locator(".vex .detail").waitFor({ state: "detached" });
    await row.click();
    await says(page, ".vex .detail dd", "fixed");
  });

  it("VEX of the person's own settles what it is about, until it is closed again", async () => {
    const { page } = await open(scannedShop(), {
      world: {
        chooseFiles: (kind) => Promise.resolve(kind === "vex" ? ["file:///own.vex.json"] : []),
        readOpened: (file) => Promise.resolve(readFile(file, ownVex)),
      },
    });
    await tab(page, "vex");
    await says(page, ".vex .about", "3 of 4 count: they are verified");
    await page.locator("vscode-button[data-key='open-vex']").click();
    await says(page, ".opened", "own.vex.json");
    await says(page, ".opened", "1 statement, opened by you");
    await says(page, ".vex .about", "4 of 5 count: they are verified");
    await says(page, ".vex .about", "or of files that you opened");
    await page.locator(".vex .grid-body [role='row']", { hasText: "opened by you" }).click();
    await says(page, ".vex .detail dd", "counts, opened by you");
    await tab(page, "vulnerabilities");
    await says(page, ".headline", "2 left of 5: 2 not affected and 1 fixed");
    await page.locator("button[data-key='left']").click();
    await page.locator(`${grid} [role='row']`, { hasText: "CVE-2026-1002" }).click();
    await says(page, ".meaning", "Settled: a file that you opened says that it is not affected.");
    await tab(page, "sbom");
    await page.locator(".components [role='row']", { hasText: "3.0.17" }).click();
    await says(page, ".components .detail", "CVE-2026-1002: not affected, exact match, counts");
    await tab(page, "vex");
    await page.locator("vscode-button[data-key^='close-vex']").click();
    await page.locator(".vex .opened").waitFor({ state: "detached" });
    await says(page, ".vex .about", "3 of 4 count");
    await tab(page, "vulnerabilities");
    await says(page, ".headline", "3 left of 5");
  });

  it("where no VEX was found it can be opened, and stays after a reload", async () => {
    const items = scannedShop().result.items.filter(({ kind }) => kind !== "vex");
    const one = await open(evidence(items), {
      world: {
        chooseFiles: () => Promise.resolve(["file:///own.vex.json"]),
        readOpened: (file) => Promise.resolve(readFile(file, ownVex)),
      },
    });
    const { page } = one;
    await tab(page, "vex");
    await says(page, ".vex h2", "No VEX was found.");
    await page.locator("vscode-button[data-key='open-vex']").click();
    await says(page, ".vex .about", "It counts: it is of a file that you opened.");
    await one.reload();
    await says(page, ".vex .matched", "1 of 1");
    await tab(page, "vulnerabilities");
    await says(page, ".headline", "4 left of 5: 1 not affected");
  });

  it("the chart of the overview leads to what is left of a severity", async () => {
    const { page } = await open(scannedShop());
    const row = page.locator(".severities tbody tr").nth(1);
    assert.equal((await row.innerText()).replace(/\s+/g, " ").trim(), "High 1 0");
    await page.locator("button[data-key='bar-severity-low']").click();
    await says(page, matched, "1 of 5");
    await says(page, grid, "CVE-2026-1003");
    const chip = page.locator("button[data-key='severity-low']");
    assert.equal(await chip.getAttribute("aria-pressed"), "true");
  });

  it("a file without a report is named in a sentence", async () => {
    const { page } = await open(shopEvidence, {
      world: {
        chooseFiles: () => Promise.resolve(["file:///trivy.json"]),
        readOpened: (file) => Promise.resolve().then(() => readFile(file, { a: 1 })),
      },
    });
    await tab(page, "vulnerabilities");
    await page.locator("vscode-button[data-key='open-report']").click();
    await says(page, ".failure", "trivy.json holds no report of a scanner");
  });

  it("osv.dev is asked when somebody says so, which can be stopped", async () => {
    const signals: AbortSignal[] = [];
    const scan: Scan = {
      scanner: "OSV, asked about 3 of 7 components",
      finished: "2026-11-26T00:00:00Z",
      findings: [finding("GHSA-aaaa-bbbb-cccc", { severity: "high" })],
    };
    const { page } = await open(shopEvidence, {
      world: {
        askOsv: (_, signal) => {
          signals.push(signal);
          return signals.length === 1
            ? new Promise((_resolve, reject) =>
                signal.addEventListener("abort", () => reject(new Error("aborted"))),
              )
            : Promise.resolve({ scans: [scan], problems: ["One record could not be had."] });
        },
      },
    });
    await tab(page, "vulnerabilities");
    const ask = page.locator("vscode-button[data-key='ask-osv']");
    await ask.click();
    await says(page, ".progress", "Asking osv.dev");
    await page.locator("vscode-button[data-key='cancel']").click();
    await page.locator(".progress").waitFor({ state: "detached" });
    assert.equal(signals[0]?.aborted, true);
    await says(page, ".headline", "No scan was found.");
    await ask.click();
    await says(page, ".headline", "1 left of 1");
    await says(page, ".notes", "One record could not be had.");
  });

  it("osv.dev is not asked where nobody may be, and the reason stands beside", async () => {
    let isAsked = false;
    const { page } = await open(shopEvidence, {
      world: {
        osvBlocked: () => "This workspace is not trusted, so osv.dev is not asked.",
        askOsv: () => {
          isAsked = true;
          return Promise.resolve({ scans: [], problems: [] });
        },
      },
    });
    await tab(page, "vulnerabilities");
    await says(page, ".headline .about", "This workspace is not trusted");
    await page.locator("vscode-button[data-key='ask-osv']").click({ force: true });
    await page.evaluate("toHost({ kind: 'ask', id: 999, method: 'askOsv', params: null })");
    await page.waitForTimeout(200);
    assert.equal(isAsked, false);
  });

  it("draws only the rows in view of 20,000", async () => {
    const findings = Array.from({ length: 20_000 }, (_, at) => finding(`CVE-2026-${at + 10_000}`));
    const { page } = await open(scannedShop({ ...shopScan, findings }));
    await tab(page, "vulnerabilities");
    await says(page, matched, "20,000 of 20,000");
    await page.locator(".vulnerabilities-tab [data-cell='0,0']").focus();
    await page.keyboard.press("Control+End");
    await says(page, grid, "CVE-2026-29999");
    const drawn = await page.locator(`${grid} [role='row']`).count();
    assert.ok(drawn < 80, `${drawn} rows`);
  });

  describe("after a reload", () => {
    it("is looked at as before", async () => {
      const findings = Array.from({ length: 1_000 }, (_, at) =>
        finding(`CVE-2026-${at + 1_000}`, { severity: at % 2 === 0 ? "high" : "low" }),
      );
      const one = await open(scannedShop({ ...shopScan, findings }));
      const { page } = one;
      await tab(page, "vulnerabilities");
      await page.locator("button[data-key='severity-low']").click();
      await says(page, matched, "500 of 1,000");
      await page.locator(".vulnerabilities-tab vscode-text-field input").fill("CVE-2026-1");
      await says(page, matched, "500 of 1,000");
      await page.evaluate("document.querySelector('.vulnerabilities-tab .grid').scrollTop = 6000");
      await says(page, grid, "CVE-2026-1511");
      await page.waitForTimeout(200);
      await one.reload();
      await says(page, grid, "CVE-2026-1511");
      assert.equal(
        await page.locator(".vulnerabilities-tab vscode-text-field input").inputValue(),
        "CVE-2026-1",
      );
      const chip = page.locator("button[data-key='severity-low']");
      assert.equal(await chip.getAttribute("aria-pressed"), "true");
    });

    it("a report that was opened is read again, and one that is gone is said", async () => {
      const files = ["file:///trivy.json"];
      const one = await open(shopEvidence, {
        world: {
          chooseFiles: () => Promise.resolve(files),
          readOpened: (file) =>
            files.length > 0
              ? Promise.resolve(readFile(file, report))
              : Promise.reject(new Error("trivy.json is not there any more.")),
        },
      });
      const { page } = one;
      await tab(page, "vulnerabilities");
      await page.locator("vscode-button[data-key='open-report']").click();
      await says(page, ".headline", "1 left of 1");
      await one.reload();
      await says(page, ".headline", "1 left of 1");
      files.length = 0;
      await one.reload();
      await says(page, ".notes", "Not opened again: trivy.json is not there any more.");
      await says(page, ".headline", "No scan was found.");
    });

    it("VEX and provenance are looked at as before", async () => {
      const statements = Array.from({ length: 500 }, (_, at) =>
        said(`CVE-2026-${at + 1_000}`, "not_affected", "pkg:npm/express@4.21.2", null),
      );
      const vex = { id: null, author: "Acme", timestamp: null, version: null, statements };
      const { items } = shopEvidence.result;
      const one = await open(evidence([...items, statement({ kind: "vex", vex })]));
      const { page } = one;
      await tab(page, "provenance");
      const input = page.locator(".inputs vscode-text-field input");
      await input.fill("node");
      await says(page, ".inputs .matched", "1 of 3");
      await page.evaluate("document.querySelector('.provenance-tab').scrollTop = 200");
      await tab(page, "vex");
      await page.locator(".vex .chip", { hasText: "not affected" }).click();
      await page.locator(".vex vscode-text-field input").fill("CVE-2026-1");
      await says(page, ".vex .matched", "501 of 501");
      await page.evaluate("document.querySelector('.vex .grid').scrollTop = 6000");
      await says(page, ".vex .grid-body", "CVE-2026-1250");
      await page.waitForTimeout(200);
      await one.reload();
      await says(page, ".vex .grid-body", "CVE-2026-1250");
      const chip = page.locator(".vex .chip[aria-pressed='true']");
      assert.match(await chip.innerText(), /not affected/);
      await tab(page, "provenance");
      await says(page, ".inputs .matched", "1 of 3");
      assert.equal(await input.inputValue(), "node");
      assert.equal(await page.evaluate("document.querySelector('.provenance-tab').scrollTop"), 200);
    });
  });

  it(`${hostile.length} strings in every field of a scan: nothing runs, nothing breaks out`, async () => {
    const named = hostile.join(" ");
    const findings = hostile.map((text) =>
      finding(text, {
        aliases: hostile,
        package: { name: text, version: text, purl: text },
        fixedIn: text,
        about: { description: named, links: [text] },
      }),
    );
    const statements = hostile.map((text) => ({
      ...said(text, "not_affected", text, text),
      ...{ justification: text, impact: text, action: text, notes: text },
    }));
    const vex = { id: named, author: named, timestamp: named, version: named, statements };
    const { page } = await open(
      evidence([
        statement({ kind: "sbom", sbom: shop }),
        statement(
          { kind: "scan", scan: { scanner: named, finished: named, findings } },
          { location: named, place: "file" },
        ),
        statement({ kind: "vex", vex }, { location: named, verdict: "unsigned", signer: null }),
      ]),
    );
    const requests: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    await tab(page, "vulnerabilities");
    await says(page, matched, `${hostile.length} of ${hostile.length}`);
    for (const place of [0, 5, 10]) {
      await page.locator(`.vulnerabilities-tab [data-cell='${place},0']`).click();
      await page.locator(".vulnerabilities-tab .detail h2").waitFor();
      assert.equal(await page.locator(".vulnerabilities-tab .detail button.link").count(), 0);
    }
    assert.equal(await overflow(page), 0);
    assert.deepEqual(requests, []);
    assert.equal(await page.evaluate("typeof window.harm"), "undefined");
    const text = await page.evaluate<string>("document.body.textContent");
    assert.doesNotMatch(text, /[\u202a-\u202e\u2066-\u2069\u200b\u0000-\u0008\u001b]/);
  });

  for (const theme of themeNames) {
    it(`axe-core finds nothing: ${theme}`, async () => {
      const { page } = await open(scannedShop(), { theme });
      assert.deepEqual(await axeProblems(page), [], "the chart of the overview");
      await tab(page, "vulnerabilities");
      await page.locator(".vulnerabilities-tab [data-cell='0,0']").click();
      await page.locator(".vulnerabilities-tab .detail h2").waitFor();
      assert.deepEqual(await axeProblems(page), []);
      const empty = await open(shopEvidence, {
        theme,
        world: { osvBlocked: () => "This workspace is not trusted, so osv.dev is not asked." },
      });
      await tab(empty.page, "vulnerabilities");
      assert.deepEqual(await axeProblems(empty.page), []);
      const opened = await open(evidence([]), {
        theme,
        world: {
          chooseFiles: () => Promise.resolve(["file:///own.vex.json"]),
          readOpened: (file) => Promise.resolve(readFile(file, ownVex)),
        },
      });
      await tab(opened.page, "vex");
      assert.deepEqual(await axeProblems(opened.page), [], "no VEX");
      await opened.page.locator("vscode-button[data-key='open-vex']").click();
      await says(opened.page, ".opened", "own.vex.json");
      assert.deepEqual(await axeProblems(opened.page), [], "own VEX");
    });
  }

  it("fits a narrow window", async () => {
    const { page } = await open(scannedShop(), { size: { width: 340, height: 700 } });
    await tab(page, "vulnerabilities");
    assert.equal(await overflow(page), 0);
  });
});
