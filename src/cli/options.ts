import type { Mirrors } from "../image/mirrors";
import type { Severity } from "../lint/finding";
import { text, texts, UsageError, type Options, type Values } from "./command";
import { mirrorsOf } from "./mirrors";
import { suggestion } from "./words";
import { visible } from "./visible";

/** What a command line says about how Dockerfiles are looked at; `lint` and `fix` share it. */
export interface LintOptions {
  /** The configuration file to use in place of those beside the Dockerfiles. */
  readonly config: string | undefined;
  readonly targets: readonly string[];
  readonly rules: Readonly<Record<string, Severity | "off">>;
  readonly buildArguments: Readonly<Record<string, string>>;
  readonly platform: string;
  readonly stdinFilename: string | undefined;
  /** Those of `--mirror`, which win over those of a configuration. */
  readonly mirrors: Mirrors;
}

export const lintOptions: Options = {
  config: { type: "string" },
  target: { type: "string", multiple: true },
  rule: { type: "string", multiple: true },
  "build-arg": { type: "string", multiple: true },
  platform: { type: "string" },
  "stdin-filename": { type: "string" },
};

/** The part of a command's help for the options above, without `--rule`, which differs. */
export const lintOptionsHelp = `  --config FILE             configuration to use instead of the .drydock.yaml found upwards
  --target STAGE            a stage that ships; repeatable (default: the last one, and
                            those that compose or bake files beside it build)
  --build-arg NAME=VALUE    a build argument, as for docker build; repeatable
  --platform OS/ARCH        the platform that is built for (default: linux/amd64)
  --stdin-filename NAME     the name of what is read from standard input`;

/** Reads the shared options; `rules` are the values of `--rule` as the command understands them. */
export function toLintOptions(
  values: Values,
  rules: Readonly<Record<string, Severity | "off">>,
): LintOptions {
  return {
    config: text(values, "config"),
    targets: texts(values, "target"),
    rules,
    buildArguments: Object.fromEntries(texts(values, "build-arg").map(toBuildArgument)),
    platform: toPlatform(text(values, "platform") ?? "linux/amd64"),
    stdinFilename: text(values, "stdin-filename"),
    mirrors: mirrorsOf(values),
  };
}

/** Refuses the name of a rule that does not exist. */
export function assertRule(id: string, known: readonly string[]): void {
  if (known.includes(id)) return;
  throw new UsageError(`there is no rule "${visible(id)}".${suggestion(id, known)}`);
}

function toBuildArgument(given: string): [string, string] {
  const equals = given.indexOf("=");
  if (equals > 0) return [given.slice(0, equals), given.slice(equals + 1)];
  // The value may be a secret in the wrong place: it is not repeated.
  throw new UsageError("--build-arg is written NAME=VALUE.");
}

function toPlatform(given: string): string {
  if (/^[a-z0-9_.-]+\/[a-z0-9_.-]+(\/[a-z0-9_.-]+)?$/i.test(given)) return given.toLowerCase();
  throw new UsageError(
    `--platform is written OS/ARCH, such as linux/arm64, not "${visible(given)}".`,
  );
}
