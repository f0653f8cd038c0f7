// Runs a peer over a folder in one process: node bench/peer.mjs NAME FOLDER. Prints what it threw on.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const require = createRequire(import.meta.url);
const [, , name, folder] = process.argv;
const checks = {
  "dockerfile-utils": () => {
    const { validate } = require("dockerfile-utils");
    return (text) => validate(text);
  },
  dockerfilelint: () => {
    const { run } = require("dockerfilelint");
    return (text) => run("", text);
  },
};
const check = checks[name]();
let thrown = 0;
const files = readdirSync(folder);
for (const file of files) {
  try {
    check(readFileSync(path.join(folder, file), "utf8"));
  } catch {
    thrown++;
  }
}
console.log(`threw on ${thrown} of ${files.length} files`);
