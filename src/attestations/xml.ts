import { TextDecoder } from "node:util";
import { SaxesParser, type SaxesTagNS } from "saxes";
import { jsonLimits } from "./json";

export interface XmlVisitor {
  /** The first one is the root. What it gives stops the reading, as a sentence; null goes on. */
  open(element: XmlElement): string | null;
  text(text: string): void;
  close(): void;
}

export interface XmlElement {
  readonly name: string;
  readonly namespace: string;
  /** Those without a namespace, by name. */
  readonly attributes: ReadonlyMap<string, string>;
}

const chunkBytes = 64 * 1024;

/**
 * Reads XML 1.0 with namespaces, element by element: null, or a sentence that says why it could not be
 * read to its end. Never throws. UTF-8, UTF-16 and what else the declaration names and Node knows are
 * decoded. A document type is refused: nothing that we read has one, and entities are made in it.
 */
export function readXml(bytes: Uint8Array, visitor: XmlVisitor): string | null {
  if (bytes.length > jsonLimits.bytes)
    return `The document has ${bytes.length} bytes; up to ${jsonLimits.bytes} are read.`;
  let problem: string | null = null;
  let depth = 0;
  const parser = new SaxesParser({ xmlns: true });
  const stop = (sentence: string): void => {
    problem ??= sentence;
  };
  parser.on("error", ({ message }) => stop(`This is not well-formed XML: ${message}.`));
  parser.on("doctype", () => stop("The document has a DOCTYPE, which is not read."));
  parser.on("opentag", (tag) => {
    depth += 1;
    if (problem !== null) return;
    if (depth > jsonLimits.depth) stop(`Nested deeper than ${jsonLimits.depth} levels.`);
    else problem = visitor.open(toElement(tag));
  });
  parser.on("text", (text) => {
    if (problem === null) visitor.text(text);
  });
  parser.on("cdata", (text) => {
    if (problem === null) visitor.text(text);
  });
  parser.on("closetag", () => {
    depth -= 1;
    if (problem === null) visitor.close();
  });

  const decoder = createDecoder(bytes);
  if (decoder === null) return "The document is in an encoding that is not read.";
  try {
    for (let at = 0; at < bytes.length && problem === null; at += chunkBytes)
      parser.write(decoder.decode(bytes.subarray(at, at + chunkBytes), { stream: true }));
    if (problem === null) parser.write(decoder.decode()).close();
  } catch {
    // Of what is called in here, only the decoder throws.
    return `The document is not ${decoder.encoding.toUpperCase()}, as it says.`;
  }
  return problem;
}

function toElement({ local, uri, attributes }: SaxesTagNS): XmlElement {
  const own = Object.values(attributes).filter((attribute) => attribute.uri === "");
  return {
    name: local,
    namespace: uri,
    attributes: new Map(own.map((attribute) => [attribute.local, attribute.value])),
  };
}

/** By the byte order mark, then by how `<` is written, then by the declaration (appendix F of XML 1.0). */
function createDecoder(bytes: Uint8Array): TextDecoder | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return decoderFor("utf-16le");
  if (first === 0xfe && second === 0xff) return decoderFor("utf-16be");
  if (first === 0x3c && second === 0) return decoderFor("utf-16le");
  if (first === 0 && second === 0x3c) return decoderFor("utf-16be");
  const head = Buffer.from(bytes.subarray(0, 200)).toString("latin1");
  const declared = /^(?:\xef\xbb\xbf)?<\?xml[^>]*?\sencoding\s*=\s*["']([\w.-]+)["']/.exec(
    head,
  )?.[1];
  // In bytes that are no UTF-16, a declaration of it is wrong.
  if (declared === undefined || /^utf-?16/i.test(declared)) return decoderFor("utf-8");
  return decoderFor(declared);
}

function decoderFor(encoding: string): TextDecoder | null {
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch {
    return null;
  }
}

/** Whether bytes look like XML rather than JSON or text: whatever the encoding, they begin with `<`. */
export function looksLikeXml(bytes: Uint8Array): boolean {
  for (const byte of bytes.subarray(0, 1024)) {
    if (byte === 0x3c) return true;
    if (!isBlank(byte)) return false;
  }
  return false;
}

/** White space, byte order marks, and the zeros between characters of UTF-16. */
function isBlank(byte: number): boolean {
  return [0x20, 0x09, 0x0a, 0x0d, 0x00, 0xef, 0xbb, 0xbf, 0xfe, 0xff].includes(byte);
}
