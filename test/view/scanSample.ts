import type { Scan, Vulnerability } from "../../src/attestations/scans/model";
import type { VexStatement } from "../../src/attestations/vex/model";
import type { EvidenceItem } from "../../src/verify/item";
import type { ShownEvidence } from "../../src/view/evidence";
import { evidence, said, shop, statement } from "./sample";

/** A vulnerability in a package of the shop; what is not given is not known of it. */
export function finding(id: string, rest: Partial<Vulnerability> = {}): Vulnerability {
  return {
    id,
    aliases: [],
    severity: "unknown",
    score: null,
    package: null,
    fixedIn: null,
    ...rest,
  };
}

const express = "pkg:npm/express@4.21.2";
const accepts = "pkg:npm/accepts@1.3.8";
const libssl = "pkg:deb/debian/libssl3@3.0.17-1~deb12u3?arch=amd64&distro=debian-12";

export const shopFindings: readonly Vulnerability[] = [
  finding("CVE-2026-1001", {
    aliases: ["GHSA-aaaa-bbbb-cccc"],
    severity: "high",
    score: 8.1,
    package: { name: "express", version: "4.21.2", purl: express },
    fixedIn: "4.21.3",
    about: {
      description: "A request with a forged header is answered.\nSeen in 2026.",
      links: ["https://example.com/advisory"],
    },
  }),
  finding("CVE-2026-1002", {
    severity: "critical",
    score: 9.8,
    package: { name: "libssl3", version: "3.0.17-1~deb12u3", purl: libssl },
    fixedIn: "3.0.18-1~deb12u1",
  }),
  finding("CVE-2026-1003", {
    severity: "low",
    score: 2.1,
    package: { name: "bash", version: "5.2.15-2", purl: null },
  }),
  finding("CVE-2026-1004", { package: { name: "tzdata", version: "2025b", purl: null } }),
  finding("CVE-2026-1005", {
    severity: "medium",
    score: 5.3,
    package: { name: "accepts", version: "1.3.8", purl: accepts },
  }),
];

export const shopScan: Scan = {
  scanner: "Trivy 0.58.0",
  finished: "2026-11-24T08:00:00Z",
  findings: shopFindings,
};

/** One settled exactly, one that is affected by its source package, one fixed, and a claim. */
const counting: readonly VexStatement[] = [
  said("CVE-2026-1001", "not_affected", express, "2026-11-03T00:00:00Z"),
  said("CVE-2026-1002", "affected", "pkg:deb/debian/openssl@3.0.17-1~deb12u3", null),
  said("CVE-2026-1005", "fixed", accepts, "2026-11-03T00:00:00Z"),
];
const claimed: readonly VexStatement[] = [
  { ...said("CVE-2026-1004", "not_affected", "", null), products: [] },
];

const vexOf = (statements: readonly VexStatement[], rest: Partial<EvidenceItem>): EvidenceItem =>
  statement(
    {
      kind: "vex",
      vex: { id: null, author: "Acme Security", timestamp: null, version: null, statements },
    },
    { predicateType: "https://openvex.dev/ns/v0.2.0", ...rest },
  );

/** The shop with a scan of its own, signed if not said otherwise. */
export function scannedShop(
  scan: Scan = shopScan,
  rest: Partial<EvidenceItem> = {},
): ShownEvidence {
  return evidence([
    statement({ kind: "sbom", sbom: shop }),
    statement(
      { kind: "scan", scan },
      { predicateType: "https://cosign.sigstore.dev/attestation/vuln/v1", ...rest },
    ),
    vexOf(counting, {}),
    vexOf(claimed, { verdict: "unsigned", signer: null, checks: [] }),
  ]);
}
