import { createHash } from "node:crypto";
import type { Descriptor } from "../image/artifact";
import { RegistryError } from "./errors";

/** The digests of the OCI image specification that are accepted here: exact lengths, lower case. */
export function isDigest(text: unknown): text is string {
  return typeof text === "string" && /^(?:sha256:[a-f0-9]{64}|sha512:[a-f0-9]{128})$/.test(text);
}

/** `sha256:…` of bytes, or that of the algorithm which another digest uses. */
export function digestOf(bytes: Uint8Array, like = "sha256:"): string {
  const algorithm = like.startsWith("sha512:") ? "sha512" : "sha256";
  return `${algorithm}:${createHash(algorithm).update(bytes).digest("hex")}`;
}

/**
 * Gives the bytes back where they are what a descriptor names.
 * @throws RegistryError `wrong-digest` for another size or digest
 */
export function checkedBytes(
  bytes: Uint8Array,
  { digest, size }: Pick<Descriptor, "digest" | "size">,
  where: string,
): Uint8Array {
  checkSize(bytes, size, where);
  const found = digestOf(bytes, digest);
  if (found !== digest)
    throw new RegistryError("wrong-digest", `${where} has the digest ${found}, not ${digest}`);
  return bytes;
}

/** @throws RegistryError `wrong-digest` for bytes of another size than was announced */
export function checkSize(bytes: Uint8Array, size: number, where: string): void {
  if (bytes.length === size) return;
  throw new RegistryError(
    "wrong-digest",
    `${where} has ${bytes.length} bytes, and ${size} were announced`,
  );
}
