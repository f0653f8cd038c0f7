import { baseName } from "../../../lint/command";
import { wholeSpan } from "../../../lint/shellUses";
import type { Effect, Language, Run, StageRun } from "../language";
import type { PlanRemark } from "../model";
import { absolute } from "../paths";
import { scriptOf } from "./packageScripts";

/** npm, Yarn and pnpm leave all that a program needs in the folder of its package: `node_modules`, what is built. */
export const node: Language = {
  name: "Node.js",
  isBase: (repository) => /^(?:docker\.io\/library|dhi\.io)\/node$/.test(repository),
  // node-gyp asks for Python; git fetches packages that are named by their repository.
  buildPackages: new Set(["python3", "python3-dev", "python", "py3-setuptools", "git", "git-core"]),
  read(run) {
    const name = baseName(run.words[0] ?? "");
    const isKnown = managers.has(name) || name === "npx" || name === "pnpx";
    if (isKnown && run.words.some((word) => isPrisma(word ?? ""))) return prisma;
    if (name === "corepack") return { kind: "builds" };
    if (name === "node") return isScript(run) ? here(run) : { kind: "nothing" };
    if (managers.has(name)) return ofManager(run, name);
    if (name === "npx" || name === "pnpx" || tools.has(name)) return ofTool(run);
    return null;
  },
  resolve: scriptOf,
  whyNotStart(words) {
    const [program = "", ...rest] = words;
    if (program === "node")
      return rest.some((word) => !word.startsWith("-"))
        ? null
        : "It starts node without a program, so what a container needs can't be told.";
    if (/^(?:npm|npx|yarn|pnpm|corepack)$/.test(baseName(program)))
      return `What ${words.slice(0, 3).join(" ")} starts is written in package.json, and the runtime image has no ${baseName(program)}: name the program, as in ["node", "server.js"].`;
    return `Whether ${program} is there in the runtime image, which has node and no shell, can't be told.`;
  },
  stops: ({ context, stage }) => [
    ...stage.chain().flatMap(({ instructions }) =>
      instructions
        .filter(
          ({ keyword, arguments: { text } }) => keyword === "ENV" && /\bNODE_PATH\b/.test(text),
        )
        .map((instruction) => ({
          message: "NODE_PATH names packages that are kept elsewhere; they are not followed.",
          span: wholeSpan(instruction),
        })),
    ),
    ...(/\.pnp\b|\.yarnrc\.yml/.test(context.dockerfile.text) ? plugAndPlay(stage) : []),
  ],
  advice: (stage) => developmentPackages(stage),
  warnings: (stage) => compiled(stage),
};

const managers: ReadonlySet<string> = new Set(["npm", "yarn", "pnpm"]);

/** Prisma's engine is a program of its own that links OpenSSL; DHI's images to run node leave that out. */
const prisma: Effect = {
  kind: "stops",
  reason: "Prisma's engine needs OpenSSL, which the runtime image does not have.",
};
const isPrisma = (word: string) => /^(?:@prisma\/|prisma(?:@|$))/.test(word);

const isScript = ({ words }: Run): boolean =>
  words.slice(1).some((word) => word === null || !word.startsWith("-"));

/** What is made in the folder in which a command runs, `--prefix` and the like looked at. */
function here({ words, folder }: Run): Effect {
  const at = words.findIndex((word) => /^(?:--prefix|--cwd|-C|--dir)(?:=|$)/.test(word ?? ""));
  const option = words[at] ?? "";
  const value = option.includes("=") ? option.slice(option.indexOf("=") + 1) : words[at + 1];
  const path = at === -1 ? folder : absolute(folder, value ?? "");
  return path === null || (at !== -1 && value === null)
    ? { kind: "stops", reason: "In which folder this runs can't be told: set WORKDIR before it." }
    : { kind: "makes", path };
}

function ofManager(run: Run, name: string): Effect {
  const words = run.words.slice(1).filter((word) => word === null || !word.startsWith("-"));
  const [verb = "install"] = words;
  if (verb === null) return { kind: "stops", reason: `What ${name} does here can't be told.` };
  if (quiet.has(verb)) return { kind: "builds" };
  // Options and commands of Yarn 2 and later, which may keep packages outside of node_modules.
  if (name === "yarn" && (verb === "workspaces" || run.words.includes("--immutable")))
    return {
      kind: "stops",
      reason: "Where Yarn keeps packages is written in .yarnrc.yml, which is not read.",
    };
  const isGlobal =
    run.words.some((word) => /^(?:-g|--global|--location=global)$/.test(word ?? "")) ||
    verb === "global";
  if (!isGlobal) return makers.has(verb) || name !== "npm" ? here(run) : unknownVerb(name, verb);
  const packages = words.slice(verb === "global" ? 2 : 1);
  const other = packages.find((word) => word === null || !isTool(word));
  return other === undefined
    ? { kind: "builds" }
    : {
        kind: "stops",
        reason: `Whether ${other ?? "what is installed globally"} is needed at run time can't be told: the runtime image has no global packages.`,
      };
}

