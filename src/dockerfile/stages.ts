import type {
  Base,
  Expansion,
  ImageUse,
  Instruction,
  Problem,
  Stage,
  StageUser,
  Word,
} from "./model";
import type { ParseOptions } from "./parse";
import type { Span } from "./position";
import { Scope } from "./scope";
import { expandWord, type Lookup, unknownValue, type VariableValue } from "./shell";
import { readImageUses } from "./imageUses";
import { argumentAssignments, blankWords, environmentAssignments } from "./words";

export interface Stages {
  readonly stages: readonly Stage[];
  readonly globalArguments: readonly Instruction[];
  readonly imageUses: readonly ImageUse[];
  /** Name → the last stage that bears it. */
  readonly byName: ReadonlyMap<string, Stage>;
  /** Expands a word as FROM does. */
  expandGlobal(word: string): Expansion;
}

/**
 * Evaluates the stages in order, as BuildKit's dockerfile2llb does: variables, bases, users.
 * Adds to `problems` what BuildKit would refuse on the way.
 */
export function readStages(
  instructions: readonly Instruction[],
  escape: string,
  options: ParseOptions,
  problems: Problem[],
): Stages {
  const starts: number[] = [];
  instructions.forEach(({ keyword }, index) => {
    if (keyword === "FROM") starts.push(index);
  });
  const last = instructions[starts.at(-1) ?? -1];
  const target = last === undefined ? undefined : blankWords(last.arguments)[2]?.text.toLowerCase();
  const globals = new Globals(escape, options, problems, target);
  const globalArguments = instructions
    .slice(0, starts[0] ?? instructions.length)
    .filter(({ keyword }) => keyword === "ARG");
  globalArguments.forEach((instruction) => globals.declare(instruction));

  const stages: EvaluatedStage[] = [];
  const byName = new Map<string, EvaluatedStage>();
  starts.forEach((start, index) => {
    const from = instructions[start];
    if (from === undefined) return;
    const body = instructions.slice(start + 1, starts[index + 1] ?? instructions.length);
    const stage = new EvaluatedStage(index, from, body, globals, byName);
    stages.push(stage);
    if (stage.name !== null) byName.set(stage.name, stage);
  });
  const expandGlobal = (word: string) => globals.expand(word).expansion;
  const imageUses = readImageUses(stages, byName);
  return { stages, globalArguments, imageUses, byName, expandGlobal };
}

/** The ARGs before the first FROM and the platform's own, which FROM sees and a stage may re-declare. */
class Globals {
  private readonly values = new Map<string, string>();
  /** Declared without a default: a build argument is expected. */
  private readonly open = new Set<string>();
  private readonly lookup: Lookup = (name) => this.values.get(name);

  constructor(
    readonly escape: string,
    readonly options: ParseOptions,
    readonly problems: Problem[],
    /** The name of the last stage, which is what gets built. */
    target: string | undefined,
  ) {
    const platform = options.platform ?? "linux/amd64";
    const [os = "", architecture = "", variant = ""] = platform.split("/");
    for (const prefix of ["BUILD", "TARGET"]) {
      this.values.set(`${prefix}PLATFORM`, platform);
      this.values.set(`${prefix}OS`, os);
      this.values.set(`${prefix}OSVERSION`, "");
      this.values.set(`${prefix}ARCH`, architecture);
      this.values.set(`${prefix}VARIANT`, variant);
    }
    this.values.set("TARGETSTAGE", target ?? "default");
    for (const [name, value] of Object.entries(options.buildArguments ?? {}))
      if (this.values.has(name)) this.values.set(name, value);
  }

  buildArgument(name: string): string | undefined {
    const given = this.options.buildArguments;
    return given !== undefined && Object.hasOwn(given, name) ? given[name] : undefined;
  }

