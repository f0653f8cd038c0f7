import { dhiTrustedKeys } from "./builtIn";
import { readPublicKey, type KeyReading } from "./trustedKey";

/**
 * A key that a policy holds or names itself: by the text of its PEM, or by the name of one that ships, such as
 * `dhi-2`. Null where it names a file. Never throws.
 */
export function keyWithoutFile(written: string): KeyReading | null {
  const shipped = dhiTrustedKeys().find(({ name }) => name === written);
  if (shipped !== undefined) return { kind: "key", key: shipped };
  if (!isKeyText(written)) return null;
  const reading = readPublicKey(Buffer.from(written), "");
  if (reading.kind === "problem") return reading;
  return { kind: "key", key: { ...reading.key, name: fingerprint(reading.key.hint) } };
}

/** Whether what a policy writes for a key is the key itself. */
export function isKeyText(written: string): boolean {
  return written.includes("-----BEGIN");
}

/** How a key is shown that has no name: as `ssh-keygen -l` writes SHA-256. */
export function fingerprint(hint: string): string {
  return `SHA256:${hint.replace(/=+$/, "")}`;
}
