import type { Instruction, Stage } from "../../dockerfile/model";
import { blankWords, environmentAssignments } from "../../dockerfile/words";
import { stepsDownItself } from "../../lint/dropsPrivileges";
import { started, wholeSpan } from "../../lint/shellUses";
import type { Breakage, Exchange } from "../breakage";
import { pathsOf } from "./homes";
import { blocker, warning } from "./make";

/** What only root may do, where the container ran as root and would run as the new image's own user. */
export function* rootBreakage(exchange: Exchange): Iterable<Breakage> {
  const { before, after, shipped } = exchange;
  const said = new Set<number>();
  for (const stage of shipped) {
    const now = before.dockerfile.stages[stage.index] ?? stage;
    if (after.user(stage).privilege !== "nonroot" || before.user(now).privilege !== "root")
      continue;
    for (const check of [ofStart, ofFolder, ofVolumes, ofPorts])
      for (const found of check(exchange, stage)) {
        if (!said.has(found.span.start)) yield found;
        said.add(found.span.start);
      }
  }
}

const ofChain = (stage: Stage) =>
  [...stage.chain()].reverse().flatMap(({ instructions }) => instructions);

/** gosu and its kin have nothing to step down from. */
function* ofStart({ name }: Exchange, stage: Stage): Iterable<Breakage> {
  if (!stepsDownItself(stage)) return;
  const own = started(stage);
  const instruction = own.find(({ arguments: { text } }) => stepping.test(text)) ?? own[0];
  if (instruction === undefined) return;
  const message = `Only root may step down, and ${name} starts as another user.`;
  yield blocker("steps-down", message, wholeSpan(instruction));
}

const stepping = /\b(?:gosu|su-exec|setpriv|runuser|(?:s6-)?setuidgid|chpst|sudo|su|capsh)\b/;

/** Only root may look into /root: what is copied there, found there by a variable, or started from there. */
function* ofFolder({ after, name }: Exchange, stage: Stage): Iterable<Breakage> {
  let folder: Instruction | null = null;
  const all = ofChain(stage);
  const last = all.findLast(({ keyword, arguments: { text } }) => isAbsoluteFolder(keyword, text));
  const staysInRoot = last !== undefined && ofRoot.test(last.arguments.text);
  for (const instruction of all) {
    const { keyword, arguments: source } = instruction;
    if (keyword === "WORKDIR" && ofRoot.test(source.text)) folder = instruction;
    else if (keyword === "WORKDIR" && rooted.test(source.text)) folder = null;
    const path = pathsIn(instruction, after.dockerfile.escape).find(
      (it) => ofRoot.test(it) || (keyword !== "ENV" && folder !== null && !rooted.test(it)),
    );
    // A container that starts in /root is told of as that.
    if (path === undefined || (!ofRoot.test(path) && staysInRoot)) continue;
    const what = ofRoot.test(path) ? path : `${path} in ${folder?.arguments.text ?? ""}`;
    const message = `${what} is root's own, and ${name} runs as another user.`;
    // Whether a program goes where a variable says is not known.
    const make = keyword === "ENV" ? warning : blocker;
    yield make("root-folder", message, wholeSpan(instruction));
  }
  if (folder === null) return;
  const message = `${folder.arguments.text} is root's own, and ${name} runs as another user.`;
  yield blocker("root-folder", message, wholeSpan(folder));
}

const isAbsoluteFolder = (keyword: string, text: string) =>
  keyword === "WORKDIR" && (ofRoot.test(text) || rooted.test(text));

const ofRoot = /^["']?\/root(?:["']?$|\/)/;
const rooted = /^["']?[/$]/;

/** What a COPY writes to, and what the variables of an ENV name. */
function pathsIn(instruction: Instruction, escape: string): readonly string[] {
  const { keyword } = instruction;
  if (keyword === "COPY" || keyword === "ADD") return [pathsOf(instruction).target];
  if (keyword !== "ENV") return [];
  return (environmentAssignments(instruction.arguments, escape) ?? []).flatMap(({ value }) =>
    (value ?? "").replace(/["']/g, "").split(":"),
  );
}

/** A volume takes on the owner of the folder that it is laid over, which is root unless the file says so. */
function* ofVolumes({ name, next }: Exchange, stage: Stage): Iterable<Breakage> {
  const instructions = ofChain(stage);
  for (const instruction of instructions) {
    if (instruction.keyword !== "VOLUME") continue;
    const words = instruction.json ?? blankWords(instruction.arguments).map(({ text }) => text);
    const open = words.filter((path) => !instructions.some((it) => givesAway(it, path)));
    if (open.length === 0) continue;
    const message = `${open.join(", ")} may belong to root: ${userOf(next.user?.value.value)} of ${name} could not write there then.`;
    yield warning("volume", message, wholeSpan(instruction));
  }
}

const userOf = (name: string | undefined) =>
  name === undefined || name === "" ? "the user" : name;

function givesAway(instruction: Instruction, path: string): boolean {
  const { keyword, flags, arguments: source } = instruction;
  if (keyword === "RUN")
    return /\b(?:chown|chmod|install)\b/.test(source.text) && source.text.includes(path);
  const isGiven = keyword === "COPY" && flags.some(({ name }) => name === "chown");
  const target = pathsOf(instruction).target.replace(/\/$/, "");
  return isGiven && (target === path || target.startsWith(`${path}/`));
}

/** Docker lets everybody listen there (since 20.10), other runtimes may not. */
function* ofPorts({ name, next, root }: Exchange, stage: Stage): Iterable<Breakage> {
  // Images that listen on another port are told of as such.
  const reference = root.base.kind === "image" ? root.base.reference : "";
  const isOther =
    /(?:^|\/)(?:nginx|httpd)(?:[:@]|$)/.test(reference) && (next.ports ?? []).length > 0;
  for (const instruction of ofChain(stage)) {
    if (instruction.keyword !== "EXPOSE") continue;
    for (const { text, span } of blankWords(instruction.arguments)) {
      const port = /^(\d+)(?:\/\w+)?$/.exec(text)?.[1];
      if (port === undefined || Number(port) >= 1024 || (isOther && /^(?:80|443)$/.test(port)))
        continue;
      const message = `Whether ${userOf(next.user?.value.value)} of ${name} may listen on ${port} depends on what runs the container: ports below 1024 can be left to root.`;
      yield warning("privileged-port", message, span);
    }
  }
}
