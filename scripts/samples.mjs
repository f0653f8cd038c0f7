// npm run samples: makes examples/layout anew, an image with signed evidence that `drydock verify` can
// look at without a network, and examples/layout.pub, the key to check it with. `--out FOLDER` makes an
// image of every kind instead, and a tampered twin of each, for the tests. The private key is never written.
import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { kinds } from "./samples/kinds.mjs";

const { values } = parseArgs({ options: { out: { type: "string" } } });
const key = generateKeyPairSync("ec", { namedCurve: "P-256" });
const pem = key.publicKey.export({ type: "spki", format: "pem" });
const name = "registry.example.com/acme/sample";

if (values.out === undefined) {
  const examples = fileURLToPath(new URL("../examples/", import.meta.url));
  kinds["docker-hardened"].make({ key, name, tamper: false }).write(join(examples, "layout"));
  writeFileSync(join(examples, "layout.pub"), pem);
} else {
  mkdirSync(values.out, { recursive: true });
  for (const [kind, { make }] of Object.entries(kinds)) {
    make({ key, name, tamper: false }).write(join(values.out, kind));
    make({ key, name, tamper: true }).write(join(values.out, `${kind}.tampered`));
  }
  writeFileSync(join(values.out, "key.pub"), pem);
}
