import type { JsonValue } from "./json";
import type { Provenance } from "./provenance/model";
import type { Sbom } from "./sbom/model";
import type { Scan } from "./scans/model";
import type { Vex } from "./vex/model";

/** What a document turned out to be. Its content decides, never the label that it came with. */
export type Document =
  | { readonly kind: "sbom"; readonly sbom: Sbom }
  | { readonly kind: "vex"; readonly vex: Vex }
  | { readonly kind: "provenance"; readonly provenance: Provenance }
  | { readonly kind: "scan"; readonly scan: Scan }
  | {
      readonly kind: "other";
      /** What it is called, for people: `STIG scan`, `Verification summary`. */
      readonly name: string;
      /** A few facts worth a line each. */
      readonly summary: Readonly<Record<string, string>>;
    };

export interface ReadDocument {
  readonly document: Document;
  /** What the same document holds besides: a CycloneDX list of components may say of vulnerabilities too. */
  readonly also: readonly Document[];
  /** The format and version that it is in, for people and JSON: `SPDX 2.3`, `CycloneDX 1.6`, `OpenVEX 0.2.0`. */
  readonly format: string;
  /** Sentences on what its own specification forbids, or what could not be read; reading went on. */
  readonly problems: readonly string[];
}

/** An in-toto Statement, version 0.1 or 1. */
export interface Statement {
  readonly version: "0.1" | "1";
  readonly subjects: readonly Subject[];
  readonly predicateType: string;
  readonly predicate: JsonValue;
}

export interface Subject {
  readonly name: string | null;
  /** Algorithm → digits as written: `sha256` → lower-case hexadecimal. */
  readonly digests: ReadonlyMap<string, string>;
}

/** A DSSE envelope with its bytes decoded; nothing is checked. */
export interface Envelope {
  readonly payloadType: string;
  /** What is signed, after base64. */
  readonly payload: Uint8Array;
  readonly signatures: readonly { readonly keyid: string | null; readonly signature: Uint8Array }[];
}
