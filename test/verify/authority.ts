import { createHash, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { json } from "@sigstore/core";
import type { JsonValue } from "../../src/attestations/json";
import { readTrustRoot, type TrustRoot } from "../../src/verify/trustRoot";
import {
  bits,
  context,
  integer,
  objectId,
  octets,
  sequence,
  set,
  time,
  truth,
  utf8,
  type Der,
} from "./der";
import { timestampResponse } from "./timestamp";

/** A Sigstore instance for tests: an authority that gives certificates, and a log that promises entries. */
export interface Authority {
  readonly root: TrustRoot;
  /** The JSON of its trusted root. */
  readonly file: JsonValue;
  /** The authority's own certificate in DER. */
  readonly certificate: Buffer;
  /** A certificate in DER with its private key. */
  issue(claims?: Partial<Claims>): Issued;
  /** A log entry with a body, integrated at a time. */
  log(body: unknown, at?: Date): Entry;
  /** The answer of its timestamp authority for some bytes. */
  stamp(text: Uint8Array, at?: Date): Buffer;
  /** The proof that a body is the only one in the log, in the JSON of a bundle. It says nothing of the time. */
  prove(body: unknown): Readonly<Record<string, unknown>>;
}

export interface Claims {
  readonly names: readonly string[];
  readonly issuer: string;
  readonly source: string;
  readonly runner: string;
  /** The workflow as GitHub names it once more; null: the same. */
  readonly buildSigner: string | null;
  readonly isForSigning: boolean;
  readonly isAuthority: boolean;
}

export interface Issued {
  readonly der: Buffer;
  readonly pem: string;
  readonly key: KeyObject;
}

export interface Entry {
  readonly body: string;
  readonly integratedTime: number;
  readonly logIndex: number;
  /** Hexadecimal. */
  readonly logId: string;
  /** Base64. */
  readonly promise: string;
}

export const workflow = "https://github.com/acme/app/.github/workflows/release.yml@refs/heads/main";
export const githubIssuer = "https://token.actions.githubusercontent.com";
/** When everything in tests is signed. */
export const signingTime = new Date("2026-11-20T10:00:00Z");

const usual: Claims = {
  names: [workflow],
  issuer: githubIssuer,
  source: "https://github.com/acme/app",
  runner: "github-hosted",
  buildSigner: null,
  isForSigning: true,
  isAuthority: false,
};

export function createAuthority(name = "Test"): Authority {
  const ca = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const rekor = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const issuerName = nameOf("test-authority");
  const caKey = spkiOf(ca.publicKey);
  const caCertificate = certificate(
    { subject: issuerName, issuer: issuerName, key: caKey, minutes: 10_000 },
    [extension("2.5.29.19", sequence(truth()), true)],
    ca.privateKey,
  );
  const stamps = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const stamper = certificate(
    {
      subject: nameOf("test-timestamps"),
      issuer: issuerName,
      key: spkiOf(stamps.publicKey),
      minutes: 10_000,
    },
    [extension("2.5.29.37", sequence(objectId("1.3.6.1.5.5.7.3.8")), true)],
    ca.privateKey,
  );
  const logKey = spkiOf(rekor.publicKey);
  const logIdBytes = createHash("sha256").update(logKey).digest();
  const start = "2026-01-01T00:00:00Z";
  const file = {
    mediaType: "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
    tlogs: [
      {
        baseUrl: "https://log.example.com",
        hashAlgorithm: "SHA2_256",
        publicKey: {
          rawBytes: logKey.toString("base64"),
          keyDetails: "PKIX_ECDSA_P256_SHA_256",
          validFor: { start },
        },
        logId: { keyId: logIdBytes.toString("base64") },
      },
    ],
    certificateAuthorities: [
      {
        subject: { organization: "test", commonName: "test-authority" },
        uri: "https://authority.example.com",
        certChain: { certificates: [{ rawBytes: caCertificate.toString("base64") }] },
        validFor: { start },
      },
    ],
    ctlogs: [],
    timestampAuthorities: [
      {
        subject: { organization: "test", commonName: "test-timestamps" },
        uri: "https://timestamps.example.com",
        certChain: {
          certificates: [stamper, caCertificate].map((one) => ({
            rawBytes: one.toString("base64"),
          })),
        },
        validFor: { start },
      },
    ],
  };
  const reading = readTrustRoot(file, name, "made for the test");
  if (reading.kind === "problem") throw new Error(reading.problem);
  return {
    root: reading.root,
    file,
    certificate: caCertificate,
    issue(changes = {}) {
      const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
      const subject = {
        subject: sequence(),
        issuer: issuerName,
        key: spkiOf(publicKey),
        minutes: 10,
      };
      const extensions = claimExtensions({ ...usual, ...changes });
      const der = certificate(subject, extensions, ca.privateKey);
      return { der, pem: pemOf(der), key: privateKey };
    },
    log(body, at = signingTime) {
      const payload = {
        body: Buffer.from(JSON.stringify(body)).toString("base64"),
        integratedTime: at.getTime() / 1000,
        logIndex: 7,
        logID: logIdBytes.toString("hex"),
      };
      const promise = sign("sha256", Buffer.from(json.canonicalize(payload)), rekor.privateKey);
      const { logID: logId, ...rest } = payload;
      return { ...rest, logId, promise: promise.toString("base64") };
    },
    stamp: (text, at = signingTime) =>
      timestampResponse(text, at, { issuer: issuerName, key: stamps.privateKey }),
    prove(body) {
      const leaf = Buffer.concat([Buffer.from([0]), Buffer.from(JSON.stringify(body))]);
      const rootHash = createHash("sha256").update(leaf).digest();
      const note = `log.example.com\n1\n${rootHash.toString("base64")}\n`;
      const signature = Buffer.concat([
        logIdBytes.subarray(0, 4),
        sign("sha256", Buffer.from(note), rekor.privateKey),
      ]);
      return {
        logIndex: "0",
        treeSize: "1",
        rootHash: rootHash.toString("base64"),
        hashes: [],
        checkpoint: {
          envelope: `${note}\n\u2014 log.example.com ${signature.toString("base64")}\n`,
        },
      };
    },
  };
}

function claimExtensions(claims: Claims): Der[] {
  const { names, issuer, source, runner, buildSigner, isForSigning, isAuthority } = claims;
  const signer = buildSigner ?? names[0];
  const usage = isForSigning ? "1.3.6.1.5.5.7.3.3" : "1.3.6.1.5.5.7.3.1";
  const alternative = names.map((one) =>
    context(one.includes("://") ? 6 : 1, Buffer.from(one), false),
  );
  const fulcio = (number: number, text: string) =>
    extension(`1.3.6.1.4.1.57264.1.${number}`, utf8(text));
  return [
    extension("2.5.29.37", sequence(objectId(usage))),
    extension("2.5.29.17", sequence(...alternative), true),
    ...(isAuthority ? [extension("2.5.29.19", sequence(truth()), true)] : []),
    fulcio(8, issuer),
    ...(signer?.includes("/.github/") === true ? [fulcio(9, signer)] : []),
    fulcio(11, runner),
    fulcio(12, source),
  ];
}

interface Subject {
  readonly subject: Der;
  readonly issuer: Der;
  readonly key: Buffer;
  readonly minutes: number;
}

/** Valid around `signingTime` for the given minutes to each side. */
function certificate(
  { subject, issuer, key, minutes }: Subject,
  extensions: readonly Der[],
  signer: KeyObject,
): Buffer {
  const algorithm = sequence(objectId("1.2.840.10045.4.3.2"));
  const at = (sign: number) => time(new Date(signingTime.getTime() + sign * minutes * 60_000));
  const body = sequence(
    context(0, integer(2)),
    integer(1),
    algorithm,
    issuer,
    sequence(at(-1), at(1)),
    subject,
    key,
    context(3, sequence(...extensions)),
  );
  return sequence(body, algorithm, bits(sign("sha256", body, signer)));
}

function extension(id: string, value: Der, isCritical = false): Der {
  return sequence(objectId(id), ...(isCritical ? [truth()] : []), octets(value));
}

function nameOf(commonName: string): Der {
  return sequence(set(sequence(objectId("2.5.4.3"), utf8(commonName))));
}

function spkiOf(key: KeyObject): Buffer {
  return key.export({ type: "spki", format: "der" });
}

function pemOf(der: Buffer): string {
  return `-----BEGIN CERTIFICATE-----\n${der.toString("base64")}\n-----END CERTIFICATE-----\n`;
}
