// Choosing hardened images, finding what a swap would break, and showing both: a bundle of its own,
// dist/harden.js, loaded with the first lint, so that the extension itself starts without it.
export { chooseCounterparts } from "../harden/families";
export { withSwaps } from "../harden/fixes";
export { provideCompletions, resolveCompletion } from "./completion";
export { provideInlays, provideLenses } from "./imageHints";
export { provideHover } from "./imageHover";
export { chooseSwap, swapLinked } from "./swapCommands";
