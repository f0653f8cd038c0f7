import { generateKeyPairSync, sign } from "node:crypto";
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
} from "../verify/der";

/** A server's own certificate and key, in PEM. */
export interface ServerCertificate {
  readonly cert: string;
  readonly key: string;
}

/** A certificate for 127.0.0.1 that signs itself, valid for a day around now. */
export function serverCertificate(commonName: string): ServerCertificate {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const algorithm = sequence(objectId("1.2.840.10045.4.3.2"));
  const name = sequence(set(sequence(objectId("2.5.4.3"), utf8(commonName))));
  const address = context(7, Buffer.from([127, 0, 0, 1]), false);
  const day = (offset: number) => time(new Date(Date.now() + offset * 86_400_000));
  const body = sequence(
    context(0, integer(2)),
    integer(1),
    algorithm,
    name,
    sequence(day(-1), day(1)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    context(
      3,
      sequence(
        sequence(objectId("2.5.29.17"), octets(sequence(address))),
        sequence(objectId("2.5.29.19"), truth(), octets(sequence(truth()))),
      ),
    ),
  );
  const der = sequence(body, algorithm, bits(sign("sha256", body, privateKey)));
  const base64 = der.toString("base64").replace(/.{64}/g, "$&\n");
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}
