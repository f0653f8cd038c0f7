// A thread of its own and a bundle of its own, dist/sbomWriter.js: CycloneDX of 50,000 components takes seconds,
// in which the extension host answers nobody, and a thread can be stopped.
import { readFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import path from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import type { Sbom } from "../attestations/sbom/model";
import { createValidator } from "../attestations/sbom/validate";
import { writeCycloneDx } from "../attestations/sbom/writeCycloneDx";
import { cycloneDxVersion } from "./exportFormats";

/** What the thread is started with. */
export interface WriterTask {
  readonly sbom: Sbom;
  readonly format: "json" | "xml";
}

/** What it sends. */
export type WriterMessage =
  | { readonly kind: "progress"; readonly text: string }
  | { readonly kind: "written"; readonly bytes: Uint8Array }
  /** It would not be valid, which is a defect of ours: the first sentences of the schema's checker. */
  | { readonly kind: "invalid"; readonly problems: readonly string[] };

async function write({ sbom, format }: WriterTask, send: (message: WriterMessage) => void) {
  const bytes = Buffer.from(writeCycloneDx(sbom, format, cycloneDxVersion));
  if (format === "json") {
    send({ kind: "progress", text: "Checking it against the schema of CycloneDX…" });
    const validation = await createValidator(readSchema)(bytes);
    if (validation.kind === "invalid")
      return send({ kind: "invalid", problems: validation.problems.slice(0, 3) });
  }
  send({ kind: "written", bytes });
}

/** Beside the bundle, or where npm put it. */
function readSchema(file: string): Promise<string> {
  const library = "node_modules/@cyclonedx/cyclonedx-library/res/schema";
  const places = ["schemas", `../../../${library}`].map((place) => path.join(__dirname, place));
  return readFile(path.join(places.find((place) => existsSync(place)) ?? __dirname, file), "utf8");
}

if (parentPort !== null) {
  const port = parentPort;
  void write(workerData as WriterTask, (message) => port.postMessage(message));
}
