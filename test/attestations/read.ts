import assert from "node:assert/strict";
import type { Provenance } from "../../src/attestations/provenance/model";
import { readDocument } from "../../src/attestations/read";
import type { Component, Sbom } from "../../src/attestations/sbom/model";
import type { Scan } from "../../src/attestations/scans/model";
import type { Vex } from "../../src/attestations/vex/model";

/** A document given as an object, or as text. */
export function read(content: object | string): ReturnType<typeof readDocument> {
  return readDocument(Buffer.from(typeof content === "string" ? content : JSON.stringify(content)));
}

export function sbomOf(content: object | string): Sbom {
  const { document } = read(content);
  assert.ok(document.kind === "sbom", document.kind);
  return document.sbom;
}

export function vexOf(content: object | string): Vex {
  const { document } = read(content);
  assert.ok(document.kind === "vex", document.kind);
  return document.vex;
}

export function provenanceOf(content: object | string): Provenance {
  const { document } = read(content);
  assert.ok(document.kind === "provenance", document.kind);
  return document.provenance;
}

export function scanOf(content: object | string): Scan {
  const { document } = read(content);
  assert.ok(document.kind === "scan", document.kind);
  return document.scan;
}

/** A component that has nothing but what is given. */
export function component(given: Partial<Component>): Component {
  return {
    id: "",
    name: "",
    version: null,
    type: "library",
    purl: null,
    licenses: [],
    supplier: null,
    source: null,
    hashes: new Map(),
    ...given,
  };
}
