import { environmentAssignments } from "../../../dockerfile/words";
import { baseName } from "../../../lint/command";
import { wholeSpan } from "../../../lint/shellUses";
import type { Effect, Language, Run, StageRun } from "../language";
import type { PlanRemark } from "../model";
import { optionValue } from "../options";
import { absolute } from "../paths";

/** Gems are in one folder, the same in official and hardened images, unless Bundler is told otherwise. */
export const ruby: Language = {
  name: "Ruby",
  isBase: (repository) => /^(?:docker\.io\/library|dhi\.io)\/ruby$/.test(repository),
  // Bundler fetches gems that are named by their repository; psych asks for the headers of libyaml, which
  // the runtime image has.
  buildPackages: new Set(["git", "git-core", "libyaml-dev", "yaml-dev"]),
  read(run) {
    const name = baseName(run.words[0] ?? "");
    if (name === "bundle" || name === "bundler") return ofBundler(run);
    if (name === "gem") return ofGem(run);
    if (/^(?:rake|rails|bootsnap|thor|jekyll)$/.test(name)) return here(run);
    if (name === "ruby")
      return run.words.some((word) => /^(?:-v|--version)$/.test(word ?? ""))
        ? { kind: "nothing" }
        : here(run);
    return null;
  },
  whyNotStart([program = "", ...rest]) {
    if (program === "ruby")
      return rest.some((word) => !word.startsWith("-"))
        ? null
        : "It starts ruby without a program, so what a container needs can't be told.";
    if (program !== "bundle" || rest[0] !== "exec")
      return `Whether ${program} starts in the runtime image, which has ruby and bundle and neither a shell nor /usr/bin/env, can't be told: start it with bundle exec, or a script with ruby.`;
    const [started = ""] = rest.slice(1).filter((word) => !word.startsWith("-"));
    return started === "" || /^(?:foreman|sh|bash)$/.test(baseName(started))
      ? `bundle exec ${started} needs a shell, which the runtime image does not have.`.replace(
          "exec  ",
          "exec ",
        )
      : null;
  },
  // Rails does not start without time zones; the image to build with has them, the one to run does not
  // (docker-hardened-images/catalog@30c3db97), and what is official has.
  addition: ({ stage }) => ({
    before: stage.from,
    builder: [],
    runtime: [],
    makes: [zones],
    label: "Take the time zones along",
    description: "The runtime image has none, and Rails reads them when it starts.",
  }),
  warnings: ({ stage, steps }) =>
    steps.some(({ kind }) => kind === "build")
      ? []
      : [
          {
            message:
              "The runtime image has no time zones: Rails needs them, or the gem tzinfo-data in their place.",
            span: stage.from.span,
          },
        ],
  stops: (stage) => [...ofAlpine(stage), ...ofLibraries(stage), ...ofFolders(stage)],
};

const bundle = "/usr/local/bundle";
const zones = "/usr/share/zoneinfo";

const here = ({ folder }: Run): Effect =>
  folder === null
    ? { kind: "stops", reason: "In which folder this runs can't be told: set WORKDIR before it." }
    : { kind: "makes", path: folder };

function ofBundler(run: Run): Effect {
  const words = run.words.slice(1).filter((word) => word === null || !word.startsWith("-"));
  const [verb = "install"] = words;
  if (verb === null) return unknown("bundle");
  if (verb === "config") return ofConfig(run, words);
  if (verb === "install" || verb === "update") return ofInstall(run);
  if (verb === "exec" || verb === "binstubs" || verb === "lock" || verb === "cache")
    return here(run);
  return quiet.has(verb) ? { kind: "builds" } : unknown(`bundle ${verb}`);
}

const quiet: ReadonlySet<string> = new Set(
  "check clean doctor env info list outdated platform show version".split(" "),
);

const unknown = (what: string): Effect => ({
  kind: "stops",
  reason: `What ${what} leaves behind can't be told.`,
});

/** Settings of a project are in BUNDLE_APP_CONFIG, which is the folder of the gems; those of a user in his home. */
function ofConfig({ words: all }: Run, words: readonly (string | null)[]): Effect {
  const [key] = words.slice(1).filter((word) => word !== "set" && word !== "unset");
  if (!all.includes("--global")) return { kind: "makes", path: bundle };
  return key != null && /^(?:frozen|jobs|retry|silence_root_warning)$/.test(key)
    ? { kind: "builds" }
    : {
        kind: "stops",
        reason:
          "bundle config --global writes to the home of root, which the runtime image's user may not read: leave --global out.",
      };
}

