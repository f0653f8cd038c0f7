import assert from "node:assert/strict";
import { evidence, image, shop, statement } from "../view/sample";
import { hostile } from "./hostile";
import { axeProblems, opensPages } from "./opening";
import { overflow } from "./page";

const identity = "https://github.com/acme/shop/.github/workflows/release.yml@refs/heads/main";
const untrusted = evidence(
  [
    statement(
      { kind: "sbom", sbom: shop },
      {
        verdict: "untrusted",
        checks: [
          {
            name: "identity",
            result: "failed",
            expected: "a signer named by a policy",
            found: identity,
          },
        ],
      },
    ),
  ],
  { verdict: "untrusted" },
);
const [one = "", two = ""] = ["a", "b"].map((digit) => `sha256:${digit.repeat(64)}`);
const layout = { kind: "layout", uri: "file:///build", platform: null, digest: null } as const;

describe("The page of what has to be decided", function () {
  this.timeout(60_000);
  const open = opensPages();

  it("asks whether to trust a signer who is not on the list, by keyboard too", async () => {
    const { page, done } = await open(untrusted);
    const button = page.locator("vscode-button[data-key='trust-signer']");
    assert.equal(await button.innerText(), `Trust This Signer for ${image.repository ?? ""}…`);
    await button.focus();
    await page.keyboard.press("Enter");
    // The page's next request is answered after the one before.
    await page.locator("vscode-button[data-key='copy-digest']").click();
    await page.locator("[role='status']", { hasText: "Copied." }).waitFor({ state: "attached" });
    assert.deepEqual(done, ["trust untrusted", `copy ${image.manifest.digest}`]);
  });

  it("offers nobody where the signer is trusted", async () => {
    const { page } = await open(evidence([statement({ kind: "sbom", sbom: shop })]));
    await page.locator(".verdict", { hasText: "Verified" }).waitFor();
    assert.equal(await page.locator("vscode-button[data-key='trust-signer']").count(), 0);
  });

  it("lets one of several images be chosen, and keeps the choice", async () => {
    const images = [
      { digest: one, names: ["docker.io/acme/app:1"] },
      { digest: two, names: [] },
    ];
    const world = { choices: () => Promise.resolve(images) };
    const { page } = await open(untrusted, { source: layout, world });
    await page.locator(".notice", { hasText: "There are 2 images here." }).waitFor();
    const choice = page.locator("vscode-dropdown[data-key='image']");
    assert.equal(await choice.getAttribute("aria-label"), "Image");
    await choice.click();
    await page.locator("vscode-option", { hasText: "docker.io/acme/app:1, aaaaaaaaaaaa" }).click();
    await page.locator(".verdict", { hasText: "Signed, not trusted" }).waitFor();
    assert.equal(await page.locator(".notice").count(), 0);
    const kept = await page.evaluate<{ source: unknown }>("JSON.parse(sessionStorage.state)");
    assert.deepEqual(kept.source, { ...layout, digest: one });
  });

  it("is whole and readable whatever images and repositories are called", async () => {
    const images = hostile.map((text, index) => ({
      digest: `sha256:${String(index).padStart(64, "0")}`,
      names: [text, text],
    }));
    const strange = { image: { ...image, repository: hostile.join("") } };
    const { page } = await open(
      { ...untrusted, ...strange },
      {
        source: { ...layout, digest: images[0]?.digest ?? "" },
        world: { choices: () => Promise.resolve(images) },
      },
    );
    await page.locator("vscode-dropdown[data-key='image']").waitFor();
    await page.locator("vscode-button[data-key='trust-signer']").waitFor();
    assert.equal(await overflow(page), 0);
    await page.setViewportSize({ width: 340, height: 700 });
    assert.equal(await overflow(page), 0);
    for (const key of ["image", "trust-signer"]) {
      const { x = 0, width = 0 } =
        (await page.locator(`[data-key='${key}']`).first().boundingBox()) ?? {};
      assert.ok(width > 0 && x + width <= 340, `${key} ends at ${x + width}`);
    }
  });

  for (const theme of ["light", "hc-dark"] as const)
    it(`has no fault that axe finds, ${theme}`, async () => {
      const { page } = await open(untrusted, {
        theme,
        source: { ...layout, digest: one },
        world: {
          choices: () =>
            Promise.resolve([
              { digest: one, names: ["app:1"] },
              { digest: two, names: ["app:2"] },
            ]),
        },
      });
      await page.locator("vscode-dropdown[data-key='image']").waitFor();
      assert.deepEqual(await axeProblems(page), []);
    });
});
