import type { Span } from "../dockerfile/position";
import type { Command } from "../project/commandWords";
import type { Service, ServiceFile, Written } from "../project/serviceFile";

/**
 * A compose or bake file as a Dockerfile: one stage for each image, with what the service sets in place
 * of the image's own. A container of the service and one of that stage's image start alike, so whatever
 * is known to judge the one judges the other.
 */
export interface ServiceText {
  /** What it was made of. */
  readonly file: ServiceFile;
  readonly text: string;
  /** The service of each stage. */
  readonly services: readonly Service[];
  /** Where a part of `text` stands in the file; what is not exact there is its whole value. */
  place(span: Span): Span;
}

export function serviceText(file: ServiceFile): ServiceText {
  const writer = new Writer(globalArguments(file));
  const services = file.services.filter(
    (service) => writer.length < longestText && writeStage(service, writer),
  );
  return { file, text: writer.text(), services, place: (span) => writer.place(span) };
}

/** Variables of images are build arguments, which work alike. */
function globalArguments({ services }: ServiceFile): string {
  const known = services.flatMap(({ image }) => image?.variables ?? []);
  const values = new Map(known.map(({ name, value }) => [name, value]));
  values.delete(openArgument);
  return [openArgument, ...[...values].map(([name, value]) => `${name}=${value}`)]
    .map((argument) => `ARG ${argument}\n`)
    .join("");
}

/** Lists that many services share would make more of it than any person writes. */
const longestText = 1_000_000;

/** Writes one stage; false where the image is not one that a FROM could name. */
function writeStage(service: Service, writer: Writer): boolean {
  const { image, platform, user, workingDirectory } = service;
  const written = image === null ? null : fromWord(image);
  if (image === null || written === null) return false;
  writer.add("FROM ");
  if (platform?.value != null && /^[\w./-]+$/.test(platform.value))
    writer.add(`--platform=${platform.value} `);
  writer.add(written, image.span, image.isExact && written === image.text).add("\n");
  if (workingDirectory?.value != null && /^\/[\w./-]*$/.test(workingDirectory.value))
    writer.add("WORKDIR ").add(workingDirectory.value, workingDirectory.span, false).add("\n");
  const data = service.environment.get("PGDATA") ?? null;
  if (data !== null && service.environmentSpan !== null && /^\/[\w./-]*$/.test(data))
    writer.add("ENV ").add(`PGDATA=${data}`, service.environmentSpan, false).add("\n");
  for (const { target, span } of service.mounts) {
    if (target === null || /[^\x20-\x7e]/.test(target)) continue;
    // With an owner of its own: whose it is, is for the folder outside to say.
    writer
      .add("COPY --chown=0:0 ")
      .add(json(["mounted", target]), span, false)
      .add("\n");
  }
  if (user?.value != null && isUserName(user.value))
    writer.add("USER ").add(user.value, user.span, user.isExact).add("\n");
  writeCommand("ENTRYPOINT", service.entrypoint, writer);
  writeCommand("CMD", service.command, writer);
  const { healthcheck } = service;
  if (healthcheck?.words != null && healthcheck.words.length > 0)
    writeCommand("HEALTHCHECK CMD", healthcheck, writer);
  return true;
}

/**
 * The image as the word of a FROM, whose variables work alike; null for what is no reference. Where
 * a variable decides, an argument without a default takes its place, which means the same there.
 */
function fromWord({ text, value }: Written): string | null {
  const written =
    value === null
      ? text.replace(/\$.*$/s, `\${${openArgument}}`)
      : text.replace(/(\$\{\w+:?\?)[^{}]*\}/g, "$1}");
  return /^[\w./:@${}?+-]+$/.test(written) && !/^-|^scratch$|\$\$/.test(written) ? written : null;
}

const openArgument = "VARIABLE";

export function isUserName(value: string): boolean {
  return /^[\w.:-]+$/.test(value);
}

function writeCommand(keyword: string, command: Command | null, writer: Writer): void {
  if (command?.words == null) return;
  writer.add(`${keyword} `).add(json(command.words), command.span, false).add("\n");
}

const json = (words: readonly string[]) => JSON.stringify(words);

interface Segment {
  readonly start: number;
  readonly end: number;
  readonly span: Span;
  readonly isExact: boolean;
}

/** A text with the place that its parts have in another one. */
class Writer {
  private readonly parts: string[];
  private readonly segments: Segment[] = [];
  length: number;

  constructor(head: string) {
    this.parts = [head];
    this.length = head.length;
  }

  add(part: string, span?: Span, isExact = false): this {
    const start = this.length;
    this.parts.push(part);
    this.length += part.length;
    if (span !== undefined) this.segments.push({ start, end: this.length, span, isExact });
    return this;
  }

  text(): string {
    return this.parts.join("");
  }

  /** The first part that a span touches, or that comes after it. */
  place({ start, end }: Span): Span {
    let low = 0;
    let high = this.segments.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.segments[middle]?.end ?? 0) < start) low = middle + 1;
      else high = middle;
    }
    const found = this.segments[low] ?? this.segments.at(-1);
    if (found === undefined) return { start: 0, end: 0 };
    const isInside = found.isExact && start >= found.start && end <= found.end;
    if (!isInside) return found.span;
    const shift = found.span.start - found.start;
    return { start: start + shift, end: end + shift };
  }
}