/** Where Bundler puts gems: as it is told here, by BUNDLE_PATH, or by settings that the file makes. */
function ofInstall(run: Run): Effect {
  const option = optionValue(run, ["--path"]);
  if (option === "unknown") return unknown("bundle install");
  if (option !== null) return made(absolute(run.folder, option.value));
  const { stage, instruction } = run;
  const variable = stage.expand("$BUNDLE_PATH", instruction);
  if (variable.kind === "value" && variable.value !== "")
    return made(absolute(run.folder, variable.value));
  const said = stage
    .chain()
    .flatMap(({ instructions }) => instructions)
    .map(({ keyword, arguments: { text } }) => (/^(?:RUN|ENV)$/.test(keyword) ? text : ""));
  const path = said
    .map((text) => /\bbundle\s+config\s+(?:(?:set|--local)\s+)*path\s+["']?([\w./-]+)/.exec(text))
    .find((match) => match !== null)?.[1];
  if (path !== undefined) return made(absolute(run.folder, path));
  // Bundler's own folder for it: vendor/bundle.
  const isDeployment = said.some((text) => /\bdeployment\b|BUNDLE_DEPLOYMENT/.test(text));
  return isDeployment ? made(absolute(run.folder, "vendor/bundle")) : made(bundle);
}

const made = (path: string | null): Effect =>
  path === null
    ? { kind: "stops", reason: "Where Bundler puts gems can't be told: set WORKDIR before it." }
    : { kind: "makes", path };

function ofGem({ words }: Run): Effect {
  const [verb = ""] = words.slice(1).filter((word) => word === null || !word.startsWith("-"));
  const isElsewhere = words.some((word) =>
    /^(?:--user-install|-i|--install-dir|-n|--bindir|--system)(?:=|$)/.test(word ?? ""),
  );
  if (verb === "install" && !isElsewhere) return { kind: "makes", path: bundle };
  return verb !== null && /^(?:cleanup|env|environment|list|sources|--version)$/.test(verb)
    ? { kind: "builds" }
    : unknown(`gem ${verb ?? ""}`.trim());
}

const installsOf = ({ runs }: StageRun): readonly Run[] =>
  runs.filter(
    ({ words }) =>
      /^(?:bundle|bundler|gem)$/.test(words[0] ?? "") && /^install$/.test(words[1] ?? "install"),
  );

/** Alpine's packages part Ruby from the gems it comes with, and which of them are there is not in the catalog. */
function ofAlpine({ reference, stage }: StageRun): readonly PlanRemark[] {
  if (!/alpine/.test(reference.tag ?? "")) return [];
  const message =
    "Whether the runtime image on Alpine has Bundler and the other gems that Ruby comes with can't be told; that on Debian has them.";
  return [{ message, span: stage.root.from.span }];
}

/**
 * The full official image has the headers of PostgreSQL, MySQL, SQLite, ImageMagick and more
 * (docker-library's buildpack-deps); the slim one has none, so what is installed there needs none.
 */
function ofLibraries(stage: StageRun): readonly PlanRemark[] {
  const { reference } = stage;
  const isFull = reference.registry === "docker.io" && !/slim|alpine/.test(reference.tag ?? "");
  const [first] = installsOf(stage);
  if (!isFull || first === undefined) return [];
  const message =
    "Whether a gem links a library of the full image, such as libpq or libsqlite3, can't be told, and the hardened ones have none of them: try to install it on the slim image.";
  return [{ message, span: wholeSpan(first.instruction) }];
}

function ofFolders({ context, stage }: StageRun): readonly PlanRemark[] {
  return stage.chain().flatMap(({ instructions }) =>
    instructions.flatMap((instruction) => {
      if (instruction.keyword !== "ENV") return [];
      const all = environmentAssignments(instruction.arguments, context.dockerfile.escape) ?? [];
      const own = all.find(({ name }) => /^(?:GEM_HOME|GEM_PATH|BUNDLE_APP_CONFIG)$/.test(name));
      const message = `${own?.name ?? ""} names a folder of gems of its own; it is not followed.`;
      return own === undefined ? [] : [{ message, span: wholeSpan(instruction) }];
    }),
  );
}
