// Draws media/icon.png from media/icon.svg: the marketplace takes no SVG.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { launchBrowser } from "./host/browser.mjs";

const media = (name) => fileURLToPath(new URL(`../media/${name}`, import.meta.url));
const browser = await launchBrowser(console.error);
try {
  const page = await browser.newPage({ viewport: { width: 256, height: 256 } });
  await page.setContent(`<style>body { margin: 0 }</style>${await readFile(media("icon.svg"))}`);
  await page.screenshot({ path: media("icon.png"), omitBackground: true });
} finally {
  await browser.close();
}
