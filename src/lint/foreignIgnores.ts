import type { Dockerfile, Instruction } from "../dockerfile/model";
import type { IgnoreScope } from "./ignoreComments";

/** What an ignore comment of another tool asks for, in our terms. */
export interface ForeignIgnore {
  readonly rule: string;
  readonly scope: IgnoreScope;
  /** Where the comment stands. */
  readonly offset: number;
  /** Its finding is only a part of what our rule finds: what ours must look like to be the same. */
  readonly covers: Covers;
}

/** @param written the text that our finding underlines */
export type Covers = (written: string, instruction: Instruction | null) => boolean;

/**
 * The ignore comments of other tools that mean a finding of ours. They hold where their own tool
 * would let them: hadolint, Trivy, Semgrep and BuildKit for the next instruction, hadolint also for a
 * stage or the file, checkov for the file; so does Trivy's for the user, a finding without a line.
 */
export function foreignIgnoresOf(dockerfile: Dockerfile, today: Date): readonly ForeignIgnore[] {
  const { text, comments, directives, instructions } = dockerfile;
  if (!anyTool.test(text)) return [];
  const inComments = comments.flatMap((comment) => read(comment.text, comment.span.start, today));
  const inDirectives = directives
    .filter(({ name }) => name === "check")
    .flatMap(({ value, span }) => buildKit(value, span.start, "file"));
  const behindCommands = instructions
    .filter(({ keyword, arguments: source }) => keyword === "RUN" && anyTool.test(source.text))
    .flatMap(({ span, arguments: source }) =>
      source.text
        .split("#")
        .slice(1)
        .flatMap((part) => read(part, span.start, today)),
    );
  return [...inComments, ...inDirectives, ...behindCommands];
}

const anyTool = /hadolint|trivy:ignore|checkov:skip|nosem|check\s*=/i;

function read(comment: string, offset: number, today: Date): readonly ForeignIgnore[] {
  return [
    ...hadolint(comment, offset),
    ...trivy(comment, offset, today),
    ...checkov(comment, offset),
    ...semgrep(comment, offset),
    ...buildKit(/^\s*check\s*=(.*)$/i.exec(comment)?.[1] ?? "", offset, "instruction"),
  ];
}

interface Meaning {
  readonly rules: readonly string[];
  readonly covers?: Covers;
}

const ofVariables: Covers = (_, instruction) => /^(?:ARG|ENV)$/.test(instruction?.keyword ?? "");
const ofSudo: Covers = (written) => /\bsudo\b/.test(written);
const asRoot: Meaning = { rules: ["root-user", "root-switch-back"] };
const unpinned: Meaning = { rules: ["unpinned-base"] };
const sudo: Meaning = { rules: ["privilege-tools"], covers: ofSudo };
const secretVariable: Meaning = { rules: ["secret-in-image"], covers: ofVariables };
const cacheOf = (manager: RegExp): Meaning => ({
  rules: ["package-cache"],
  covers: (written) => manager.test(written),
});

const hadolintIds: Readonly<Record<string, Meaning>> = {
  DL3002: asRoot,
  DL3004: sudo,
  DL3006: unpinned,
  DL3007: unpinned,
  DL3009: cacheOf(/^apt/),
  DL3019: cacheOf(/^apk/),
  DL3026: { rules: ["unapproved-registry"] },
  DL3032: cacheOf(/^yum/),
  DL3036: cacheOf(/^zypper/),
  DL3040: cacheOf(/dnf/),
  DL3042: cacheOf(/pip/),
  DL3064: secretVariable,
  DL3066: { rules: ["numeric-user"] },
};

function hadolint(comment: string, offset: number): readonly ForeignIgnore[] {
  const match = /^\s*hadolint\s+(?:(global|stage)\s+)?ignore\s*=\s*([\w\s,]*)/.exec(comment);
  if (match === null) return [];
  const scope = match[1] === "global" ? "file" : match[1] === "stage" ? "stage" : "instruction";
  return idsIn(match[2]).flatMap((id) => mean(hadolintIds, id, scope, offset));
}

