import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, FrameLocator, Page } from "playwright-core";
import { repository } from "../lint/check";
import { launch } from "./page";

interface Server {
  readonly port: number;
  stop(): Promise<void>;
}

/** The parts of scripts/host that bring up an editor. */
interface Host {
  fetchEditor(log: (line: string) => void): Promise<unknown>;
  startServer(options: object): Promise<Server>;
  editorAddress(server: Server, options: object): string;
  readonly quietSettings: object;
}

async function host(): Promise<Host> {
  const load = (name: string): Promise<object> =>
    import(pathToFileURL(path.join(repository, "scripts", "host", name)).href);
  return { ...(await load("editor.mjs")), ...(await load("server.mjs")) } as Host;
}

/** An editor in a browser, with the extension, on a folder. */
export interface RunningEditor {
  readonly page: Page;
  /** The panel that is in front. */
  panel(): FrameLocator;
  /** Waits until an element of the panel says something. */
  says(selector: string, text: string): Promise<void>;
  /** Runs a command by its title. */
  command(title: string): Promise<void>;
  /** Types what evidence is wanted of; null takes what is proposed. Returns the proposal. */
  showEvidence(source: string | null): Promise<string>;
  /** Takes an entry of the menu of a file or folder of the explorer. */
  fromMenu(file: string, entry: string): Promise<void>;
  /** Takes an entry of a list that the extension shows. */
  pick(label: string): Promise<void>;
  /** Answers a dialog for a file, which in a browser is a line to type into. */
  answer(proposed: string, file: string): Promise<void>;
  /** What the browser kept out for the policy of a page. */
  readonly violations: readonly string[];
  /** Keeps a picture of a test that failed. */
  keepPicture(test: string): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts an editor that shows nothing but a folder, and waits until the extension has linted its Dockerfile.
 *
 * @param settings of the user
 */
export async function startEditor(folder: string, settings: object): Promise<RunningEditor> {
  const { fetchEditor, startServer, editorAddress, quietSettings } = await host();
  const server = await startServer({
    editor: await fetchEditor(console.error),
    extension: repository,
    settings: { ...quietSettings, ...settings },
    environment: { DRYDOCK_CACHE_DIR: path.join(folder, "cache") },
  });
  const browser: Browser = await launch();
  const violations: string[] = [];
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  page.on("console", (message) => {
    if (/Content Security Policy/.test(message.text())) violations.push(message.text());
  });
  // An address that names a file opens it in place of what was open before a reload.
  await page.goto(editorAddress(server, { folder }));
  const entry = (file: string) => page.locator(".monaco-list-row", { hasText: file }).first();
  await entry("Dockerfile").dblclick({ timeout: 60_000 });
  await page.locator(".monaco-editor .view-line").first().waitFor({ timeout: 60_000 });
  // The extension has linted the file.
  await page.locator("[class*='squiggly-']").first().waitFor({ timeout: 60_000 });

  const panel = (): FrameLocator =>
    page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");
  const command = async (title: string): Promise<void> => {
    await page.keyboard.press("F1");
    await page.locator(".quick-input-widget input").first().waitFor();
    await page.keyboard.insertText(title);
    await page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first().click();
  };
  return {
    page,
    panel,
    violations,
    command,
    says: (selector, text) =>
      panel().locator(selector, { hasText: text }).first().waitFor({ timeout: 60_000 }),
    async showEvidence(source) {
      await command("Drydock: Show Image Evidence");
      const input = page.locator("input[placeholder='dhi.io/python:3.13']");
      await input.waitFor({ timeout: 20_000 });
      const proposed = await input.inputValue();
      if (source !== null) await input.fill(source);
      await input.press("Enter");
      return proposed;
    },
    async fromMenu(file, name) {
      await page.locator(".explorer-folders-view", { hasText: file }).waitFor();
      await entry(file).click({ button: "right" });
      const item = page.locator(".monaco-menu .action-item", { hasText: name });
      await item.hover();
      // A menu does not take the click that opened it, nor one just after.
      await page.waitForTimeout(500);
      await item.click();
    },
    async pick(label) {
      const row = page.locator(".quick-input-list .monaco-list-row", { hasText: label });
      await row.first().click({ timeout: 20_000 });
    },
    async answer(proposed, file) {
      const end = JSON.stringify(proposed);
      await page.waitForFunction(
        `[...document.querySelectorAll(".quick-input-widget input")].some(({ value }) => value.endsWith(${end}))`,
      );
      const input = page.locator(".quick-input-widget input[type='text']");
      // The dialog looks the path up while it is typed, and takes no answer before; a slow one may put its own
      // proposal in the place of what was typed.
      for (let isOpen = true; isOpen;) {
        await input.fill(file);
        await page.waitForTimeout(1_000);
        if ((await input.inputValue()) !== file) continue;
        await input.press("Enter");
        isOpen = await input.waitFor({ state: "hidden", timeout: 5_000 }).then(
          () => false,
          () => true,
        );
      }
    },
    async keepPicture(test) {
      const name = `${test.replace(/\W+/g, "-")}.png`;
      await page.screenshot({ path: path.join(repository, "out", "failed", name) });
    },
    async stop() {
      await browser.close();
      await server.stop();
    },
  };
}
