import type { Instruction, Stage } from "../dockerfile/model";
import { brings as bringsByName, copiesOf, isToBring, mayMake } from "./copies";
import type { RuleContext } from "./rule";

/**
 * The instructions of a file at which an image is certain to have no shell, or no package manager:
 * its base has none, and nothing before could have brought one.
 */
export interface BareImages {
  readonly withoutShell: ReadonlySet<Instruction>;
  readonly withoutManager: ReadonlySet<Instruction>;
  /** The stages that end without a shell, and in which no SHELL was set. */
  readonly stagesWithoutShell: ReadonlySet<Stage>;
}

/** What may still come true of a stage when its next instruction is reached. */
interface State {
  readonly shell: boolean;
  readonly manager: boolean;
}

const cache = new WeakMap<RuleContext, BareImages>();

export function bareImages(context: RuleContext): BareImages {
  const known = cache.get(context);
  if (known !== undefined) return known;
  const bare = read(context);
  cache.set(context, bare);
  return bare;
}

function read(context: RuleContext): BareImages {
  const withoutShell = new Set<Instruction>();
  const withoutManager = new Set<Instruction>();
  const stagesWithoutShell = new Set<Stage>();
  const ends = new Map<Stage, State>();
  for (const stage of context.dockerfile.stages) {
    const start = stage.base.kind === "stage" ? ends.get(stage.base.stage) : bareStart(stage);
    if (start === undefined || (start.shell && start.manager)) continue;
    let { shell, manager } = start;
    const copies = new Map(copiesOf(stage).map((copy) => [copy.instruction, copy]));
    for (const instruction of stage.instructions) {
      if (!shell) withoutShell.add(instruction);
      if (!manager) withoutManager.add(instruction);
      const copy = copies.get(instruction);
      const { keyword } = instruction;
      if (keyword === "SHELL") shell = true;
      else if (keyword === "RUN") {
        // Where the shell form can't work nothing happens; all else may bring what was missing.
        const fails = isShellForm(instruction) && !shell && !mayMountShell(instruction, context);
        if (!fails) shell = true;
        if (!fails && mayInstallManager(instruction)) manager = true;
      } else if (copy !== undefined) {
        const mayBring = (files: readonly string[]) =>
          context.supposes ? isToBring(copy) && bringsByName(copy, files) : mayMake(copy, files);
        if (mayBring(shellFiles) || brings.test(instruction.arguments.text)) shell = true;
        if (mayBring(managerFiles) || installs.test(instruction.arguments.text)) manager = true;
      }
    }
    ends.set(stage, { shell, manager });
    if (!shell) stagesWithoutShell.add(stage);
  }
  return { withoutShell, withoutManager, stagesWithoutShell };

  function bareStart(stage: Stage): State | undefined {
    if (context.isWindows(stage)) return undefined;
    if (stage.base.kind === "scratch") return { shell: false, manager: false };
    const facts = context.facts(stage);
    if (facts === null) return undefined;
    return { shell: facts.shell !== false, manager: facts.packageManager !== false };
  }
}

/**
 * Written in the shell form, and run by one: a heredoc with its own `#!` is run by what that names, and
 * what begins with a bracket is an exec form that is not finished yet.
 */
export function isShellForm({ json, arguments: { text }, heredocs }: Instruction): boolean {
  if (json !== null || text === "" || text.startsWith("[")) return false;
  const [only] = heredocs;
  const isScript = only !== undefined && /^<<-?\s*["']?\w+["']?\s*$/.test(text);
  return !(isScript && only.content.trimStart().startsWith("#!"));
}

/** A RUN may find a shell or a package manager in what is mounted. */
export const isMounting = ({ flags }: Instruction) =>
  flags.some(({ name, value }) => name === "mount" && /from=|type=bind/.test(value ?? "bind"));

/** The same, but for an image that is only supposed: nobody mounts a shell for one that he has. */
export const mayMountShell = (instruction: Instruction, { supposes }: RuleContext) =>
  !supposes && isMounting(instruction);

const shellFiles = ["/bin/sh", "/usr/bin/sh"];
const brings = /busybox|(?:^|[\s/"])(?:ba|da|a)?sh(?:[\s"]|$)/;
const managerFiles = ["/usr/bin/apt", "/usr/bin/dnf", "/sbin/apk", "/usr/sbin/apk", "/bin/apk"];
const installs = /apk|apt|dpkg|dnf|yum|rpm|zypper/;

function mayInstallManager({ arguments: { text }, heredocs }: Instruction): boolean {
  return installs.test(text) || heredocs.some(({ content }) => installs.test(content));
}
