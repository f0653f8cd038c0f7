import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import type { ShownEvidence } from "../../src/view/evidence";
import { launch, openPage, type OpenPage, type Surroundings } from "./page";

/** The toolkit's own inline style, which the policy keeps out without any visible loss. */
export const ofToolkit = /^style-src-(?:elem|attr) webview\.js$/;

export type Open = (of: ShownEvidence, around?: Surroundings) => Promise<OpenPage>;

/**
 * Opens pages for the tests of a suite, in one browser; each test also fails where a script of a page failed, or
 * its policy kept something out that is not known.
 */
export function opensPages(): Open {
  let browser: Browser;
  const opened: OpenPage[] = [];
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());
  afterEach(async () => {
    const pages = opened.splice(0);
    const errors = pages.flatMap((one) => one.errors);
    const foreign = pages.flatMap((one) => one.violations).filter((one) => !ofToolkit.test(one));
    await Promise.all(pages.map((one) => one.close()));
    assert.deepEqual({ errors, foreign }, { errors: [], foreign: [] });
  });
  return async (of, around = {}) => {
    const one = await openPage(browser, of, around);
    opened.push(one);
    return one;
  };
}

export const tab = (page: Page, name: string) => page.locator(`#tab-${name}`).click();

/** Waits until something on the page says this. */
export async function says(page: Page, selector: string, expected: string): Promise<void> {
  await page.locator(selector, { hasText: expected }).first().waitFor({ timeout: 10_000 });
}

const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/** What axe-core finds on the page, as `rule: element`. */
export async function axeProblems(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  return page.evaluate<string[]>(`axe.run(document).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ": " + html.slice(0, 200))))`);
}
