import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import type { NamedSource, PanelMemory, PanelSource } from "../../src/protocol";
import { comparedImage, type ComparedImage } from "../../src/view/comparedImage";
import type { ShownEvidence } from "../../src/view/evidence";
import { createPanelBridge, type PanelBridge } from "../../src/vscode/panelBridge";
import { panelHtml } from "../../src/vscode/panelHtml";
import { readMemory } from "../../src/vscode/panelRequests";
import {
  createPanelSession,
  type PanelSession,
  type PanelWorld,
} from "../../src/vscode/panelSession";
import { repository } from "../lint/check";

export type Theme = "light" | "dark" | "hc-dark" | "hc-light";
export const themeNames: readonly Theme[] = ["light", "dark", "hc-dark", "hc-light"];

/** The variables and classes that VS Code 1.139 gives a page, as far as ours uses them. */
const themes = JSON.parse(
  readFileSync(path.join(repository, "test", "webview", "themes.json"), "utf8"),
) as Record<Theme, { class: string; variables: Record<string, string> }>;

/** The page with our own host behind it, only without an editor around. */
export interface OpenPage {
  readonly page: Page;
  /** What the page asked the editor to do: `copy TEXT`, `raw 0 decoded`, `link URL`. */
  readonly done: readonly string[];
  /** What the page's policy kept out, and errors of its script. */
  readonly violations: readonly string[];
  readonly errors: readonly string[];
  /** Loads the page anew, as an editor does that was reloaded: with what it kept, and a new host. */
  reload(): Promise<void>;
  /** Says what was looked at in another panel before. */
  comesFrom(previous: NamedSource): void;
  close(): Promise<void>;
}

export interface Surroundings {
  readonly theme?: Theme;
  readonly source?: PanelSource;
  readonly world?: Partial<PanelWorld>;
  readonly size?: { readonly width: number; readonly height: number };
  /** Runs in the page before what belongs to it. */
  readonly script?: string;
}

const origin = "http://page.test";

/** A side of a comparison of which nothing is known but its evidence. */
export function sideOf(name: string, found: ShownEvidence | null): ComparedImage {
  const nothing = { own: null, catalog: null, vulnerabilities: null, problems: [] };
  return comparedImage({ name, evidence: found, ...nothing });
}

export async function launch(): Promise<Browser> {
  const module = pathToFileURL(path.join(repository, "scripts", "host", "browser.mjs")).href;
  const { launchBrowser } = (await import(module)) as {
    launchBrowser(log: (line: string) => void): Promise<Browser>;
  };
  return launchBrowser(console.error);
}

