import type { Instruction, Stage } from "../../dockerfile/model";
import { blankWords, environmentAssignments } from "../../dockerfile/words";
import { hasCopied } from "../../lint/copies";
import type { RuleFix } from "../../lint/rule";
import { wholeSpan } from "../../lint/shellUses";
import type { Breakage, Exchange } from "../breakage";
import { blocker, replacing, warning } from "./make";
import { hasUserBefore } from "./users";

/** What works after the swap, but not as before: ports, variables, owners, certificates, time zones. */
export function* fileBreakage(exchange: Exchange): Iterable<Breakage> {
  yield* ofPlatform(exchange);
  for (const stage of exchange.shipped) {
    yield* ofPort(exchange, stage);
    yield* ofPath(exchange, stage);
    yield* ofOwner(exchange, stage);
    yield* ofSystemData(exchange, stage);
    yield* ofRails(exchange, stage);
  }
}

function* ofPlatform({ root, next, name }: Exchange): Iterable<Breakage> {
  const asked = root.platform?.value ?? "";
  const architecture = /^linux\/(\w+)/.exec(asked)?.[1];
  if (architecture === undefined || next.platforms == null) return;
  if (!next.platforms.includes(architecture))
    yield blocker(
      "platform",
      `${name} is not there for ${asked}.`,
      root.platform?.span ?? root.from.span,
    );
}

/** Images that listen on 80 as root listen on another port as somebody else. */
function* ofPort({ root, next, name }: Exchange, stage: Stage): Iterable<Breakage> {
  const ports = (next.ports ?? []).map((port) => Number.parseInt(port, 10));
  const [port] = ports;
  const reference = root.base.kind === "image" ? root.base.reference : "";
  if (port === undefined || port < 1024 || !/(?:^|\/)(?:nginx|httpd)(?:[:@]|$)/.test(reference))
    return;
  const exposed = stage
    .chain()
    .flatMap(({ instructions }) => instructions)
    .filter(({ keyword }) => keyword === "EXPOSE")
    .flatMap((instruction) => blankWords(instruction.arguments))
    .find(({ text }) => /^(?:80|443)(?:\/tcp)?$/.test(text));
  const message = `${name} listens on ${port}, not on 80.`;
  const fix =
    exposed?.text.startsWith("80") === true
      ? replacing(`Expose ${port}`, exposed.span, exposed.text.replace("80", String(port)))
      : null;
  yield warning("port", message, exposed?.span ?? root.image?.span ?? root.from.keywordSpan, fix);
}

/** A PATH that is written without the image's own hides where the new one keeps its programs. */
function* ofPath({ next, name, after }: Exchange, stage: Stage): Iterable<Breakage> {
  const own = next.environment["PATH"];
  if (own === undefined) return;
  for (const part of stage.chain()) {
    for (const instruction of part.instructions) {
      if (instruction.keyword !== "ENV") continue;
      const assignments =
        environmentAssignments(instruction.arguments, after.dockerfile.escape) ?? [];
      const path = assignments.find(({ name: variable }) => variable === "PATH");
      if (path?.value == null || path.value.includes("$")) continue;
      const given = new Set(path.value.replace(/["']/g, "").split(":"));
      const missing = own.split(":").filter((folder) => !given.has(folder));
      if (missing.length > 0)
        yield warning(
          "path",
          `This PATH leaves out ${missing.join(", ")}, where ${name} keeps programs.`,
          path.word.span,
        );
    }
  }
}

/** Files that are copied as root, where the container no longer runs as root. */
function* ofOwner({ old, next, name }: Exchange, stage: Stage): Iterable<Breakage> {
  const user = next.user?.value;
  if (user === undefined || user.uid === 0 || user.uid === null) return;
  if (stage.user.origin !== "base" || (old?.user?.value.uid ?? 0) !== 0) return;
  const copies = stage
    .chain()
    .flatMap((part) => part.instructions.map((instruction) => ({ part, instruction })))
    .filter(
      ({ part, instruction }) =>
        (instruction.keyword === "COPY" || instruction.keyword === "ADD") &&
        !instruction.flags.some(({ name: flag }) => flag === "chown") &&
        !hasUserBefore(part, instruction),
    )
    .map(({ instruction }) => instruction)
    .sort((a, b) => a.span.start - b.span.start);
  const [first] = copies;
  if (first === undefined) return;
  const message =
    `The container would run as ${user.value}, the user of ${name}: files that COPY leaves to root can be ` +
    "read, but not written.";
  yield warning("file-owner", message, wholeSpan(first), ownerFix(copies, user.uid));
}

function ownerFix(copies: readonly Instruction[], uid: number): RuleFix {
  return {
    title: `Give the copied files to ${uid}`,
    preferred: false,
    safe: false,
    edits: copies.map(({ keywordSpan: { end } }) => ({
      span: { start: end, end },
      newText: ` --chown=${uid}:${uid}`,
    })),
  };
}

/** Certificates and time zones: what a system without its tools may not have. */
function* ofSystemData({ next, name }: Exchange, stage: Stage): Iterable<Breakage> {
  for (const part of stage.chain()) {
    for (const instruction of part.instructions) {
      const {
        keyword,
        arguments: { text },
      } = instruction;
      const isCopy = keyword === "COPY" || keyword === "ADD";
      if ((isCopy && ownCertificates.test(text)) || (keyword === "RUN" && /update-ca-/.test(text)))
        yield warning(
          "certificates",
          next.shell === false
            ? `${name} has no update-ca-certificates: certificates of your own have to be put into its bundle beforehand.`
            : `Whether ${name} takes certificates of your own from here is not known.`,
          wholeSpan(instruction),
        );
      if (
        (keyword === "ENV" && /\bTZ=?\s*["']?[A-Z]\w+\//.test(text)) ||
        (isCopy && /zoneinfo|\/etc\/localtime/.test(text))
      )
        yield warning(
          "time-zone",
          `Whether ${name} has time zone data is not known.`,
          wholeSpan(instruction),
        );
    }
  }
}

/** Rails does not start without time zones (docker-hardened-images/catalog@30c3db97, image/ruby: no tzdata). */
function* ofRails({ root, next, name }: Exchange, stage: Stage): Iterable<Breakage> {
  const reference = root.base.kind === "image" ? root.base.reference : "";
  if (!/(?:^|\/)ruby(?:[:@]|$)/.test(reference) || next.family !== "dhi" || next.shell !== false)
    return;
  if (hasCopied(stage, ["/usr/share/zoneinfo/UTC"])) return;
  const rails = stage
    .chain()
    .flatMap(({ instructions }) => instructions)
    .find(
      ({ keyword, arguments: { text } }) =>
        (keyword === "ENV" && /\bRAILS_ENV\b/.test(text)) ||
        (/^(?:CMD|ENTRYPOINT)$/.test(keyword) && /(?:^|[\s"/])rails(?=[\s"]|$)/.test(text)),
    );
  if (rails !== undefined)
    yield warning(
      "time-zone",
      `${name} has no time zones, which Rails reads when it starts: copy /usr/share/zoneinfo, or use the gem tzinfo-data.`,
      wholeSpan(rails),
    );
}

const ownCertificates = /\/usr\/local\/share\/ca-certificates|\/etc\/pki\/ca-trust/;
