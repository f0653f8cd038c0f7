import type { VerifyOptions } from "../verify/evidence";
import {
  emptyPolicy,
  evidenceKinds,
  noDemands,
  stricter,
  type RequiredKind,
} from "../verify/policy";
import { text, texts, UsageError, type Values } from "./command";
import { readDemands } from "./demands";
import { readPolicyOption } from "./policyFile";
import type { Terminal } from "./terminal";
import { readTrusting } from "./trusting";
import { trustedRoots } from "./trustedRoots";
import { suggestion } from "./words";
import { visible } from "./visible";

/** Reads the options on whom to believe and what has to be there, and the files that they name. */
export async function readVerifyOptions(
  values: Values,
  terminal: Terminal,
): Promise<VerifyOptions> {
  const { key, root, signer } = readTrusting(values, terminal);
  const policy = text(values, "policy");
  return {
    roots: root === null ? await trustedRoots(values, terminal) : [root],
    signer,
    key,
    policy: policy === undefined ? emptyPolicy : await readPolicyOption(policy, terminal),
    demands: stricter(await readDemands(terminal), {
      ...noDemands,
      require: texts(values, "require").flatMap((given) => given.split(",").map(requiredKind)),
    }),
    now: terminal.today,
  };
}

function requiredKind(given: string): RequiredKind {
  const found = evidenceKinds.find((kind) => kind === given.trim());
  if (found !== undefined) return found;
  throw new UsageError(
    `--require knows ${evidenceKinds.join(", ")}, not "${visible(given)}".${suggestion(given, evidenceKinds)}`,
  );
}
