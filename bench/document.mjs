// Reads a document in a process of its own: node bench/document.mjs FILE. Prints milliseconds, MB of memory at most,
// and how many components were found.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { readDocument, components } = createRequire(import.meta.url)("../out/bench/evidence.cjs");
const bytes = readFileSync(process.argv[2]);
const start = process.hrtime.bigint();
const document = readDocument(bytes);
const time = Number(process.hrtime.bigint() - start) / 1e6;
console.log(
  JSON.stringify({
    time,
    memory: process.resourceUsage().maxRSS / 1e3,
    components: components(document),
  }),
);
