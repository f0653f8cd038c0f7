import { decodeBase64 } from "./base64";
import type { Envelope } from "./document";
import { readEnvelope } from "./envelope";
import type { JsonValue } from "./json";
import { field, isObject, textField } from "./jsonFields";

/** A Sigstore bundle, as far as is needed to say what it is; checking it takes the whole value. */
export interface Bundle {
  /** `0.1`, `0.2`, `0.3`. */
  readonly version: string;
  readonly content:
    | { readonly kind: "envelope"; readonly envelope: Envelope }
    | {
        readonly kind: "message";
        /** `sha256:` and hexadecimal digits of what is signed; null where it names none of SHA-2. */
        readonly digest: string | null;
      };
  readonly signedWith:
    | { readonly kind: "certificate" }
    /** The hint is SHA-256 of the key in base64, or whatever the signer wrote. */
    | { readonly kind: "key"; readonly hint: string };
  /** The bundle as it was read. */
  readonly value: JsonValue;
}

export type BundleReading =
  | { readonly kind: "bundle"; readonly bundle: Bundle }
  | { readonly kind: "problem"; readonly problem: string };

/** Whether a value says that it is a Sigstore bundle. */
export function looksLikeBundle(value: JsonValue): boolean {
  return isBundleType(textField(value, "mediaType") ?? "");
}

/** `application/vnd.dev.sigstore.bundle+json;version=0.1`, `application/vnd.dev.sigstore.bundle.v0.3+json`. */
export function isBundleType(mediaType: string): boolean {
  return bundleVersion(mediaType) !== null;
}

/** Reads a Sigstore bundle of version 0.1 to 0.3 (protobuf-specs `sigstore_bundle.proto`). Never throws. */
export function readBundle(value: JsonValue): BundleReading {
  const mediaType = textField(value, "mediaType") ?? "";
  const version = bundleVersion(mediaType);
  if (version === null) return problem(`"${mediaType}" is no Sigstore bundle.`);
  if (!["0.1", "0.2", "0.3"].includes(version)) {
    return problem(`Sigstore bundles of version ${version} are not known.`);
  }
  const material = field(value, "verificationMaterial");
  const publicKey = field(material, "publicKey");
  const hasCertificate = isObject(
    field(material, "certificate") ?? field(material, "x509CertificateChain"),
  );
  if (!isObject(publicKey) && !hasCertificate) {
    return problem("The bundle names neither a certificate nor a key.");
  }
  const content = readContent(value);
  if (typeof content === "string") return problem(content);
  return {
    kind: "bundle",
    bundle: {
      version,
      content,
      signedWith: isObject(publicKey)
        ? { kind: "key", hint: textField(publicKey, "hint") ?? "" }
        : { kind: "certificate" },
      value,
    },
  };
}

function bundleVersion(mediaType: string): string | null {
  const match =
    /^application\/vnd\.dev\.sigstore\.bundle(?:\+json;\s?version=|\.v)(\d+\.\d+)(?:\+json)?$/.exec(
      mediaType,
    );
  return match?.[1] ?? null;
}

function readContent(value: JsonValue): Bundle["content"] | string {
  const envelope = field(value, "dsseEnvelope");
  if (envelope !== undefined) {
    const reading = readEnvelope(envelope);
    return reading.kind === "problem" ? reading.problem : reading;
  }
  const message = field(value, "messageSignature");
  if (!isObject(message)) return "The bundle holds no signature.";
  const digest = field(message, "messageDigest");
  const algorithm = algorithms.get(textField(digest, "algorithm") ?? "");
  const bytes = decodeBase64(textField(digest, "digest") ?? "");
  const isKnown = algorithm !== undefined && bytes !== null && bytes.length > 0;
  return {
    kind: "message",
    digest: isKnown ? `${algorithm}:${Buffer.from(bytes).toString("hex")}` : null,
  };
}

const algorithms: ReadonlyMap<string, string> = new Map([
  ["SHA2_256", "sha256"],
  ["SHA2_384", "sha384"],
  ["SHA2_512", "sha512"],
]);

function problem(text: string): BundleReading {
  return { kind: "problem", problem: text };
}
