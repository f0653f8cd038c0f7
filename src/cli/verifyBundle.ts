import { trustOptions, trustOptionsHelp } from "./evidenceOptions";
import type { Command } from "./command";

export const verifyBundleCommand: Command = {
  help: `Checks a Sigstore bundle against a file and a signer.

Usage: drydock verify-bundle --bundle FILE SIGNER [OPTION…] FILE_OR_DIGEST

It is the client of the public conformance suite of Sigstore. FILE_OR_DIGEST is what was signed: a file,
or sha256: and its digest. SIGNER is --key, or --certificate-identity and --certificate-oidc-issuer.

Options:
  --bundle FILE                    the bundle
${trustOptionsHelp}
  --staging                        believe Sigstore's staging instance, where anybody may be anybody
  --help                           this text

Exit codes: 0 verified, 1 not, 2 wrong usage, unreadable input, or it could not be told.
`,
  options: {
    ...trustOptions,
    bundle: { type: "string" },
    staging: { type: "boolean" },
  },
  run: async (...given) => {
    const { verifyBundle } = await import("./evidenceRuns.js");
    return verifyBundle(...given);
  },
};
