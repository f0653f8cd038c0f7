import * as vscode from "vscode";
import { isDockerfile } from "./documents";
import { imageAt, type FileImage } from "./fileImages";
import { hoverCommands, imageHoverText, type Live } from "./imageHoverText";
import { currentImagesIn, numberOf } from "./images";
import type { Linter } from "./linter";
import type { LiveImages } from "./liveImages";
import { planAtHand } from "./plans";
import { toRange } from "./translate";

/** A hover on the name of an image: what it is, and what could take its place. */
export async function provideHover(
  linter: Linter,
  live: LiveImages,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.Hover | null> {
  const found = await currentImagesIn(linter, document);
  const image = found === null ? null : imageAt(found.images, position);
  if (found === null || image === null) return null;
  const shown = { document: numberOf(document), version: document.version };
  const { request } = found.linted;
  const hasPlan = isDockerfile(document) && (planAtHand(request)?.changes.length ?? 0) > 0;
  const text = imageHoverText(image, request, shown, await liveOf(live, image), hasPlan);
  if (text === null) return null;
  const markdown = new vscode.MarkdownString(text);
  markdown.isTrusted = { enabledCommands: hoverCommands };
  const range = image.ranges.map(toRange).find((one) => one.contains(position));
  return new vscode.Hover(markdown, range);
}

/** Longer nobody waits for a hover; what comes later is in the next one. */
const patienceMs = 700;
/** As old as answers of the cache may be. */
const maximumAgeMs = 15 * 60 * 1000;

/** What the registry said; with `drydock.online` set to `always` it is asked now where it was not lately. */
async function liveOf(live: LiveImages, { reference, isLocal }: FileImage): Promise<Live> {
  const permission = live.permission();
  const now = new Date();
  const mayAsk = permission !== "never" && reference !== null && !isLocal;
  if (reference === null) return { facts: null, mayAsk, now };
  const known = live.of(reference);
  const isRecent = known !== null && now.getTime() - known.askedAt.getTime() < maximumAgeMs;
  if (permission === "always" && mayAsk && !isRecent) {
    const asked = live.ask(reference, false, new AbortController().signal).catch(() => null);
    await Promise.race([asked, new Promise((done) => setTimeout(done, patienceMs))]);
  }
  return { facts: live.of(reference), mayAsk, now };
}
