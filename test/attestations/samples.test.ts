import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Document } from "../../src/attestations/document";
import { readDocument } from "../../src/attestations/read";
import { repository } from "../lint/check";

const shared = process.env["DRYDOCK_SHARED"] ?? path.join(repository, "..", "shared");
const samples = path.join(shared, "samples");
const isPresent = existsSync(samples);

/** What a document holds, as counts. */
function counts(document: Document): string {
  switch (document.kind) {
    case "sbom": {
      const { components, relations, files } = document.sbom;
      return `${components.length} components, ${relations.length} relations, ${files} files`;
    }
    case "vex":
      return document.vex.statements
        .map(({ status, products }) => `${status} ${products.length}`)
        .join(", ");
    case "provenance": {
      const { inputs, parameters } = document.provenance;
      return `${inputs.length} inputs, ${parameters.length} parameters`;
    }
    case "scan":
      return `${document.scan.findings.length} findings`;
    case "other":
      return document.name;
  }
}

/**
 * Packages, statements and findings as they were counted in the files by other means in November 2026;
 * components include what the list is about.
 */
const expected: readonly (readonly [file: string, format: string, ...holds: string[]])[] = [
  ["buildkit/actions-toolkit-provenance.json", "in-toto statement", "in-toto statement"],
  ["buildkit/buildx-metadata-build.json", "SLSA provenance 0.2", "2 inputs, 4 parameters"],
  ["csaf/2022-evd-uc-01-f-001.json", "CSAF 2.0", "fixed 1"],
  ["csaf/2022-evd-uc-01-na-001.json", "CSAF 2.0", "not_affected 1"],
  ["csaf/2022-evd-uc-05-001.json", "CSAF 2.0", "under_investigation 1"],
  ["csaf/sec-vex-2022-0001.json", "CSAF 2.0", "not_affected 1, not_affected 1, not_affected 1"],
  [
    "cyclonedx/bomex-SBOM_laravel-7.12.0_bom.1.4.json",
    "CycloneDX 1.4",
    "63 components, 113 relations, 0 files",
  ],
  [
    "cyclonedx/bomex-VEX_CISA-Use-Cases_Case-1_vex-not_affected.json",
    "CycloneDX 1.4",
    "not_affected 1",
  ],
  [
    "cyclonedx/bomex-VEX_CISA-Use-Cases_Case-8_vex.json",
    "CycloneDX 1.4",
    "affected 2, not_affected 1, not_affected 1, fixed 1, affected 2, not_affected 2, not_affected 1, fixed 1",
  ],
  [
    "cyclonedx/bomex-VEX_Use-Cases_Case-9_vex.json",
    "CycloneDX 1.4",
    "not_affected 3, not_affected 3, not_affected 3, not_affected 3, not_affected 3, not_affected 3, not_affected 3, not_affected 3, not_affected 3, not_affected 3, not_affected 3, not_affected 3, not_affected 3, not_affected 3, not_affected 3, not_affected 3, not_affected 3, not_affected 3, not_affected 3",
  ],
  ["cyclonedx/bomex-VEX_vex.json", "CycloneDX 1.4", "not_affected 1"],
  [
    "cyclonedx/spec-invalid-component-type-1.6.json",
    "CycloneDX 1.6",
    "1 components, 0 relations, 0 files",
  ],
  [
    "cyclonedx/spec-invalid-serialnumber-1.7.json",
    "CycloneDX 1.7",
    "0 components, 0 relations, 0 files",
  ],
  [
    "cyclonedx/spec-valid-annotation-1.5.json",
    "CycloneDX 1.5",
    "1 components, 0 relations, 0 files",
  ],
  [
    "cyclonedx/spec-valid-attestation-1.6.json",
    "CycloneDX 1.6",
    "0 components, 0 relations, 0 files",
  ],
  ["cyclonedx/spec-valid-bom-1.6.xml", "CycloneDX 1.6", "4 components, 1 relations, 0 files"],
  ["cyclonedx/spec-valid-bom-1.7.json", "CycloneDX 1.7", "4 components, 1 relations, 0 files"],
  ["cyclonedx/spec-valid-bom-1.7.xml", "CycloneDX 1.7", "4 components, 1 relations, 0 files"],
  [
    "cyclonedx/spec-valid-component-types-1.6.json",
    "CycloneDX 1.6",
    "9 components, 0 relations, 0 files",
  ],
  [
    "cyclonedx/spec-valid-vulnerability-1.4.json",
    "CycloneDX 1.4",
    "1 components, 0 relations, 0 files",
    "not_affected 1",
  ],
  [
    "cyclonedx/spec-valid-vulnerability-1.5.json",
    "CycloneDX 1.5",
    "1 components, 0 relations, 0 files",
    "not_affected 1",
  ],
  [
    "cyclonedx/spec-valid-vulnerability-1.6.xml",
    "CycloneDX 1.6",
    "1 components, 0 relations, 0 files",
    "not_affected 1",
  ],
  ["cyclonedx/syft-identify-1.0.xml", "CycloneDX 1.0", "1 components, 0 relations, 0 files"],
  ["cyclonedx/syft-identify-1.2.json", "CycloneDX 1.2", "2 components, 0 relations, 0 files"],
  ["cyclonedx/syft-identify-1.3.json", "CycloneDX 1.3", "2 components, 0 relations, 0 files"],
  ["cyclonedx/syft-identify-1.4.json", "CycloneDX 1.4", "2 components, 0 relations, 0 files"],
  ["cyclonedx/syft-identify-1.4.xml", "CycloneDX 1.4", "2 components, 0 relations, 0 files"],
  ["cyclonedx/syft-identify-1.5.json", "CycloneDX 1.5", "2 components, 0 relations, 0 files"],
  ["cyclonedx/syft-identify-1.6.json", "CycloneDX 1.6", "2 components, 0 relations, 0 files"],
  ["cyclonedx/syft-identify-1.7.json", "CycloneDX 1.7", "2 components, 0 relations, 0 files"],
  ["cyclonedx/syft-identify-1.7.xml", "CycloneDX 1.7", "2 components, 0 relations, 0 files"],
  ["dhi/dhi-alpine-base.vex.json", "OpenVEX 0.2.0", "under_investigation 4, under_investigation 4"],
  ["dhi/dhi-alpine-base.vex.json.sig", "Sigstore bundle", "Sigstore bundle"],
  ["dhi/dhi-busybox.vex.json", "OpenVEX 0.2.0", "under_investigation 3, under_investigation 3"],
  ["dhi/dhi-cert-manager-controller.vex.json", "OpenVEX 0.2.0", "not_affected 3"],
  ["dhi/dhi-python-3.13-debian13.index.json", "Image index", "Image index"],
  ["dhi/osv-cosign-CVE-2023-46737.json", "OSV advisory", "OSV advisory"],
  ["dhi/scalibr.spdx.dhi-pkg-python.json", "SPDX 2.3", "1 components, 0 relations, 0 files"],
  ["dhi/scalibr.spdx.dhi-python.json", "SPDX 2.3", "1 components, 0 relations, 0 files"],
  ["dhi/scalibr.spdx.python.json", "SPDX 2.3", "1 components, 0 relations, 0 files"],
  ["guac/alpine-small-spdx.json", "SPDX 2.2", "3 components, 1 relations, 6 files"],
  ["guac/cyclonedx-components-nested.json", "CycloneDX 1.4", "4 components, 4 relations, 0 files"],
  ["guac/cyclonedx-unaffected-vex.json", "CycloneDX 1.4", "not_affected 1"],
  ["guac/cyclonedx-vex-affected.json", "CycloneDX 1.4", "affected 1"],
  ["guac/cyclonedx-vex.xml", "CycloneDX 1.5", "not_affected 1"],
  ["guac/invalid-spdx.json", "Unknown document", "Unknown document"],
  ["guac/open-vex-affected.json", "OpenVEX without a version", "affected 1"],
  ["guac/open-vex-not-affected.json", "OpenVEX 0.0.1", "not_affected 1"],
  ["oci-misc/oci-dsse-att.json", "DSSE envelope", "DSSE envelope"],
  ["oci-misc/oci-kubectl-linux-amd64-in-toto.json", "in-toto statement", "in-toto statement"],
  ["oci-misc/oci-kubectl-linux-amd64-spdx.json", "SPDX 2.2", "88 components, 0 relations, 0 files"],
  ["oci-misc/oci-spdx.json", "SPDX 2.2", "15 components, 0 relations, 77 files"],
  ["openvex/go-vex-csaf.json", "CSAF 2.0", "not_affected 1"],
  ["openvex/go-vex-v0.0.1-noversion.json", "OpenVEX 0.0.1", "fixed 2"],
  ["openvex/go-vex-v0.0.1.json", "OpenVEX 0.0.1", "fixed 2"],
  [
    "openvex/go-vex-v0.2.0.json",
    "OpenVEX 0.2.0",
    "fixed 1, fixed 1, fixed 1, not_affected 1, not_affected 1",
  ],
  ["openvex/go-vex-v020-1.vex.json", "OpenVEX 0.2.0", "under_investigation 1"],
  ["openvex/go-vex-v020-2.vex.json", "OpenVEX 0.2.0", "under_investigation 1"],
  ["openvex/grype-csaf-demo1.json", "CSAF 2.0", "fixed 1"],
  ["openvex/grype-csaf-demo2.json", "CSAF 2.0", "not_affected 1"],
  ["openvex/grype-openvex-debian.json", "OpenVEX 0.2.0", "fixed 1"],
  ["openvex/grype-openvex-demo1.json", "OpenVEX 0.2.0", "fixed 1"],
  [
    "openvex/grype-openvex-demo2.json",
    "OpenVEX 0.2.0",
    "fixed 1, fixed 1, fixed 1, not_affected 1, not_affected 1",
  ],
  ["openvex/grype-openvex-image-no-subcomponents.json", "OpenVEX 0.2.0", "fixed 1"],
  ["openvex/grype-openvex-package-product.json", "OpenVEX 0.2.0", "fixed 1"],
  ["openvex/trivy-csaf-relationships.json", "CSAF 2.0", "not_affected 1"],
  ["openvex/trivy-csaf.json", "CSAF 2.0", "not_affected 1"],
  ["openvex/trivy-cyclonedx.json", "CycloneDX 1.5", "not_affected 1, not_affected 1"],
  ["openvex/trivy-openvex-multiple.json", "OpenVEX 0.0.1", "affected 1, not_affected 1"],
  ["openvex/trivy-openvex-nested.json", "OpenVEX 0.2.0", "not_affected 1"],
  ["openvex/trivy-openvex-oci-mismatch.json", "OpenVEX 0.2.0", "not_affected 1"],
  ["openvex/trivy-openvex-oci.json", "OpenVEX 0.2.0", "not_affected 1"],
  ["openvex/trivy-openvex.json", "OpenVEX 0.2.0", "not_affected 1"],
  ["openvex/vexctl-demo.vex.json", "OpenVEX 0.2.0", "fixed 2"],
  ["openvex/vexctl-document1.vex.json", "OpenVEX 0.2.0", "under_investigation 1"],
  ["openvex/vexctl-document2.vex.json", "OpenVEX 0.2.0", "fixed 1"],
  [
    "openvex/vexctl-images.vex.json",
    "OpenVEX 0.0.1",
    "under_investigation 1, under_investigation 1, under_investigation 1, under_investigation 1",
  ],
  ["openvex/vexctl-sample-history.openvex.json", "OpenVEX 0.2.0", "not_affected 1, not_affected 1"],
  ["scan/cosign-vuln-predicate.json", "cosign vulnerabilities", "0 findings"],
  [
    "scan/grype-TestCycloneDxPresenterImage.golden.json",
    "CycloneDX 1.7",
    "3 components, 0 relations, 0 files",
    "2 findings",
  ],
  ["scan/grype-TestJsonImgsPresenter.golden.json", "Grype report", "2 findings"],
  ["scan/grype-TestSarifPresenter_image.golden.json", "SARIF 2.1.0", "2 findings"],
  ["scan/trivy-alpine-310.json", "Trivy report", "4 findings"],
  ["scan/trivy-alpine-310.sarif", "SARIF 2.1.0", "4 findings"],
  ["spdx/alpine-3.10.syft.spdx.json", "SPDX 2.2", "3 components, 0 relations, 2 files"],
  ["spdx/bad-example7-bin.spdx.json", "SPDX 2.2", "1 components, 0 relations, 0 files"],
  [
    "spdx/examples-presentations_OSS-NA-2023_SPDXVersion2.3_04-SBOMwSecurity.json",
    "SPDX 2.3",
    "2 components, 1 relations, 0 files",
  ],
  [
    "spdx/examples-software_example10_spdx2.3_hello-source.spdx.json",
    "SPDX 2.3",
    "1 components, 0 relations, 5 files",
  ],
  [
    "spdx/examples-software_example12_spdx2.2_hello-dist.spdx.json",
    "SPDX 2.2",
    "1 components, 0 relations, 1 files",
  ],
  [
    "spdx/examples-software_example8_spdx3.0_examplemaven-0.0.1.spdx3.json",
    "SPDX 3.0.1",
    "6 components, 5 relations, 3 files",
  ],
  [
    "spdx/examples-software_example9_spdx2.2_appbomination.spdx.json",
    "SPDX 2.2",
    "7 components, 4 relations, 10 files",
  ],
  ["spdx/syft-identify-2.2.json", "SPDX 2.2", "2 components, 1 relations, 1 files"],
  ["spdx/syft-identify-2.3.json", "SPDX 2.3", "2 components, 1 relations, 1 files"],
  ["spdx/syft-identify-3.0.json", "SPDX 3.0.1", "1 components, 0 relations, 3 files"],
  ["syft/TestDirectoryEncoder.golden.json", "Syft JSON", "3 components, 0 relations, 0 files"],
  [
    "syft/TestEncodeFullJSONDocument.golden.json",
    "Syft JSON",
    "3 components, 0 relations, 4 files",
  ],
  ["syft/TestImageEncoder.golden.json", "Syft JSON", "3 components, 0 relations, 0 files"],
  ["syft/syft-image.golden.json", "Syft JSON", "3 components, 0 relations, 0 files"],
  ["vsa/gke-gce-pre.bcid-vsa.jsonl", "DSSE envelope", "DSSE envelope"],
];

describe(`real documents${isPresent ? "" : " (not run: no samples in DRYDOCK_SHARED or ../shared)"}`, () => {
  before(function () {
    if (!isPresent) this.skip();
  });

  it("are read as what they are, with all that is in them", () => {
    const actual = expected.map(([file]) => {
      const { document, also, format } = readDocument(readFileSync(path.join(samples, file)));
      return [file, format, ...[document, ...also].map(counts)];
    });
    assert.deepEqual(actual, expected);
  });
});
