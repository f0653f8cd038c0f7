/** What reaches registries: a part of its own, which several others share. */
export { cacheFolder } from "../registry/cacheFolder";
export { createContentCache } from "../registry/contentCache";
export { isAbsent, RegistryError, registryErrorText } from "../registry/errors";
export { findEvidence } from "../registry/evidence";
export { fileArtifact } from "../registry/fileArtifact";
export { createGate } from "../registry/gate";
export { ownFacts } from "../registry/imageContents";
export { askLiveFacts } from "../registry/liveFacts";
export { askOsv } from "../registry/osv";
export { formatPlatform, parsePlatform } from "../registry/platform";
export { openTrustRepository } from "../registry/trustRepository";
export { createWorld } from "../registry/world";
