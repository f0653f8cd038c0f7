import type { Dockerfile, Instruction, Stage } from "../../dockerfile/model";
import type { Span } from "../../dockerfile/position";
import {
  argumentAssignments,
  type Assignment,
  blankWords,
  environmentAssignments,
} from "../../dockerfile/words";
import type { Rule, RuleFinding } from "../rule";
import { secretFile } from "../secretFiles";
import { secretByName } from "../secretNames";
import { isPlaceholder, looksRandom, mayHoldSecrets, secretShapes } from "../secretValues";
import { shippedParts } from "../shippedParts";

export const secretInImage: Rule = {
  id: "secret-in-image",
  summary: "A secret is written into an image that ships, or into the Dockerfile itself",
  why:
    "Whoever can pull an image can read its configuration, its history and every layer, also what a " +
    "later layer deletes. A secret that a build needs belongs in RUN --mount=type=secret, which leaves " +
    "no trace; one that the program needs is given when the container starts.",
  severity: { recommended: "warning", strict: "error" },
  *check(context) {
    const { dockerfile, shipped } = context;
    const written = [...valuesInFile(dockerfile)];
    yield* written;
    const places = new Set(written.map(({ span }) => span.start));
    const parts = shippedParts(shipped);
    const builtOn = new Set(
      parts.flatMap(({ base, instructions }) =>
        base.kind === "stage" && instructions.some(isRun) ? [base.stage] : [],
      ),
    );
    for (const stage of parts)
      for (const finding of inStage(stage, builtOn.has(stage), dockerfile))
        if (!places.has(finding.span.start)) yield finding;
  },
};

/** Secrets known by their shape: they are in the repository, whatever becomes of their stage. */
function* valuesInFile(dockerfile: Dockerfile): Iterable<RuleFinding> {
  if (!mayHoldSecrets(dockerfile.text)) return;
  for (const instruction of dockerfile.globalArguments)
    yield* valuesIn(instruction, null, dockerfile);
  for (const stage of dockerfile.stages)
    for (const instruction of stage.instructions) yield* valuesIn(instruction, stage, dockerfile);
}

function* valuesIn(
  instruction: Instruction,
  stage: Stage | null,
  { escape }: Dockerfile,
): Iterable<RuleFinding> {
  const { keyword, arguments: source, heredocs } = instruction.trigger ?? instruction;
  const assigned = secretShapes(source.text).length === 0 ? [] : assignments(instruction, escape);
  for (const { what, start, end } of secretShapes(source.text)) {
    const span = source.spanOf(start, end);
    const place =
      assigned.length === 1
        ? assigned[0]
        : assigned.find(({ word }) => word.span.start <= span.start && span.end <= word.span.end);
    const name = place === undefined ? `This ${keyword}` : place.name;
    yield { stage, span: nameSpan(place) ?? span, message: `${name} holds ${what}.` };
  }
  for (const { content, contentSpan } of heredocs)
    for (const { what, start, end } of secretShapes(content))
      yield {
        stage,
        span: { start: contentSpan.start + start, end: contentSpan.start + end },
        message: `This ${keyword} holds ${what}.`,
      };
}

const nameSpan = (assignment: Assignment | undefined): Span | null =>
  assignment === undefined
    ? null
    : {
        start: assignment.word.span.start,
        end: assignment.word.span.start + assignment.name.length,
      };

function assignments(instruction: Instruction, escape: string): readonly Assignment[] {
  const { keyword, arguments: source } = instruction.trigger ?? instruction;
  if (keyword === "ENV") return environmentAssignments(source, escape) ?? [];
  return keyword === "ARG" ? (argumentAssignments(source, escape) ?? []) : [];
}