const trivyIds: Readonly<Record<string, Meaning>> = {
  1: unpinned,
  10: sudo,
  15: cacheOf(/^yum/),
  19: cacheOf(/dnf/),
  20: cacheOf(/^zypper/),
  25: cacheOf(/^apk/),
  31: { rules: ["secret-in-image"] },
};

function trivy(comment: string, offset: number, today: Date): readonly ForeignIgnore[] {
  if (!comment.includes("trivy:ignore:")) return [];
  const all = comment.matchAll(/trivy:ignore:(?:avd-)?ds-?0{0,4}(\d{1,4})(?::exp:([\d-]{10}))?/gi);
  return [...all].flatMap(([, id = "", expires]) => {
    if (expires !== undefined && Date.parse(expires) < today.getTime()) return [];
    return id === "2"
      ? mean({ 2: asRoot }, id, "file", offset)
      : mean(trivyIds, id, "instruction", offset);
  });
}

const checkovIds: Readonly<Record<string, Meaning>> = {
  CKV_DOCKER_3: asRoot,
  CKV_DOCKER_7: unpinned,
  CKV_DOCKER_8: asRoot,
  CKV2_DOCKER_1: sudo,
};

function checkov(comment: string, offset: number): readonly ForeignIgnore[] {
  const list = /^\s*checkov:skip\s*=\s*([\w\s,]*)/.exec(comment)?.[1];
  return idsIn(list).flatMap((id) => mean(checkovIds, id, "file", offset));
}

const missingUser = new Set(["missing-user", "missing-user-entrypoint"]);
const semgrepIds: Readonly<Record<string, Meaning>> = {
  "last-user-is-root": asRoot,
  "missing-user": asRoot,
  "missing-user-entrypoint": asRoot,
  "no-sudo-in-dockerfile": sudo,
  "secret-in-build-arg": secretVariable,
  "dockerfile-source-not-pinned": unpinned,
  "avoid-latest-version": unpinned,
  "missing-image-version": unpinned,
};

/** `# nosemgrep` alone means every rule of Semgrep, on the line below. */
function semgrep(comment: string, offset: number): readonly ForeignIgnore[] {
  const match = /^\s*nosem(?:grep)?\b\s*(?::\s*([\w.,\s-]*))?/.exec(comment);
  if (match === null) return [];
  const named = (match[1] ?? "").split(/[,\s]+/).filter((id) => id !== "");
  const ids =
    named.length > 0
      ? named.map((id) => id.slice(id.lastIndexOf(".") + 1))
      : Object.keys(semgrepIds);
  return ids.flatMap((id) =>
    // What is missing has no line of its own: Semgrep shows it at the CMD or ENTRYPOINT.
    mean(semgrepIds, id, missingUser.has(id) ? "stage" : "instruction", offset),
  );
}

/** `skip=A,B;error=true` */
function buildKit(value: string, offset: number, scope: IgnoreScope): readonly ForeignIgnore[] {
  const list = /(?:^|;)\s*skip\s*=([^;]*)/i.exec(value)?.[1];
  const skipped = idsIn(list).some((id) => /^(?:all|SecretsUsedInArgOrEnv)$/i.test(id));
  return skipped ? mean({ all: secretVariable }, "all", scope, offset) : [];
}

const idsIn = (list = "") => list.split(/[\s,]+/).filter((id) => id !== "");

function mean(
  meanings: Readonly<Record<string, Meaning>>,
  id: string,
  scope: IgnoreScope,
  offset: number,
): readonly ForeignIgnore[] {
  const meaning = Object.hasOwn(meanings, id) ? meanings[id] : undefined;
  const covers = meaning?.covers ?? (() => true);
  return (meaning?.rules ?? []).map((rule) => ({ rule, scope, offset, covers }));
}
