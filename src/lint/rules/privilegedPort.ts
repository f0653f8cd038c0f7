import type { Instruction, Stage } from "../../dockerfile/model";
import type { Span } from "../../dockerfile/position";
import { blankWords } from "../../dockerfile/words";
import type { Rule, RuleContext } from "../rule";

export const privilegedPort: Rule = {
  id: "privileged-port",
  summary: "An image that does not run as root exposes a port below 1024",
  why:
    "Ports below 1024 are kept for root on many systems: the container then fails to start there, or " +
    "somebody gives it root back. A higher port works everywhere, and can be published under every number.",
  severity: { recommended: "off", strict: "hint" },
  *check(context) {
    if (!/EXPOSE/i.test(context.dockerfile.text)) return;
    const seen = new Set<Stage>();
    for (const { stage } of context.shipped) {
      const user = context.user(stage);
      if (user.privilege !== "nonroot" || context.isWindows(stage)) continue;
      for (const { part, instruction, port, span } of lowPorts(stage, seen))
        if (!givesCapability(stage, context))
          yield {
            stage: part,
            span,
            message: `Port ${port} is kept for root on many systems, and this image runs as ${user.value ?? "another user"}.`,
            related:
              user.span === null || instruction.span.start === user.span.start
                ? []
                : [{ message: "The user is set here.", span: user.span }],
          };
    }
  },
};

interface LowPort {
  readonly part: Stage;
  readonly instruction: Instruction;
  readonly port: number;
  readonly span: Span;
}

/** The ports below 1024 of a stage and the ones it is built on; stages in `seen` are left out, and added. */
export function* lowPorts(stage: Stage, seen: Set<Stage>): Iterable<LowPort> {
  for (let part: Stage | null = stage; part !== null && !seen.has(part); part = below(part)) {
    seen.add(part);
    for (const instruction of part.instructions) {
      if (instruction.keyword !== "EXPOSE") continue;
      for (const { text, span } of blankWords(instruction.arguments)) {
        const expansion = part.expand(text, instruction);
        const value = expansion.kind === "value" ? expansion.value : "";
        const port = Number(/^(\d{1,5})(?:-\d{1,5})?(?:\/\w+)?$/.exec(value)?.[1] ?? Number.NaN);
        if (port > 0 && port < 1024) yield { part, instruction, port, span };
      }
    }
  }
}

const below = ({ base }: Stage) => (base.kind === "stage" ? base.stage : null);

/** A program with the right to bind low ports needs no root for it. */
function givesCapability(stage: Stage, { dockerfile }: RuleContext): boolean {
  return (
    /setcap|cap_net_bind_service/i.test(dockerfile.text) &&
    stage
      .chain()
      .some(({ instructions }) =>
        instructions.some(
          ({ arguments: { text }, heredocs }) =>
            capability.test(text) || heredocs.some(({ content }) => capability.test(content)),
        ),
      )
  );
}

const capability = /setcap|cap_net_bind_service/i;
