import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const repository = path.join(__dirname, "../../..");
const shared = process.env["DRYDOCK_SHARED"] ?? path.join(repository, "..", "shared");
const folder = path.join(shared, "data");
const present = existsSync(path.join(folder, "dhi-images.json"));

describe("npm run catalog", () => {
  const aside = present ? "" : " (stepped aside: DRYDOCK_SHARED has no data/dhi-images.json)";

  it(`gives the committed catalog, byte for byte, each time${aside}`, async function () {
    if (!present) return this.skip();
    this.timeout(20_000);
    const script = pathToFileURL(path.join(repository, "scripts/catalog.mjs")).href;
    const { buildCatalog } = (await import(script)) as { buildCatalog(folder: string): string };
    const committed = readFileSync(path.join(repository, "src/image/data/catalog.json"), "utf8");
    // A catalog that was made from newer checkouts can't be made from the collected data.
    if (!committed.includes(commitOf("dhi-images.json"))) return this.skip();
    const built = buildCatalog(folder);
    assert.ok(built === committed, "run npm run catalog and commit what it writes");
    assert.ok(built === buildCatalog(folder), "a second run gives other bytes");
  });
});

function commitOf(name: string): string {
  const text = readFileSync(path.join(folder, name), "utf8");
  return (JSON.parse(text) as { meta: { commit: string } }).meta.commit;
}
