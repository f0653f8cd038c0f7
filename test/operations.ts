import assert from "node:assert/strict";
import { Session, type Profiler } from "node:inspector";

// From here on and not only during an action: V8 counts blocks only of functions that it compiles later. All test
// files are loaded before the first test runs, and functions are compiled when they are first called.
const session = new Session();
session.connect();
session.post("Profiler.enable");
session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });

/**
 * How often V8 entered the functions and blocks of JavaScript files (not of Node's own) during an action: but for
 * a handful the same number on every machine and under any load, unlike milliseconds.
 */
export function operations(action: () => unknown): number {
  // Counting is JavaScript too, of all that was loaded the first time: the second time has little to count.
  takeCount();
  takeCount();
  action();
  return takeCount();
}

/** The number since it was last taken. A session of the same thread answers before `post` returns. */
function takeCount(): number {
  let count: number | null = null;
  session.post("Profiler.takePreciseCoverage", (error, { result }) => {
    if (error === null) count = countOf(result);
  });
  if (count === null) throw new Error("V8 counted nothing");
  return count;
}

function countOf(scripts: readonly Profiler.ScriptCoverage[]): number {
  return scripts
    .filter(({ url }) => url !== "" && !url.startsWith("node:"))
    .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges))
    .reduce((sum, { count }) => sum + count, 0);
}

/**
 * Fails where work on an input grows faster than the input. What V8 does inside a single call, such as a search
 * or a regular expression, is not counted: give it sizes at which that would not end if it were quadratic.
 * @param prepare the action for an input of a size, in any unit; runs uncounted
 */
export function assertLinear(
  size: number,
  prepare: (size: number) => () => unknown,
  message?: string,
): void {
  // First once uncounted: what is made on first use belongs to neither.
  prepare(1)();
  const [small, large] = [size / 4, size].map((each) => operations(prepare(each)));
  assert.ok(small !== undefined && large !== undefined && small > 0);
  const growth = large / small;
  assert.ok(
    growth < 5,
    `${message ?? "the work"} grows ${growth.toFixed(1)} fold where the input grows 4 fold`,
  );
}
