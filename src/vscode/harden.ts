// Fixes, choosing hardened images, finding what a swap would break, planning, and showing all of it: a bundle
// of its own, dist/harden.js, loaded with the first lint, so that the extension itself starts without it.
export { withMirrors } from "../image/mirrors";
export { chooseCounterparts } from "../harden/families";
export { lintServices } from "../lint/services";
export { serviceText } from "../lint/serviceText";
export { askRegistry } from "./askRegistry";
export { createBaseImages } from "./baseImageView";
export { fixAllEdit, provideActions, resolveAction } from "./codeActions";
export { catalogText } from "./catalogText";
export { explainRule } from "./explainRule";
export { provideCompletions, resolveCompletion } from "./completion";
export { createHardening } from "./hardening";
export { provideInlays, provideLenses } from "./imageHints";
export { provideHover } from "./imageHover";
export { imageToShow } from "./imageToShow";
export { imagesToCompare } from "./imagesToCompare";
export { serviceReader } from "./serviceReader";
export { chooseSwap, swapLinked } from "./swapCommands";
export { createWorkspaceLint } from "./workspaceLint";