  /** Expands a word of FROM; `open` says whether an ARG without a default took part. */
  expand(word: string): { readonly expansion: Expansion; readonly open: boolean } {
    let open = false;
    const expansion = expandWord(word, this.escape, (name) => {
      open ||= this.open.has(name);
      return this.values.get(name);
    });
    return { expansion, open };
  }

  get(name: string): string | undefined {
    return this.values.get(name);
  }

  declare(instruction: Instruction): void {
    for (const { name, value } of argumentAssignments(instruction.arguments, this.escape) ?? []) {
      const given = this.buildArgument(name);
      if (given !== undefined) this.values.set(name, given);
      else if (value !== null) {
        const expansion = expandWord(value, this.escape, this.lookup);
        if (expansion.kind === "value") this.values.set(name, expansion.value);
        this.report(expansion, instruction);
      }
      if (given === undefined && value === null && !this.values.has(name)) this.open.add(name);
      else this.open.delete(name);
    }
  }

  report(expansion: Expansion, instruction: Instruction): void {
    if (expansion.kind !== "error") return;
    const { text } = instruction.arguments;
    this.problems.push({
      message: `${instruction.keyword}: ${expansion.message}.`,
      span: instruction.arguments.spanOf(0, text.length),
    });
  }
}

class EvaluatedStage implements Stage {
  readonly name: string | null;
  readonly nameSpan: Span | null;
  readonly image: Word | null;
  readonly base: Base;
  readonly user: StageUser;
  readonly root: Stage;
  readonly users: { instruction: Instruction; value: string | null; span: Span }[] = [];
  private readonly scope: Scope;
  /** How many declarations stood before each instruction, in the order of `instructions`. */
  private readonly declaredBefore: number[] = [];
  private places: ReadonlyMap<Instruction, number> | null = null;

  constructor(
    readonly index: number,
    readonly from: Instruction,
    readonly instructions: readonly Instruction[],
    private readonly globals: Globals,
    earlier: ReadonlyMap<string, EvaluatedStage>,
  ) {
    const words = blankWords(from.arguments);
    const name = words[1]?.text.toLowerCase() === "as" ? words[2] : undefined;
    this.image = words[0] ?? null;
    this.name = name?.text.toLowerCase() ?? null;
    this.nameSpan = name?.span ?? null;
    this.base = this.readBase(earlier);
    const parent = this.base.kind === "stage" ? (this.base.stage as EvaluatedStage) : null;
    this.root = parent?.root ?? this;
    this.scope = new Scope(parent?.scope ?? null, this.outside());
    if (parent !== null)
      for (const instruction of parent.instructions)
        if (instruction.trigger !== null) this.evaluate(instruction.trigger, instruction);
    for (const instruction of instructions) {
      this.declaredBefore.push(this.scope.now);
      this.evaluate(instruction, instruction);
    }
    this.user = this.readUser(parent);
  }

  get platform() {
    return this.from.flags.find(({ name }) => name === "platform") ?? null;
  }

  chain(): readonly Stage[] {
    const chain: Stage[] = [];
    for (let stage: Stage = this; ; stage = stage.base.stage) {
      chain.push(stage);
      if (stage.base.kind !== "stage") return chain;
    }
  }

  expand(word: string, before?: Instruction): Expansion {
    const at = before === undefined ? undefined : this.declaredBefore[this.placeOf(before)];
    return expandWord(word, this.globals.escape, (name) => this.scope.lookup(name, at));
  }

  private placeOf(instruction: Instruction): number {
    this.places ??= new Map(this.instructions.map((one, index) => [one, index]));
    return this.places.get(instruction) ?? -1;
  }

