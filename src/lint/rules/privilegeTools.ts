import type { Instruction, Stage } from "../../dockerfile/model";
import { baseName, type Command, type CommandWord, workWords } from "../command";
import { commandsOf } from "../commands";
import { installedBy, removedBy } from "../packageManagers";
import type { Rule, RuleFinding } from "../rule";
import { shippedParts } from "../shippedParts";

export const privilegeTools: Rule = {
  id: "privilege-tools",
  summary: "An image that ships holds a way to become root, or files that everybody may change",
  why:
    "A user of its own protects little where sudo or a setuid program gives root back, or where any " +
    "process can change what runs. RUN needs no sudo: it is root unless a USER says otherwise.",
  severity: { recommended: "information", strict: "warning" },
  *check({ dockerfile, shipped }) {
    if (!/sudo|doas|chmod|install|mkdir/.test(dockerfile.text)) return;
    for (const stage of shippedParts(shipped)) {
      let usesSudo = false;
      for (const written of stage.instructions) {
        const instruction = written.trigger ?? written;
        yield* modeOfCopy(instruction, stage);
        if (instruction.keyword !== "RUN" || !mayMatter(instruction)) continue;
        const commands = commandsOf(instruction);
        for (const command of commands) {
          const finding = judge(command, commands);
          if (finding === null || (finding.isUse && usesSudo)) continue;
          // One word on a habit is enough for each stage.
          usesSudo ||= finding.isUse;
          yield { stage, span: finding.span, message: finding.message };
        }
      }
    }
  },
};

const mayMatter = ({ arguments: { text }, heredocs }: Instruction) =>
  isSuspicious(text) || heredocs.some(({ content }) => isSuspicious(content));

const isSuspicious = (script: string) =>
  /sudo|doas/.test(script) || (/chmod|install|mkdir/.test(script) && modes.test(script));
const modes = /777|[4-7][0-7]{3}\b|[+=][rwxXt]*s|[+=]rwx/;

interface Judgement extends Pick<RuleFinding, "span" | "message"> {
  readonly isUse: boolean;
}

function judge(command: Command, all: readonly Command[]): Judgement | null {
  const name = command.name;
  const [first] = command.words;
  if (first === undefined) return null;
  if (name === "sudo" || name === "doas") {
    const message = `A RUN needs no ${name}: USER says who runs it, and ${name} in the image gives root back.`;
    return { span: first.span, message, isUse: true };
  }
  const work = workWords(command);
  const tool = installedBy(work)?.find(({ text }) => /^(?:sudo|doas)(?:[=<>~].*)?$/.test(text));
  if (tool !== undefined && !all.some((other) => removes(other, command, tool.text)))
    return {
      span: tool.span,
      message: `${tool.text.replace(/[=<>~].*/, "")} gives root to whoever may use it, and it stays in the image.`,
      isUse: false,
    };
  const mode = modeOf(work);
  const what = mode === undefined || mode.computed ? null : describeMode(mode.text);
  return mode === undefined || what === null
    ? null
    : { span: mode.span, message: what, isUse: false };
}

/** Whether a package, or the group that it was installed in, goes again in the same RUN. */
function removes(command: Command, install: Command, name: string): boolean {
  const removed = removedBy(workWords(command))?.map(({ text }) => text) ?? [];
  if (removed.includes(name)) return true;
  const group = install.words.findIndex(({ text }) => text === "--virtual" || text === "-t");
  const virtual = install.words[group + 1]?.text;
  return group !== -1 && virtual !== undefined && removed.includes(virtual);
}

/** The mode that chmod, install or mkdir gives. */
function modeOf(work: readonly CommandWord[]): CommandWord | undefined {
  const name = baseName(work[0]?.text ?? "");
  if (name === "chmod") return work.slice(1).find(({ text }) => !/^-(?:[RvcfhHLP]+$|-)/.test(text));
  if (name !== "install" && name !== "mkdir") return undefined;
  const flag = work.findIndex(({ text }) => text === "-m" || text === "--mode");
  return flag === -1 ? undefined : work[flag + 1];
}

function describeMode(mode: string): string | null {
  const bits = /^[0-7]{3,5}$/.test(mode) ? Number.parseInt(mode, 8) : 0;
  if ((bits & 0o4000) !== 0 || setuid.test(mode))
    return `Mode ${mode} lets a program run as its owner, whoever starts it (setuid).`;
  // With the sticky bit, as in /tmp, nobody can take away or replace what others wrote.
  const isOpen = (bits & 0o1777) === 0o777 || /^(?:a|ugo)[+=]rwxX?$/.test(mode);
  return isOpen ? `Mode ${mode} lets every user change these files.` : null;
}

/** `u+s`, `+s`, `ug=rxs`; not `g+s`, which only hands down the group of a folder. */
const setuid = /(?:^|,)(?:[goa]*[ua][ugoa]*)?[+=][rwxXt]*s/;

function* modeOfCopy({ keyword, flags }: Instruction, stage: Stage): Iterable<RuleFinding> {
  if (keyword !== "COPY" && keyword !== "ADD") return;
  const flag = flags.find(({ name }) => name === "chmod");
  const message = flag?.value == null ? null : describeMode(flag.value);
  if (flag !== undefined && message !== null) yield { stage, span: flag.span, message };
}