/** Opens the page on evidence that is there at once, or as `world` says. */
export async function openPage(
  browser: Browser,
  evidence: ShownEvidence,
  surroundings: Surroundings = {},
): Promise<OpenPage> {
  const { theme = "dark", size = { width: 1100, height: 800 } } = surroundings;
  const page = await browser.newPage({ viewport: size });
  const done: string[] = [];
  const violations: string[] = [];
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("dialog", (dialog) => {
    errors.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });

  let bridge: PanelBridge | null = null;
  let session: PanelSession | null = null;
  const source: PanelSource = surroundings.source ?? {
    ...{ kind: "image", reference: evidence.image?.source ?? "sbom.json" },
    platform: null,
  };
  const connect = (memory: PanelMemory): void => {
    bridge?.dispose();
    const post = (message: unknown): void =>
      void page
        .evaluate(`dispatchEvent(new MessageEvent("message", { data: ${asScript(message)} }))`)
        .catch(() => undefined);
    session = createPanelSession(memory, {
      known: () =>
        Promise.resolve({
          name: evidence.image?.source ?? "sbom.json",
          facts: [
            { label: "User", text: "root" },
            { label: "Size", text: "41.2 MB to pull" },
          ],
          factsSource: "Catalog of 2026-11-20.",
        }),
      choices: () => Promise.resolve([]),
      load: () => Promise.resolve(evidence),
      explain: (error) => (error instanceof Error ? error.message : String(error)),
      show: (overview) => post({ kind: "overview", overview }),
      remember: (kept) => post({ kind: "memory", memory: kept }),
      trustSigner: (of) => noted(`trust ${of?.result.verdict ?? "nothing"}`),
      copy: (text) => noted(`copy ${text}`),
      openRaw: ({ item, form, bytes }) =>
        noted(`raw ${item.kind} ${form}: ${Buffer.from(bytes).toString()}`),
      openDockerfile: (text) => noted(`Dockerfile ${text}`),
      openLink: (url) => noted(`link ${url}`),
      exportSbom: async ({ item, chosen, total }) => {
        await noted(`export ${item.format} ${chosen.join(",")} of ${total}`);
        return true;
      },
      chooseFiles: () => Promise.resolve([]),
      readOpened: ({ uri }) => Promise.reject(new Error(`${uri} is not there any more.`)),
      osvBlocked: () => null,
      askOsv: () => Promise.resolve({ scans: [], problems: [] }),
      keptOsv: () => Promise.resolve(null),
      suggestions: () => Promise.resolve([]),
      knownSide: (_, found) => Promise.resolve(sideOf(evidence.image?.source ?? "", found)),
      loadSide: ({ kind }) => Promise.reject(new Error(`No ${kind} to compare with.`)),
      chooseFile: () => Promise.resolve(null),
      openMarkdown: (text) => noted(`markdown ${text}`),
      showComparison: (comparison) => post({ kind: "comparison", comparison }),
      ...surroundings.world,
    });
    bridge = createPanelBridge(session.handlers, post, String);
  };
  const noted = (text: string): Promise<void> => {
    done.push(text);
    return Promise.resolve();
  };

  await page.exposeFunction("toHost", (message: unknown) => bridge?.receive(message));
  await page.exposeFunction("violated", (text: string) => violations.push(text));
  await page.addInitScript(`(() => {
    addEventListener("securitypolicyviolation", (event) =>
      violated(event.effectiveDirective + " " + event.sourceFile.split("/").at(-1)));
    window.acquireVsCodeApi = () => ({
      postMessage: (message) => void toHost(message),
      getState: () => JSON.parse(sessionStorage.getItem("state") ?? "null"),
      setState: (state) => sessionStorage.setItem("state", JSON.stringify(state)),
    });
    const { variables, class: name } = ${JSON.stringify(themes[theme])};
    for (const [variable, value] of Object.entries(variables))
      document.documentElement?.style.setProperty(variable, value);
    document.addEventListener("DOMContentLoaded", () => {
      for (const [variable, value] of Object.entries(variables))
        document.documentElement.style.setProperty(variable, value);
      document.body.className = name;
      document.body.dataset.vscodeThemeKind = name.split(" ").find((one) =>
        ["vscode-light", "vscode-dark", "vscode-high-contrast", "vscode-high-contrast-light"].includes(one));
    }, { once: true });
  })()`);
  if (surroundings.script !== undefined) await page.addInitScript(surroundings.script);
  await page.route(`${origin}/**`, (route) => {
    const name = new URL(route.request().url()).pathname.slice(1);
    const types = { ".js": "text/javascript", ".css": "text/css" } as const;
    if (name === "") return route.fulfill({ contentType: "text/html", body: html });
    const extension = path.extname(name);
    if (extension !== ".js" && extension !== ".css") return route.fulfill({ status: 404 });
    return route.fulfill({
      contentType: types[extension],
      body: readFileSync(path.join(repository, "dist", name)),
    });
  });
  const html = panelHtml({
    script: `${origin}/webview.js`,
    style: `${origin}/webview.css`,
    cspSource: origin,
    nonce: "abc123",
  });
  const load = async (memory: PanelMemory): Promise<void> => {
    connect(memory);
    await page.goto(`${origin}/`);
    await page.locator("h1").waitFor();
  };
  await load({ source, beside: null });
  return {
    page,
    done,
    violations,
    errors,
    reload: async () => {
      const kept = await page.evaluate<unknown>("JSON.parse(sessionStorage.state)");
      await load(readMemory(kept) ?? assert.fail("The page keeps nothing to bring it back by."));
    },
    comesFrom: (previous) => session?.comesFrom(previous),
    close: async () => {
      bridge?.dispose();
      await page.close();
    },
  };
}

/** A value as a script's literal: the two line ends of Unicode are text in JSON, and were none in scripts. */
function asScript(value: unknown): string {
  return JSON.stringify(value).replace(/[\u2028\u2029]/g, (character) =>
    character === "\u2028" ? "\\u2028" : "\\u2029",
  );
}

/** The widths that a page takes and has. */
export async function overflow(page: Page): Promise<number> {
  return page.evaluate<number>(
    "document.documentElement.scrollWidth - document.documentElement.clientWidth",
  );
}
