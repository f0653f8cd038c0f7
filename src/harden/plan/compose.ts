import type { Stage } from "../../dockerfile/model";
import { blankWords } from "../../dockerfile/words";
import type { RuleContext, SpanEdit } from "../../lint/rule";
import { started, wholeSpan } from "../../lint/shellUses";
import { writeOut } from "../rewrite";
import { carriedSettings } from "./carried";
import type { Addition, Runtime } from "./language";
import { FileLines } from "./lines";
import { found, type Outcome, type PlanRemark, stopped } from "./model";
import { isWithin, roots, whyNotCopied } from "./paths";
import type { Shape } from "./shape";
import type { Start } from "./start";
import { madeBy, type Step } from "./survey";
import { isKnown, ownerEdit, type RuntimeUser, userWord, withoutOwner } from "./users";

/** What a structural edit is for: edits of one part are shown as one change. */
export type Part =
  "builder" | "runtime" | "moved" | "start" | "user" | "owner" | "addition" | "idle";

export interface PartEdit extends SpanEdit {
  readonly part: Part;
}

export interface Composition {
  /** In order, apart from each other. */
  readonly edits: readonly PartEdit[];
  /** What the runtime stage is copied from, null in place. */
  readonly builder: string | null;
}

/** All that is known of a stage when it is written anew. */
export interface Draft {
  readonly context: RuleContext;
  readonly stage: Stage;
  readonly shape: Shape;
  readonly runtime: Runtime;
  readonly user: RuntimeUser;
  readonly start: Start;
  readonly addition: Addition | null;
  /** What goes into the runtime image of all that is built, null for all of it. */
  readonly copies: readonly string[] | null;
  /** Whether the user of the runtime image may write to them. */
  readonly ownsCopies: boolean;
  /** Whether a step copies one file, which a program only reads. */
  readonly isReadOnly: (step: Step) => boolean;
  /** What a container starts, where that is a path. */
  readonly program: string | null;
}

/**
 * The edits that part a stage, the image of today still in the FROM of both: text that is moved or repeated is
 * repeated as it is written.
 *
 * @param image how the runtime stage names its image
 */
export function compose(draft: Draft, image: string): Outcome<Composition> {
  const { context, stage, shape } = draft;
  const { dockerfile } = context;
  const lines = new FileLines(dockerfile);
  const edits: PartEdit[] = [];
  const remarks: PlanRemark[] = [];
  const builder = builderName(draft);
  const add = (part: Part, edit: SpanEdit | null) => {
    if (edit !== null) edits.push({ part, ...edit });
  };

  const left = leftOut(draft, remarks);
  remarks.push(...otherUsers(draft));
  for (const { instruction } of left)
    add("user", { span: lines.wholeLines(instruction), newText: "" });
  const ownBuilt = shape.built.filter((step) => step.stage === stage);
  const isMoved = (step: Step) =>
    step.kind === "metadata" || step.instruction === draft.user.instruction;
  const moved = ownBuilt.filter(isMoved);
  for (const { instruction } of moved)
    add("moved", { span: lines.wholeLines(instruction), newText: "" });
  for (const step of ownBuilt)
    if (step.kind === "files") add("user", withoutOwner(step, draft.runtime, dockerfile.text));
  const { addition } = draft;
  if (addition !== null && addition.builder.length > 0 && shape.kind !== "in-place") {
    const at = lines.startWithComments(addition.before);
    const newText = addition.builder.map((line) => line + lines.lineEnd).join("");
    add("addition", { span: { start: at, end: at }, newText });
  }

  const keptInstructions = new Set(shape.kept.map(({ instruction }) => instruction));
  for (const { instruction, edit } of draft.start.edits)
    if (keptInstructions.has(instruction)) add("start", edit);
  const gives = draft.user.instruction === null || left.some(({ owned }) => owned.length > 0);
  // A program on its own is only read.
  const isRead = draft.copies !== null && !draft.ownsCopies;
  const owner = !isRead && (gives || ownsBuilt(draft)) ? ` --chown=${draft.user.owner}` : "";
  for (const step of shape.kept) {
    if (step.kind === "files")
      add("owner", ownerEdit(step, draft.user, draft.runtime, gives && !draft.isReadOnly(step)));
    if (!draft.isReadOnly(step) && step.effects.some(({ path }) => path === "/"))
      remarks.push({
        message: "It is copied over the whole image, and what it replaces there can't be told.",
        span: wholeSpan(step.instruction),
      });
    if (step.kind === "idle")
      add("idle", { span: lines.wholeLines(step.instruction), newText: "" });
    if (step.kind === "shell")
      remarks.push({
        message: "SHELL names a program that the runtime image does not have.",
        span: wholeSpan(step.instruction),
      });
    if (step.instruction === draft.user.instruction) add("user", userEdit(draft));
  }

  if (shape.kind !== "in-place") {
    const copies = copiedRoots(draft, remarks);
    const block = runtimeBlock(draft, lines, { moved, copies, builder, owner });
    const from = fromLine(draft, image, lines);
    if (shape.kind === "split") {
      const end = shape.built.at(-1)?.instruction.span.end ?? stage.from.span.end;
      const text = ["", from, ...block].map((line) => lines.lineEnd + line).join("");
      add("runtime", { span: { start: end, end }, newText: text });
      add("builder", nameEdit(stage, builder, lines));
    } else {
      const { end } = stage.from.span;
      const platform = stage.platform === null ? stage.root.platform : null;
      const flag = platform === null ? "" : `${lines.slice(platform.span)} `;
      if (stage.image !== null) add("runtime", { span: stage.image.span, newText: flag + image });
      add("runtime", {
        span: { start: end, end },
        newText: block.map((line) => lines.lineEnd + line).join(""),
      });
    }
  }
  const own = stage.root.image;
  if (shape.kind === "in-place" && own !== null && image !== own.text) {
    const rewrite = writeOut(own, image);
    if (rewrite.kind === "edit") add("runtime", rewrite.edit);
    else remarks.push({ message: rewrite.reason, span: own.span });
  }
  if (remarks.length > 0) return stopped(...remarks);
  const sorted = edits.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  const isApart = sorted.every((edit, at) => (sorted[at - 1]?.span.end ?? 0) <= edit.span.start);
  if (!isApart) return stopped({ message: "Its lines can't be parted.", span: stage.from.span });
  return found({ edits: sorted, builder: shape.kind === "in-place" ? null : builder });
}