const unknownVerb = (name: string, verb: string): Effect => ({
  kind: "stops",
  reason: `What ${name} ${verb} leaves behind can't be told.`,
});

const quiet: ReadonlySet<string> = new Set(
  "audit cache config fund get help ls list outdated ping set store version view why".split(" "),
);
const makers: ReadonlySet<string> = new Set(
  "add build ci clean-install dedupe i install install-clean it link pkg prune rebuild rm remove run run-script test uninstall update up".split(
    " ",
  ),
);

/** Programs that build: what they leave is in the folder of the package. */
const tools: ReadonlySet<string> = new Set(
  "astro esbuild eslint gatsby gulp grunt lerna nest next ng nuxt nx rollup swc tsc tsup turbo vite vue-cli-service webpack".split(
    " ",
  ),
);

function isTool(word: string): boolean {
  const name = word.replace(/(.)@[^@/]*$/, "$1");
  return (
    tools.has(name) ||
    /^(?:npm|yarn|pnpm|corepack|node-gyp|typescript|@angular\/cli|@nestjs\/cli|webpack-cli|gulp-cli|rimraf|ts-node)$/.test(
      name,
    )
  );
}

/** `npx playwright install` and the like leave browsers in the home of whoever runs it. */
function ofTool(run: Run): Effect {
  const known = run.words.slice(1).find((word) => word !== null && !word.startsWith("-"));
  const name = baseName(run.words[0] ?? "");
  const tool = tools.has(name) ? name : (known ?? "");
  return tools.has(tool) || isTool(tool)
    ? here(run)
    : { kind: "stops", reason: `What ${tool === "" ? name : tool} leaves behind can't be told.` };
}

const plugAndPlay = ({ from }: StageRun["stage"]): readonly PlanRemark[] => [
  {
    message:
      "Where Yarn keeps packages, in node_modules or elsewhere, is written in .yarnrc.yml, which is not read.",
    span: from.span,
  },
];

/** What only development needs goes along, unless the file leaves it out; whether it may is not written here. */
function developmentPackages({ runs, stage }: StageRun): readonly PlanRemark[] {
  const production = stage.expand("$NODE_ENV");
  if (production.kind === "value" && production.value === "production") return [];
  const installs = runs.filter(
    ({ words }) => /^(?:npm|yarn|pnpm)$/.test(words[0] ?? "") && !words.includes("-g"),
  );
  const isLean = installs.some(({ words }) =>
    words.some((word) =>
      /^(?:--omit=dev|--only=prod(?:uction)?|--production(?:=true)?|--prod|-P|prune|focus|deploy)$/.test(
        word ?? "",
      ),
    ),
  );
  const install = installs.find(({ words }) =>
    /^(?:i|ci|install|clean-install)$/.test(words[1] ?? "install"),
  );
  if (isLean || install === undefined) return [];
  const message =
    "The packages that only development needs are installed and shipped as well: npm prune --omit=dev after the build, or npm ci --omit=dev, leaves them out where the program does not need them.";
  return [{ message, span: wholeSpan(install.instruction) }];
}

/** Full images have compilers, the hardened ones to build with have none (DHI's definitions of node). */
function compiled({ runs, reference, stage }: StageRun): readonly PlanRemark[] {
  const isFull = reference.registry === "docker.io" && !/slim|alpine/.test(reference.tag ?? "");
  const install = runs.find(({ words }) => /^(?:npm|yarn|pnpm)$/.test(words[0] ?? ""));
  const hasCompiler = runs.some(
    ({ words }) => words.includes("build-essential") || words.includes("g++"),
  );
  if (!isFull || install === undefined || hasCompiler) return [];
  const message =
    "Packages that are compiled while they are installed need python3, make and g++, which the hardened image to build with does not have: install them before, if npm asks for them.";
  return [{ message, span: stage.from.span }];
}
