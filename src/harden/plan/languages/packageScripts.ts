import { posix } from "node:path";
import { baseName } from "../../../lint/command";
import { pathsOf, stageOf } from "../../breakage/homes";
import { largestPackageFile, type PackageFile, type Resolution, type StageRun } from "../language";
import { absolute } from "../paths";
import { placesOf } from "../survey";

/**
 * What `npm start`, `yarn X` and the like start, as package.json says it: words for the exec form, or why they
 * can't be told. Scripts that need a shell are none of them, nor those with others before or after.
 *
 * @returns null where the words start no script, or no package.json is at hand
 */
export function scriptOf(words: readonly string[], run: StageRun): Resolution | null {
  const file = run.packageFile;
  const name = scriptName(words);
  if (file === null || name === null) return null;
  if (!isCopied(run) || /\bnpm\s+(?:pkg|init)\b/.test(run.context.dockerfile.text)) return null;
  const fields = read(file);
  return typeof fields === "string" ? stop(fields) : resolved(name, fields, file, new Set());
}

const stop = (reason: string): Resolution => ({ kind: "stops", reason });

/** The name of the script that a package manager is asked for; null for anything else. */
function scriptName(words: readonly string[]): string | null {
  const [program = "", ...rest] = words;
  const manager = baseName(program);
  if (!/^(?:npm|yarn|pnpm)$/.test(manager)) return null;
  const [verb, name, ...more] = rest.filter((word) => word !== "--silent" && word !== "-s");
  if (verb === undefined || more.length > 0) return null;
  if (verb === "run" || verb === "run-script") return name ?? null;
  if (name !== undefined) return null;
  if (verb === "start") return verb;
  return manager === "npm" || known.has(verb) || verb.startsWith("-") ? null : verb;
}

/** Commands of Yarn and pnpm themselves. */
const known: ReadonlySet<string> = new Set(
  "add audit bin cache config dlx exec help info init install link list node pack publish remove up update upgrade version why workspace workspaces".split(
    " ",
  ),
);

function read({ path, text }: PackageFile): Record<string, unknown> | string {
  if (text.length > largestPackageFile) return `${path} is too large to be read.`;
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ""));
    return isRecord(value) ? value : `${path} holds no object.`;
  } catch {
    return `${path} is no JSON that can be read, so what it starts can't be told.`;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function field(value: unknown, name: string): string | null {
  const found = isRecord(value) && Object.hasOwn(value, name) ? value[name] : null;
  return typeof found === "string" ? found : null;
}

function resolved(
  name: string,
  fields: Record<string, unknown>,
  file: PackageFile,
  seen: Set<string>,
): Resolution {
  const { path } = file;
  const { scripts } = fields;
  const script = field(scripts, name);
  if (script === null) return stop(`${path} has no script named ${name}.`);
  if (seen.has(name)) return stop(`The script ${name} of ${path} starts itself.`);
  seen.add(name);
  const around = [`pre${name}`, `post${name}`].find((it) => field(scripts, it) !== null);
  if (around !== undefined)
    return stop(
      `The script ${name} of ${path} has ${around} beside it, and the runtime image has no package manager to run both.`,
    );
  const words = script.trim().split(/\s+/);
  const isPlain = words.every((word) => /^[\w./:=@%+,-]+$/.test(word));
  const [program = ""] = words;
  const next = isPlain ? scriptName(words) : null;
  if (next !== null) return resolved(next, fields, file, seen);
  if (isPlain && program === "node") return { kind: "words", words, note: noteOf(name, path) };
  // What npm puts into node_modules/.bin for it (package.json of next: "bin").
  const isNext = program === "next" && words[1] === "start";
  if (isPlain && isNext && field(fields["dependencies"], "next") !== null)
    return {
      kind: "words",
      words: ["node", "node_modules/next/dist/bin/next", ...words.slice(1)],
      note: noteOf(name, path),
    };
  return stop(
    `The script ${name} of ${path} is "${shown(script)}", which can't be told as one program of node: name it, as in ["node", "server.js"].`,
  );
}

const shown = (script: string) => (script.length > 80 ? `${script.slice(0, 80)}…` : script);

const noteOf = (name: string, path: string) =>
  `It is what the script ${name} of ${path} says: keep both in step. The variables that a package manager sets (npm_package_version) are gone.`;

/** Whether the package.json of the build context is in the working folder, as it is there. */
function isCopied({ stage, context, folder }: StageRun): boolean {
  const seen = new Set<string>();
  const isIn = (part: StageRun["stage"], place: string): boolean => {
    const key = `${part.index}:${place}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return placesOf(part, null).some(({ instruction, stage: own, folder: at }) => {
      if (instruction.keyword !== "COPY" || instruction.heredocs.length > 0) return false;
      const { sources, target } = pathsOf(instruction);
      const expansion = own.expand(target, instruction);
      const into = expansion.kind === "value" ? absolute(at, expansion.value) : null;
      const isThere = into === place || into === `${place}/package.json`;
      if (!isThere) return false;
      if (!instruction.flags.some(({ name }) => name === "from"))
        return sources.some((source) =>
          /^(?:\.\/?|(?:\.?\/)?package(?:\*|-?\*)?\.json)$/.test(source),
        );
      const from = stageOf({ after: context }, instruction);
      return (
        from !== null &&
        sources.some((source) => {
          const path = absolute("/", source);
          if (path === null) return false;
          const isFile = /^package(?:\*|-?\*)?\.json$/.test(posix.basename(path));
          return isIn(from, isFile ? posix.dirname(path) : path);
        })
      );
    });
  };
  return folder !== null && isIn(stage, folder);
}
