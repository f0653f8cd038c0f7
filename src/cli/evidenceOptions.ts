import { evidenceKinds } from "../verify/policy";
import type { Options } from "./command";

export const trustOptions: Options = {
  key: { type: "string" },
  "certificate-identity": { type: "string" },
  "certificate-oidc-issuer": { type: "string" },
  "trusted-root": { type: "string" },
  "refresh-roots": { type: "boolean" },
};

export const trustOptionsHelp = `  --key FILE                       only what this public key signed counts
  --certificate-identity TEXT      only what this identity signed counts, compared exactly
  --certificate-oidc-issuer TEXT   who vouched for that identity, compared exactly
  --trusted-root FILE              a Sigstore trusted root, instead of those that ship
  --refresh-roots                  ask Sigstore and GitHub for their roots as of today; these are kept and used from then on`;

/** Options on whom to believe and what has to be there. */
export const verifyOptions: Options = {
  ...trustOptions,
  require: { type: "string", multiple: true },
  policy: { type: "string" },
};

export const verifyOptionsHelp = `${trustOptionsHelp}
  --policy FILE                    who may sign which images, and what must be there; YAML or JSON
  --require KIND,…                 what must be there and verified: ${evidenceKinds.join(", ")}`;

export const vulnerabilityOptions: Options = {
  report: { type: "string", multiple: true },
  "vex-file": { type: "string", multiple: true },
  osv: { type: "boolean" },
};

export const vulnerabilityOptionsHelp = `  --report FILE                    what a scanner found in it: Trivy, Grype, SARIF, CycloneDX; repeatable
  --vex-file FILE                  VEX that you believe, beside what the image's own signers say; repeatable
  --osv                            ask osv.dev which vulnerabilities the packages of its SBOM have: it is told
                                   their names and versions (DRYDOCK_OSV_URL names another instance)`;

export const saveOptions: Options = {
  sbom: { type: "string" },
  vex: { type: "string" },
  provenance: { type: "string" },
};

export const saveOptionsHelp = `  --sbom FILE                      write the SBOM that was found to a file
  --vex FILE                       the same of the VEX
  --provenance FILE                the same of the provenance`;