/** RUNs that only make users or give files away: the runtime image has its user, and COPY gives the files. */
function leftOut({ shape, stage, runtime }: Draft, remarks: PlanRemark[]): readonly Step[] {
  const isOurs = ({ creates, names }: Step) =>
    creates || !names.every((name) => isKnown(name, runtime));
  const built = shape.built.filter((step) => step.kind === "ownership" && isOurs(step));
  for (const step of shape.built)
    if (step.kind === "build" && isOurs(step))
      remarks.push({
        message: `Files are given to ${step.names.join(" and ")}, whom the image to build with does not know.`,
        span: wholeSpan(step.instruction),
      });
  for (const { stage: part, instruction } of built)
    if (part !== stage)
      remarks.push({
        message: "It makes a user in a stage that others may be built on.",
        span: wholeSpan(instruction),
      });
  const kept = shape.kept.filter(({ kind }) => kind === "ownership");
  const all = [...shape.built, ...shape.kept];
  const copied = all.flatMap(({ effects }) => effects.map(({ path }) => path));
  const folders = all.flatMap(({ folder }) => (folder === null ? [] : [folder]));
  for (const { owned, instruction } of [...built, ...kept]) {
    const lost = owned.find(
      (path) =>
        !copied.some((it) => isWithin(it, path) || isWithin(path, it)) && !folders.includes(path),
    );
    if (lost !== undefined)
      remarks.push({
        message: `The program is given ${lost}, which the runtime image does not have.`,
        span: wholeSpan(instruction),
      });
  }
  return [...built, ...kept];
}

/** USERs under which something is built, beside the one that decides: who may write what is not followed. */
function otherUsers({ shape, stage, user, addition, runtime }: Draft): readonly PlanRemark[] {
  return shape.built
    .filter(({ kind, instruction, stage: part }) => {
      if (kind !== "user") return false;
      const said = part.users.find((it) => it.instruction === instruction)?.value?.split(":")[0];
      if (said === "root" || said === "0") return false;
      const decides = instruction === user.instruction;
      const isOfParent = part !== stage && addition === null && isKnown(said ?? "", runtime);
      return !(decides && (part === stage || isOfParent));
    })
    .map(({ instruction }) => ({
      message: "It is built as another user than root in part: who may write what can't be told.",
      span: wholeSpan(instruction),
    }));
}

/** Whether a user that the file names today owns any of what is built: what root owns stays root's. */
function ownsBuilt({ shape, user }: Draft): boolean {
  const decides = shape.built.findIndex(({ instruction }) => instruction === user.instruction);
  return shape.built.some(
    ({ kind, instruction }, at) =>
      kind === "ownership" ||
      (instruction.keyword === "RUN" && /\bchown\b/.test(instruction.arguments.text)) ||
      instruction.flags.some(({ name }) => name === "chown") ||
      (decides !== -1 && at > decides && (kind === "build" || kind === "folder")),
  );
}

