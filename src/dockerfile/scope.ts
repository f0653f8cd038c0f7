import { unknownValue, type VariableValue } from "./shell";

interface Declaration {
  readonly at: number;
  readonly value: VariableValue;
}

/**
 * The variables of one stage. Later declarations win, ENV and ARG alike, and what a stage does not
 * set itself comes from the stage it is built on. `at` counts declarations, so that a word can be
 * expanded as of any point of the stage. Inherited answers are kept, so that a chain of thousands of
 * stages costs one step a stage and name.
 */
export class Scope {
  private readonly own = new Map<string, Declaration[]>();
  private readonly inherited = new Map<string, VariableValue>();
  private declarations = 0;

  /**
   * @param parent the scope of the stage built on, null at the end of the chain
   * @param outside answers for names that nothing in the chain sets: `undefined` where they are
   *   known to be unset (scratch), unknown where an external image may set them
   */
  constructor(
    private readonly parent: Scope | null,
    private readonly outside: (name: string) => VariableValue,
  ) {}

  /** The point reached: to be passed to `lookup` later. */
  get now(): number {
    return this.declarations;
  }

  set(name: string, value: VariableValue): void {
    const history = this.own.get(name);
    const entry: Declaration = { at: ++this.declarations, value };
    if (history === undefined) this.own.set(name, [entry]);
    else history.push(entry);
  }

  lookup(name: string, at: number = this.declarations): VariableValue {
    const history = this.own.get(name);
    if (history !== undefined) {
      for (let index = history.length - 1; index >= 0; index--) {
        const entry = history[index];
        if (entry !== undefined && entry.at <= at) return entry.value;
      }
    }
    return this.lookupInherited(name);
  }

  private lookupInherited(name: string): VariableValue {
    const path: Scope[] = [];
    let answer: VariableValue = unknownValue;
    for (let scope: Scope = this; ;) {
      if (scope.inherited.has(name)) {
        answer = scope.inherited.get(name);
        break;
      }
      path.push(scope);
      if (scope.parent === null) {
        answer = scope.outside(name);
        break;
      }
      scope = scope.parent;
      const last = scope.own.get(name)?.at(-1);
      if (last !== undefined) {
        answer = last.value;
        break;
      }
    }
    for (const scope of path) scope.inherited.set(name, answer);
    return answer;
  }
}
