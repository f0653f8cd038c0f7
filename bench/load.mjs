// node bench/load.mjs [BUNDLE]: prints how many milliseconds it takes to load a file of dist/ (default:
// extension.js), with an editor that is nothing but a name.
import { createRequire, Module } from "node:module";

const require = createRequire(import.meta.url);
const anything = new Proxy(function () {}, {
  get: (_, key) => (key === Symbol.toPrimitive ? () => "" : anything),
  apply: () => anything,
  construct: () => anything,
  // esbuild makes an object with the prototype of a module out of `import * as`.
  getPrototypeOf: () => anything,
});
const load = Module._load;
Module._load = (request, ...rest) => (request === "vscode" ? anything : load(request, ...rest));
const start = process.hrtime.bigint();
require(`../dist/${process.argv[2] ?? "extension.js"}`);
console.log(Number(process.hrtime.bigint() - start) / 1e6);
