// npm run samples: makes examples/layout anew, an image with signed evidence that `drydock verify` can look at
// without a network, examples/layout.pub, the key to check it with, and examples/layout-before, an image to compare
// it with. `--examples FOLDER` writes these elsewhere. `--out FOLDER` makes an image of every kind instead, and a
// tampered twin of each, for the tests. The private key is never written, so that each run has a new one.
import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { kinds } from "./samples/kinds.mjs";
import { after, before, shopName } from "./samples/shop.mjs";

const { values } = parseArgs({
  options: {
    out: { type: "string" },
    examples: { type: "string", default: fileURLToPath(new URL("../examples/", import.meta.url)) },
  },
});
const key = generateKeyPairSync("ec", { namedCurve: "P-256" });
const pem = key.publicKey.export({ type: "spki", format: "pem" });

if (values.out === undefined) {
  const write = (kind, of, folder) =>
    kinds[kind]
      .make({ key, name: shopName, tamper: false, of })
      .write(join(values.examples, folder));
  write("docker-hardened", after, "layout");
  write("buildkit-index", before, "layout-before");
  writeFileSync(join(values.examples, "layout.pub"), pem);
} else {
  const name = "registry.example.com/acme/sample";
  mkdirSync(values.out, { recursive: true });
  for (const [kind, { make }] of Object.entries(kinds)) {
    make({ key, name, tamper: false }).write(join(values.out, kind));
    make({ key, name, tamper: true }).write(join(values.out, `${kind}.tampered`));
  }
  writeFileSync(join(values.out, "key.pub"), pem);
}
