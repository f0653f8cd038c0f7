const mebibyte = 1024 * 1024;

/** The specification's advice: larger ones may be refused by any registry. */
export const maximumManifestBytes = 4 * mebibyte;

/** BuildKit writes attestations of up to 40 MiB (v0.32.0). */
export const maximumBlobBytes = 40 * mebibyte;

/** Of all the evidence of one image together. */
export const maximumEvidenceBytes = 64 * mebibyte;

/** Artifacts that are read of one list of referrers; anyone who may push can add more. */
export const maximumReferrers = 100;

/** CVE-2023-33958: signatures without end. */
export const maximumSignatures = 50;