  private readBase(earlier: ReadonlyMap<string, EvaluatedStage>): Base {
    const { globals, image } = this;
    if (image === null) return { kind: "unknown", reason: "FROM names no image." };
    const { expansion, open } = globals.expand(image.text);
    if (expansion.kind === "error") globals.report(expansion, this.from);
    if (expansion.kind !== "value")
      return { kind: "unknown", reason: `${image.text} can't be read.` };
    const reference = expansion.value;
    const stage = earlier.get(reference);
    if (stage !== undefined) return { kind: "stage", stage };
    if (reference === "scratch") return { kind: "scratch" };
    if (reference === "") return this.emptyBase(image, open);
    return { kind: "image", reference, complete: !open };
  }

  /** BuildKit refuses an empty name; with an ARG that has no default, the build is given one. */
  private emptyBase(image: Word, open: boolean): Base {
    if (!open)
      this.globals.problems.push({ message: `${image.text} comes to nothing.`, span: image.span });
    return { kind: "unknown", reason: `${image.text} has no value in this file.` };
  }

  private outside(): (name: string) => VariableValue {
    if (this.base.kind === "scratch") return () => undefined;
    const known =
      this.base.kind === "image"
        ? this.globals.options.environmentOf?.(this.base.reference)
        : undefined;
    if (known === undefined) return () => unknownValue;
    const { values, complete } = known;
    // PATH is set in every image, by the build where nothing else does.
    const otherwise = (name: string) => (complete && name !== "PATH" ? undefined : unknownValue);
    return (name) => (Object.hasOwn(values, name) ? values[name] : otherwise(name));
  }

  /** `place` is the instruction in the file: the ONBUILD for a trigger. */
  private evaluate(instruction: Instruction, place: Instruction): void {
    if (instruction.keyword === "ENV") this.evaluateEnvironment(instruction);
    else if (instruction.keyword === "ARG") this.evaluateArgument(instruction);
    else if (instruction.keyword === "USER") this.evaluateUser(instruction, place);
  }

  private evaluateEnvironment(instruction: Instruction): void {
    const { escape } = this.globals;
    const at = this.scope.now;
    const lookup: Lookup = (name) => this.scope.lookup(name, at);
    for (const { name, value } of environmentAssignments(instruction.arguments, escape) ?? []) {
      const key = expandWord(name, escape, lookup);
      const expansion = expandWord(value ?? "", escape, lookup);
      this.globals.report(expansion, instruction);
      if (key.kind !== "value") continue;
      this.scope.set(key.value, expansion.kind === "value" ? expansion.value : unknownValue);
    }
  }

  private evaluateArgument(instruction: Instruction): void {
    const { globals } = this;
    for (const { name, value } of argumentAssignments(instruction.arguments, globals.escape) ??
      []) {
      const given = globals.buildArgument(name);
      if (given !== undefined) this.scope.set(name, given);
      else if (value !== null) {
        const expansion = expandWord(value, globals.escape, (key) => this.scope.lookup(key));
        globals.report(expansion, instruction);
        this.scope.set(name, expansion.kind === "value" ? expansion.value : unknownValue);
      } else {
        // Without a default, an ARG takes the global value or leaves an earlier one as it is.
        const global = globals.get(name);
        if (global !== undefined) this.scope.set(name, global);
      }
    }
  }

  private evaluateUser(instruction: Instruction, place: Instruction): void {
    const { text } = instruction.arguments;
    if (text === "") return;
    const expansion = expandWord(text, this.globals.escape, (name) => this.scope.lookup(name));
    this.globals.report(expansion, instruction);
    this.users.push({
      instruction: place,
      value: expansion.kind === "value" ? expansion.value : null,
      span: instruction.arguments.spanOf(0, text.length),
    });
  }

  private readUser(parent: EvaluatedStage | null): StageUser {
    const last = this.users.at(-1);
    if (last !== undefined) return { origin: "instruction", stage: this, ...last };
    if (parent !== null)
      return parent.user.origin === "instruction"
        ? { ...parent.user, origin: "stage" }
        : parent.user;
    if (this.base.kind === "image") return { origin: "base", image: this };
    return { origin: "none", scratch: this.base.kind === "scratch" };
  }
}
