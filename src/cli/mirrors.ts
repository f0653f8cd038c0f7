import { mirrorProblem, type Mirrors } from "../image/mirrors";
import { texts, UsageError, type Options, type Values } from "./command";
import { visible } from "./visible";

export const mirrorOptions: Options = { mirror: { type: "string", multiple: true } };

/** The part of a command's help for it. */
export const mirrorHelp = `  --mirror FROM=TO          a registry that keeps copies: dhi.io/=docker.io/acme/dhi- writes
                            docker.io/acme/dhi-node:24 for dhi.io/node:24; repeatable`;

/** The mirrors that `--mirror` names; the last one of a prefix counts. */
export function mirrorsOf(values: Values): Mirrors {
  return Object.fromEntries(
    texts(values, "mirror").map((given) => {
      const [from = "", to, ...more] = given.split("=");
      if (to === undefined || more.length > 0)
        throw new UsageError(`--mirror is written FROM=TO, not "${visible(given)}".`);
      const problem = mirrorProblem(from, to);
      if (problem !== null) throw new UsageError(`--mirror ${visible(problem)}.`);
      return [from, to];
    }),
  );
}
