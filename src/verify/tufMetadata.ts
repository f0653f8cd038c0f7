import { createPublicKey, verify, type KeyObject } from "node:crypto";
import { readJson, type JsonValue } from "../attestations/json";
import { field, listField, textField } from "../attestations/jsonFields";
import { canonicalJson } from "./canonicalJson";

export type TufRole = "root" | "timestamp" | "snapshot" | "targets";

/** Metadata of a role, whoever signed it. */
export interface TufMetadata {
  readonly role: TufRole;
  readonly version: number;
  readonly expires: Date;
  readonly signed: JsonValue;
  readonly signatures: readonly { readonly keyId: string; readonly signature: Buffer }[];
}

/** Why an update can't be believed: a clause. */
export class TufRefusal extends Error {}

/**
 * Reads metadata of The Update Framework (specification 1.0.33, section 4).
 * @throws TufRefusal where it is no such metadata, or of another role
 */
export function readMetadata(bytes: Uint8Array, role: TufRole): TufMetadata {
  const reading = readJson(bytes);
  if (reading.kind === "broken") throw new TufRefusal(`its ${role} metadata is broken`);
  if (reading.duplicates.length > 0)
    throw new TufRefusal(`its ${role} metadata has a name twice, so it can be read in two ways`);
  const signed = field(reading.value, "signed");
  const version = field(signed, "version");
  const expires = new Date(textField(signed, "expires") ?? "");
  if (
    signed === undefined ||
    field(signed, "_type") !== role ||
    typeof version !== "number" ||
    !Number.isSafeInteger(version) ||
    Number.isNaN(expires.getTime())
  )
    throw new TufRefusal(`its ${role} metadata is none`);
  const signatures = listField(reading.value, "signatures").map((one) => ({
    keyId: textField(one, "keyid") ?? "",
    signature: Buffer.from(textField(one, "sig") ?? "", "hex"),
  }));
  return { role, version, expires, signed, signatures };
}

/**
 * Checks that as many keys as a root wants for the role have signed the metadata. A key that has several ids counts
 * once, and of an id the first signature counts: it may have one only, and a flood of others costs nothing.
 * @throws TufRefusal where they have not
 */
export function checkSignatures(metadata: TufMetadata, root: TufMetadata): void {
  const { role, signed, signatures } = metadata;
  const wanted = field(field(root.signed, "roles"), role);
  const threshold = field(wanted, "threshold");
  const text = canonicalJson(signed);
  const good = new Set<string>();
  for (const keyId of text === null ? [] : listField(wanted, "keyids").filter(isText)) {
    const key = keyOf(field(field(root.signed, "keys"), keyId));
    const made = signatures.find((one) => one.keyId === keyId);
    if (key !== null && made !== undefined && isSignedBy(key, text ?? "", made.signature))
      good.add(key.export({ type: "spki", format: "pem" }).toString());
  }
  if (typeof threshold !== "number" || threshold < 1 || good.size < threshold)
    throw new TufRefusal(`its ${role} metadata is not signed by whom it has to be`);
}

/** @throws TufRefusal where the day until which it may be used has passed */
export function checkExpiry({ role, expires }: TufMetadata, now: Date): void {
  if (expires.getTime() <= now.getTime())
    throw new TufRefusal(
      `its ${role} metadata expired on ${expires.toISOString().slice(0, 10)}, if the clock of this machine is right`,
    );
}

function isText(value: JsonValue): value is string {
  return typeof value === "string";
}

function keyOf(value: JsonValue | undefined): KeyObject | null {
  try {
    const key = createPublicKey(textField(field(value, "keyval"), "public") ?? "");
    return key.asymmetricKeyType === "ec" || key.asymmetricKeyType === "ed25519" ? key : null;
  } catch {
    return null;
  }
}

function isSignedBy(key: KeyObject, text: string, signature: Buffer): boolean {
  try {
    const algorithm = key.asymmetricKeyType === "ec" ? "sha256" : null;
    return verify(algorithm, Buffer.from(text), key, signature);
  } catch {
    return false;
  }
}
