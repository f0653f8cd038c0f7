import { X509Certificate } from "node:crypto";
import { texts, UsageError, type Options, type Values } from "./command";
import { readNamed } from "./namedFile";
import type { Terminal } from "./terminal";
import { visible } from "./visible";

export const authorityOptions: Options = { ca: { type: "string", multiple: true } };

/** The certificates of the files of `--ca`, each as a text in PEM (RFC 7468). A file may hold several. */
export function readAuthorities(values: Values, terminal: Terminal): readonly string[] {
  return texts(values, "ca").flatMap((file) => {
    const text = Buffer.from(readNamed("--ca: ", file, terminal)).toString("latin1");
    const certificates = text.split(begin).slice(1);
    if (certificates.length === 0) {
      throw new UsageError(`--ca: ${visible(file)} holds no certificate in PEM: no "${begin}".`);
    }
    return certificates.map((rest, index) => {
      const certificate = readCertificate(rest);
      if (certificate !== null) return certificate;
      const which = certificates.length === 1 ? "the certificate" : `certificate ${index + 1}`;
      throw new UsageError(`--ca: ${which} in ${visible(file)} can't be read.`);
    });
  });
}

const begin = "-----BEGIN CERTIFICATE-----";
const end = "-----END CERTIFICATE-----";

function readCertificate(rest: string): string | null {
  const length = rest.indexOf(end);
  if (length < 0) return null;
  try {
    return new X509Certificate(`${begin}${rest.slice(0, length)}${end}`).toString();
  } catch {
    return null;
  }
}