/** What the runtime stage takes from its builder, path by path. */
function copiedRoots(
  { shape, addition, context, copies, program }: Draft,
  remarks: PlanRemark[],
): readonly string[] {
  const made = [...(copies ?? madeBy(shape.built)), ...(addition?.makes ?? [])];
  const paths = roots(made);
  for (const path of paths) {
    const reason = whyNotCopied(path);
    if (reason === null || (path === program && copies !== null)) continue;
    const maker = shape.built.find(({ effects }) => effects.some((it) => it.path === path));
    const span =
      maker === undefined
        ? (context.dockerfile.stages[0]?.from.span ?? { start: 0, end: 0 })
        : wholeSpan(maker.instruction);
    remarks.push({ message: `${path} ${reason}.`, span });
  }
  for (const { instruction, stage } of [...shape.built, ...shape.kept]) {
    if (instruction.keyword !== "VOLUME") continue;
    const volumes = instruction.json ?? blankWords(instruction.arguments).map(({ text }) => text);
    const targets = [...made, ...madeBy(shape.kept)];
    for (const volume of volumes) {
      const expansion = stage.expand(volume, instruction);
      const path = expansion.kind === "value" ? expansion.value.replace(/\/+$/, "") : "";
      if (!targets.includes(path))
        remarks.push({
          message: `Whether the program may write to the volume ${volume} can't be told.`,
          span: wholeSpan(instruction),
        });
    }
  }
  return paths;
}

interface Block {
  readonly moved: readonly Step[];
  readonly copies: readonly string[];
  readonly builder: string;
  /** ` --chown=node`, or nothing where root keeps the files. */
  readonly owner: string;
}

/** The lines below the FROM of the runtime stage that the file does not have there already. */
function runtimeBlock(
  draft: Draft,
  lines: FileLines,
  { moved, copies, builder, owner }: Block,
): readonly string[] {
  const { shape, stage, user, addition } = draft;
  const inherited = started(stage);
  const ofParents = shape.built.filter(
    ({ kind, stage: part, instruction }) =>
      part !== stage &&
      ((kind === "metadata" &&
        (!starting.has(instruction.keyword) || inherited.includes(instruction))) ||
        instruction === user.instruction),
  );
  const metadata = [...ofParents, ...moved].map((step) => movedText(step, draft, lines));
  const keptText = shape.kept.map(({ instruction }) => lines.written(instruction));
  // A folder of its own comes first: the one before it says nothing.
  const first = shape.kept.find(({ kind }) => kind === "folder" || kind === "files");
  const isSet = first?.kind === "folder" && first.instruction.arguments.text.startsWith("/");
  const built = isSet ? shape.built.filter(({ kind }) => kind !== "folder") : shape.built;
  const settings = carriedSettings(built, [...metadata, ...keptText], lines);
  // What a language adds is only read, as an environment of packages is.
  const added = new Set(addition?.makes ?? []);
  const files = copies.map(
    (path) => `COPY --from=${builder}${added.has(path) ? "" : owner} ${path} ${path}`,
  );
  return [...settings, ...(addition?.runtime ?? []), ...files, ...metadata];
}

const starting: ReadonlySet<string> = new Set(["CMD", "ENTRYPOINT", "HEALTHCHECK"]);

/** An instruction of the builder as it stands in the runtime stage, its comments above it. */
function movedText({ instruction }: Step, draft: Draft, lines: FileLines): string {
  const exec = draft.start.edits.find((it) => it.instruction === instruction)?.edit;
  const user = instruction === draft.user.instruction ? userEdit(draft) : null;
  const edit = exec ?? user;
  const text = lines.written(instruction);
  const { start } = instruction.span;
  const written =
    edit == null
      ? text
      : text.slice(0, edit.span.start - start) + edit.newText + text.slice(edit.span.end - start);
  return lines.commentsAbove(instruction) + written;
}

function userEdit({ user }: Draft): SpanEdit | null {
  const word = user.instruction === null ? null : userWord(user.instruction);
  if (user.rewritten === null || word === null) return null;
  return { span: word.span, newText: user.rewritten };
}

function fromLine({ stage }: Draft, image: string, lines: FileLines): string {
  const keyword = lines.slice(stage.from.keywordSpan);
  const platform = (stage.platform ?? stage.root.platform)?.span;
  const flag = platform === undefined ? "" : `${lines.slice(platform)} `;
  const as = keyword === keyword.toLowerCase() ? "as" : "AS";
  const name = stage.nameSpan === null ? "" : ` ${as} ${lines.slice(stage.nameSpan)}`;
  return `${keyword} ${flag}${image}${name}`;
}

/** The builder gets a name of its own; the one of today goes to what ships. */
function nameEdit({ nameSpan, from }: Stage, name: string, lines: FileLines): SpanEdit {
  if (nameSpan !== null) return { span: nameSpan, newText: name };
  const { end } = wholeSpan(from);
  const keyword = lines.slice(from.keywordSpan);
  const as = keyword === keyword.toLowerCase() ? "as" : "AS";
  return { span: { start: end, end }, newText: ` ${as} ${name}` };
}

function builderName({ shape, stage, context: { dockerfile } }: Draft): string {
  if (shape.kind === "retarget" && stage.base.kind === "stage")
    return stage.base.stage.name ?? String(stage.base.stage.index);
  const taken = new Set(
    dockerfile.stages.flatMap(({ name, image }) => [name, image?.text ?? null]),
  );
  const free = ["build", "builder"].find((name) => !taken.has(name));
  if (free !== undefined) return free;
  let number = 2;
  while (taken.has(`build-${number}`)) number++;
  return `build-${number}`;
}
