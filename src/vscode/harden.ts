// Choosing hardened images and finding what a swap would break: a bundle of its own, dist/harden.js, loaded
// with the first lint, so that the extension itself starts without it.
export { chooseCounterparts } from "../harden/families";
export { withSwaps } from "../harden/fixes";