function* inStage(stage: Stage, isBuiltOn: boolean, { escape }: Dockerfile): Iterable<RuleFinding> {
  // An ARG stands in the history with every RUN after it, those of stages built on this one too.
  const lastRun = isBuiltOn ? Infinity : stage.instructions.findLastIndex(isRun);
  const declared = new Set<string>();
  for (const [index, instruction] of stage.instructions.entries()) {
    const { keyword, arguments: source } = instruction.trigger ?? instruction;
    if (keyword === "COPY" || keyword === "ADD") yield* filesIn(instruction, stage);
    else if ((keyword === "ENV" || keyword === "ARG") && suspicious.test(source.text))
      for (const assignment of assignments(instruction, escape)) {
        const variable = { ...assignment, keyword, instruction, stage };
        const message =
          keyword === "ENV"
            ? environmentFinding(variable, declared)
            : argumentFinding(variable, index < lastRun);
        if (keyword === "ARG") declared.add(assignment.name);
        else declared.delete(assignment.name);
        const span = nameSpan(assignment);
        if (message !== null && span !== null) yield { stage, span, message };
      }
  }
}

const suspicious = /key|auth|cred|pass|pword|secret|token/i;
const isRun = ({ keyword }: Instruction) => keyword === "RUN";

interface Variable extends Assignment {
  readonly instruction: Instruction;
  readonly stage: Stage;
}

function environmentFinding(variable: Variable, declared: ReadonlySet<string>): string | null {
  const { name, value } = variable;
  const kind = secretByName(name);
  if (kind === "none" || value === null) return null;
  const isSecret = value.includes("$")
    ? kind === "secret" && takesArgument(value, declared)
    : isSecretText(plain(variable), kind);
  return isSecret
    ? `${name} looks like a secret, and ENV keeps it in the configuration of the image.`
    : null;
}

/** What a build argument brings in is as secret as its name says; what the base sets is not known. */
function takesArgument(value: string, declared: ReadonlySet<string>): boolean {
  const used = value.slice(0, 4_096).matchAll(/\$\{?([A-Za-z_]\w*)/g);
  return [...used].some(([, name = ""]) => declared.has(name) && secretByName(name) !== "none");
}

function argumentFinding(variable: Variable, isUsed: boolean): string | null {
  const { name, value } = variable;
  const kind = secretByName(name);
  if (kind === "none" || value?.includes("$") === true) return null;
  const text = value === null ? "" : plain(variable);
  const isSecret = text === "" ? kind === "secret" && isUsed : isSecretText(text, kind);
  return isSecret
    ? `${name} looks like a secret, and an ARG can be read in the history of the image: use RUN --mount=type=secret.`
    : null;
}

type Kind = "secret" | "possible";

function isSecretText(text: string, kind: Kind): boolean {
  return !isPlaceholder(text) && (kind === "secret" ? !/\s/.test(text) : looksRandom(text));
}

/** A value without its quotes and escapes. */
function plain({ value, stage, instruction }: Variable): string {
  const expansion = stage.expand(value ?? "", instruction);
  return expansion.kind === "value" ? expansion.value : "";
}

function* filesIn(instruction: Instruction, stage: Stage): Iterable<RuleFinding> {
  const { keyword, json, arguments: source } = instruction.trigger ?? instruction;
  if (
    !/\.env|id_|rc\b|\.aws|\.docker|\.kube|\.ssh|\.git|\.pgpass|\.(?:key|pem|p12|pfx)\b/i.test(
      source.text,
    )
  )
    return;
  const whole = source.spanOf(0, source.text.length);
  const words = json?.map((text) => ({ text, span: whole })) ?? blankWords(source);
  const destination = words.at(-1)?.text ?? "";
  if (/keyrings|apt\/|rpm-gpg/.test(destination)) return;
  for (const { text, span } of words.slice(0, -1)) {
    if (text.startsWith("<<")) continue;
    const file = secretFile(text.replace(/^["']|["']$/g, ""));
    if (file === null) continue;
    const verb = file.uncertain ? "may hold" : "holds";
    const message = `${shown(text)} ${verb} ${file.what}, and ${keyword} keeps it in a layer of the image.`;
    yield { stage, span, message, ...(file.uncertain ? { severity: "information" } : {}) };
  }
}

const shown = (text: string) => (text.length > 60 ? `…${text.slice(-60)}` : text);
