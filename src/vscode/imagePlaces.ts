import { contextOf } from "../lint/reading";
import type { LintRequest } from "../lint/result";
import type { ServiceFile } from "../project/serviceFile";

/** Where somebody is writing the name of an image, or its tag. */
export interface ImagePlace {
  /** What is written of it before the cursor. */
  readonly typed: string;
  /** Characters of the line, from 0: where the name begins, and where it ends behind the cursor. */
  readonly start: number;
  readonly end: number;
}

export interface Cursor {
  /** From 0. */
  readonly line: number;
  readonly character: number;
}

/**
 * The place in a Dockerfile: in FROM or COPY --from; null elsewhere, and where variables make the name.
 *
 * @param line the text of the line
 */
export function placeInDockerfile(
  request: LintRequest,
  line: string,
  { line: number, character }: Cursor,
): ImagePlace | null {
  const before = line.slice(0, character);
  const from = /^\s*(?:ONBUILD\s+)?FROM\s+(?:--\S+\s+)*(?!-)([^\s#$"']*)$/i;
  const copy = /^\s*(?:ONBUILD\s+)?COPY\s+(?:--\S+\s+)*--from=([^\s$"']*)$/i;
  const typed = (from.exec(before) ?? copy.exec(before))?.[1];
  if (typed === undefined || !isInstruction(request, number)) return null;
  return { typed, start: character - typed.length, end: endOfName(line, character) };
}

/** A line that looks like FROM may be a part of a script. */
function isInstruction(request: LintRequest, line: number): boolean {
  const { instructions, rangeOf } = contextOf(request).dockerfile;
  return instructions.some(({ keywordSpan }) => rangeOf(keywordSpan).start.line === line);
}

/**
 * The place in a compose or bake file: where the reader of the file finds an image that is pulled; null
 * elsewhere. While a tag is missing, `image: node:` is no YAML, so the file is read with a whole name in
 * the place of what is written.
 *
 * @param read Reads a text as that of the file.
 */
export function placeInServices(
  read: (text: string) => ServiceFile,
  text: string,
  { line: number, character }: Cursor,
): ImagePlace | null {
  const lines = text.split("\n");
  const line = lines[number] ?? "";
  const word = startOfName(line, character);
  const start = line.startsWith(imageScheme, word) ? word + imageScheme.length : word;
  // No value begins without one of these, so most of what is typed needs no reading.
  if (start > character || !/[:=]/.test(line.slice(0, start))) return null;
  const end = endOfName(line, character);
  lines[number] = line.slice(0, start) + wholeName + line.slice(end);
  const { services } = read(lines.join("\n"));
  const isImage = services.some(({ image }) => image?.text === wholeName);
  return isImage ? { typed: line.slice(start, character), start, end } : null;
}

/** How a bake file says that a context is an image. */
const imageScheme = "docker-image://";

/** A name that no registry has. */
const wholeName = "image.invalid/being/written:0";

function startOfName(line: string, character: number): number {
  let start = character;
  while (start > 0 && nameCharacter.test(line.charAt(start - 1))) start -= 1;
  return start;
}

const nameCharacter = /[\w./:@-]/;

function endOfName(line: string, character: number): number {
  return character + (/^[\w./:@-]*/.exec(line.slice(character))?.[0].length ?? 0);
}
