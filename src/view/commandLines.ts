import type { ResolvedImage } from "../image/artifact";
import type { EvidenceItem } from "../verify/item";
import type { ShownEvidence } from "./evidence";
import { isGood, platformText } from "./header";
import { shownText } from "./text";

/** A command of another tool that answers the same question. */
export interface CommandLine {
  readonly label: string;
  readonly text: string;
}

/**
 * How other tools would be asked: cosign where there is a signer to name, Docker Scout for what it lists.
 * Only for images of a registry; both ask registries alone. The image is named by its digest, so the answer is
 * about what is shown. https://docs.sigstore.dev/cosign/verifying/verify and
 * https://docs.docker.com/reference/cli/docker/scout/attestation
 */
export function commandLines({ image, result }: ShownEvidence): readonly CommandLine[] {
  if (image === null || image.repository === null) return [];
  const platform = platformText(image.platform);
  const flag = platform === null ? [] : [`--platform=${platform}`];
  const digest = `${image.repository}@${(image.index ?? image.manifest).digest}`;
  const lines = [
    ...cosignLines(image, image.repository, result.items),
    {
      label: "List the attestations with Docker Scout",
      text: line(["docker", "scout", "attest", "list", ...flag, digest]),
    },
    ...scoutLines(result.items, flag, digest),
    {
      label: "Find all signatures and attestations with cosign",
      text: line(["cosign", "tree", digest]),
    },
    {
      label: "Verify with Drydock",
      text: line(["drydock", "verify", ...flag, digest]),
    },
  ];
  // Somebody will paste it into a terminal: it is exactly what is shown, or not there.
  return lines.filter(({ text }) => shownText(text) === text);
}

function cosignLines(
  image: ResolvedImage,
  repository: string,
  items: readonly EvidenceItem[],
): readonly CommandLine[] {
  const lines = new Map<string, CommandLine>();
  for (const { signer, predicateType, kind, verdict } of items) {
    if (signer === null || !isGood(verdict)) continue;
    const isSignature = kind === "signature" || predicateType === null;
    const who =
      signer.kind === "identity"
        ? [
            `--certificate-identity=${signer.identity}`,
            `--certificate-oidc-issuer=${signer.issuer}`,
          ]
        : // The name of a key is no file: whoever has it puts its path here.
          [`--key=${keyOf(signer.key)}`];
    const words = isSignature
      ? ["cosign", "verify", ...who]
      : ["cosign", "verify-attestation", `--type=${predicateType}`, ...who];
    const text = line([...words, `${repository}@${image.manifest.digest}`]);
    const what = isSignature ? "the signature" : `the ${kindWords[kind]}`;
    if (lines.size < mostOfATool && !lines.has(text))
      lines.set(text, { label: `Verify ${what} with cosign`, text });
  }
  return [...lines.values()];
}

function scoutLines(
  items: readonly EvidenceItem[],
  flag: readonly string[],
  image: string,
): readonly CommandLine[] {
  const types = new Map<string, string>();
  for (const { predicateType, kind } of items)
    if (predicateType !== null && kind !== "signature") types.set(predicateType, kindWords[kind]);
  return [...types].slice(0, mostOfATool).map(([type, what]) => ({
    label: `Get the ${what} with Docker Scout, verified`,
    text: line([
      ...["docker", "scout", "attest", "get", `--predicate-type=${type}`],
      ...["--predicate", "--verify", ...flag, image],
    ]),
  }));
}

/** Where the public key of Docker Hardened Images is; the others are not published at an address. */
function keyOf(key: string): string {
  return /^dhi-\d+$/.test(key) ? "https://registry.scout.docker.com/keyring/dhi/latest.pub" : key;
}

const mostOfATool = 4;

const kindWords = {
  sbom: "SBOM",
  vex: "VEX",
  provenance: "provenance",
  scan: "scan",
  signature: "signature",
  other: "attestation",
} as const;

/** Words as a POSIX shell reads them: whatever is in them, they are words. */
function line(words: readonly string[]): string {
  return words.map(quoted).join(" ");
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
