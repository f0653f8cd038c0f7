/** What checks signatures and reads formats: a part of its own, which is loaded while registries are asked. */
export { verifyBundle } from "./bundleVerifying";
export { compareSides } from "./comparing";
export { inspect } from "./inspecting";
export { verify, verifyNamed } from "./verifying";
