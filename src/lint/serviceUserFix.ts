import type { Stage } from "../dockerfile/model";
import type { Lines } from "../dockerfile/lines";
import type { Service } from "../project/serviceFile";
import { dropsPrivileges, stepsDownItself } from "./dropsPrivileges";
import { serverFolders } from "./serverFolders";
import type { RuleContext, RuleFix, SpanEdit } from "./rule";
import { chooseUser, isNumeric, needsPort, numberNote } from "./userFix";

/**
 * The fix that lets a service run as another user: `user` with one that its image has, else a numeric
 * one. Never safe, and preferred only where the user exists and nothing that is mounted, published or
 * granted may need root.
 */
export function serviceUserFix(
  service: Service,
  stage: Stage,
  context: RuleContext,
  lines: Lines,
): readonly RuleFix[] {
  // No line of a compose file gives a user the folders that its image keeps for root.
  if (stepsDownItself(stage) || serverFolders(stage) !== null) return [];
  const chosen = chooseUser(stage, context);
  // A variable of the image means nothing in a compose file.
  const name = chosen.name.startsWith("$")
    ? context.facts(stage)?.environment[chosen.name.slice(1)]
    : chosen.name;
  if (name === undefined || !/^[\w.:-]+$/.test(name)) return [];
  const edit =
    service.user === null ? insertion(service, name, lines) : replacement(service, name, lines);
  if (edit === null) return [];
  const preferred =
    chosen.exists &&
    !needsPort(stage, context) &&
    !dropsPrivileges(stage, context) &&
    service.rights === null &&
    service.mounts.every(({ isReadOnly }) => isReadOnly);
  const title = `Run as ${name}${chosen.exists ? "" : numberNote(name)}`;
  return [{ title, preferred, safe: false, edits: [edit] }];
}

function replacement({ user }: Service, name: string, { text }: Lines): SpanEdit | null {
  if (user === null || !user.isExact || user.text !== user.value) return null;
  const isQuoted = /["']/.test(text[user.span.start - 1] ?? "");
  return { span: user.span, newText: isQuoted ? name : scalar(name) };
}

/** A line of its own below that of the image, where the file is written in lines. */
function insertion({ image, sharedWith }: Service, name: string, lines: Lines): SpanEdit | null {
  if (image === null || !image.isExact || !image.isOwn || sharedWith.length > 0) return null;
  const line = lines.lineAt(image.keySpan.start);
  const indentation = lines.text.slice(lines.start(line), image.keySpan.start);
  if (!/^[ ]+$/.test(indentation) || lines.lineAt(image.span.end) !== line) return null;
  const end = lines.end(line);
  const newLine = lines.text[end] === "\r" ? "\r\n" : "\n";
  return { span: { start: end, end }, newText: `${newLine}${indentation}user: ${scalar(name)}` };
}

/** Compose takes no number for a user, and YAML one for anything like it. */
const scalar = (name: string) => (isNumeric(name) ? `"${name}"` : name);
