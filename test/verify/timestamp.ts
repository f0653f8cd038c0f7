import { createHash, sign, type KeyObject } from "node:crypto";
import { context, integer, objectId, octets, sequence, set, time, type Der } from "./der";

/** Who stamps: the issuer of its certificate, whose serial number is 1, and its key. */
export interface Stamper {
  readonly issuer: Der;
  readonly key: KeyObject;
}

/** The answer of a timestamp authority (RFC 3161, 2.4.2) for a text, with as little in it as is allowed. */
export function timestampResponse(text: Uint8Array, at: Date, { issuer, key }: Stamper): Buffer {
  const hash = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest();
  const sha256 = sequence(objectId("2.16.840.1.101.3.4.2.1"));
  const info = sequence(
    integer(1),
    objectId("1.3.6.1.4.1.57264.2"),
    sequence(sha256, octets(hash(text))),
    integer(7),
    time(at),
  );
  const attribute = (id: string, value: Der) => sequence(objectId(id), set(value));
  const attributes = Buffer.concat([
    attribute("1.2.840.113549.1.9.3", objectId(infoType)),
    attribute("1.2.840.113549.1.9.4", octets(hash(info))),
  ]);
  const signer = sequence(
    integer(1),
    sequence(issuer, integer(1)),
    sha256,
    context(0, attributes),
    sequence(objectId("1.2.840.10045.4.3.2")),
    // As a SET they are signed, though they stand there under a tag of their own (RFC 5652, 5.4).
    octets(sign("sha256", set(attributes), key)),
  );
  const signed = sequence(
    integer(3),
    set(sha256),
    sequence(objectId(infoType), context(0, octets(info))),
    set(signer),
  );
  return sequence(
    sequence(integer(0)),
    sequence(objectId("1.2.840.113549.1.7.2"), context(0, signed)),
  );
}

const infoType = "1.2.840.113549.1.9.16.1.4";
