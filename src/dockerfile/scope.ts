import { unknownValue, type VariableValue } from "./shell";

interface Declaration {
  readonly at: number;
  readonly value: VariableValue;
  /** The one of the same name before it. */
  readonly earlier: Declaration | null;
}

/**
 * The variables of one stage. Later declarations win, ENV and ARG alike, and what a stage does not
 * set itself comes from the stage it is built on. `at` counts declarations, so that a word can be
 * expanded as of any point of the stage. Inherited answers are kept, so that a chain of thousands of
 * stages costs one step a stage and name.
 */
export class Scope {
  /** The last declaration of each name. */
  private readonly own = new Map<string, Declaration>();
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
    const earlier = this.own.get(name) ?? null;
    this.own.set(name, { at: ++this.declarations, value, earlier });
  }

  lookup(name: string, at: number = this.declarations): VariableValue {
    for (let found = this.own.get(name) ?? null; found !== null; found = found.earlier)
      if (found.at <= at) return found.value;
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
      const last = scope.own.get(name);
      if (last !== undefined) {
        answer = last.value;
        break;
      }
    }
    for (const scope of path) scope.inherited.set(name, answer);
    return answer;
  }
}
