import { readBake, resolveBake } from "./bake";
import type { BakeTarget } from "./bake";
import type { Attribute, Build } from "./build";
import { absent } from "./build";
import { buildsOf, mergeServices, readCompose } from "./compose";
import type { ComposeReading } from "./compose";
import type { ProjectFacts, TargetUse } from "./facts";
import {
  bakeNames,
  composeFileUnder,
  composeNames,
  isBakeFile,
  isComposeFile,
  isProjectFile,
  largestText,
} from "./names";
import { baseName, directoryOf, joinPath, normalizePath, pathKey, relativePath } from "./path";
import type { ProjectProblem } from "./yamlText";

export { isProjectFile };

export interface ProjectFile {
  /** Absolute, or relative to the same folder as every other path; POSIX or Windows. */
  readonly path: string;
  readonly text: string;
}

/** What all compose and bake files of a project build. Made once, asked for each Dockerfile. */
export interface ProjectBuilds {
  readonly builds: readonly Build[];
  /** The same by the key of the path of their Dockerfile. */
  readonly byDockerfile: ReadonlyMap<string, readonly Build[]>;
  /** With the path of the file. */
  readonly problems: readonly (ProjectProblem & { readonly file: string })[];
}

export interface DockerfileFacts extends ProjectFacts {
  /** Every folder that a file names as the context of this Dockerfile; empty: none does. */
  readonly contexts: readonly string[];
}

/**
 * Reads every compose and bake file among `files`; others are ignored. Never throws. The order of
 * the files makes no difference: files of one folder count in the order of compose and bake.
 *
 * A compose file beside the usual ones (`compose.prod.yaml`) is read as put on top of them.
 */
export function readBuilds(files: readonly ProjectFile[]): ProjectBuilds {
  const folders = new Map<string, Map<string, ProjectFile>>();
  const problems: (ProjectProblem & { readonly file: string })[] = [];
  for (const file of files) {
    const path = normalizePath(file.path);
    const name = baseName(path);
    if (!isProjectFile(name)) continue;
    if (file.text.length > largestText) {
      problems.push({ file: path, line: 0, message: tooLarge });
      continue;
    }
    const folder = folders.get(directoryOf(path)) ?? new Map<string, ProjectFile>();
    folders.set(directoryOf(path), folder.set(name, { path, text: file.text }));
  }
  const builds = [...folders.keys()]
    .sort(byCodeUnit)
    .flatMap((path) => readFolder(folders.get(path) ?? new Map(), problems));
  return { builds, byDockerfile: index(builds), problems };
}

const tooLarge = `It is longer than ${largestText} characters and is not read.`;

/**
 * What the builds say of one Dockerfile: the stages that they name, and its contexts. A build that
 * names no stage ships the last one, as always, and adds only its context. Whether an ignore file
 * applies is for the caller to see: `ignoreFilePaths` says where.
 *
 * `contextKnown` is true only where a file names the context; whether the Dockerfile's own folder
 * may count instead is for the caller too, who sees what lies in it.
 */
export function findFacts({ byDockerfile }: ProjectBuilds, dockerfile: string): DockerfileFacts {
  const mine = byDockerfile.get(pathKey(dockerfile)) ?? [];
  const contexts = [...new Set(mine.map(({ context }) => context))];
  const uses = new Map<string, TargetUse>();
  for (const { target, user } of mine) {
    if (target === null) continue;
    const { file, line } = target.place;
    const kind = isBakeFile(baseName(file)) ? "bake" : "compose";
    const shown = relativePath(directoryOf(dockerfile), file);
    const key = JSON.stringify([file, line, target.name, user]);
    const use = { target: target.name, file: shown, line, kind } as const;
    uses.set(key, user === null ? use : { ...use, user });
  }
  return {
    targets: [...uses.values()],
    contextKnown: contexts.length > 0,
    hasIgnoreFile: null,
    contexts,
  };
}

function readFolder(
  files: ReadonlyMap<string, ProjectFile>,
  problems: (ProjectProblem & { readonly file: string })[],
): Build[] {
  const note = (file: ProjectFile, found: readonly ProjectProblem[]): void => {
    for (const problem of found) problems.push({ ...problem, file: file.path });
  };
  const readings = new Map<string, ComposeReading>();
  for (const name of [...files.keys()].filter(isComposeFile).sort(byCodeUnit)) {
    const file = files.get(name);
    if (file === undefined) continue;
    const reading = readCompose(file.text, file.path);
    note(file, reading.problems);
    readings.set(name, reading);
  }
  const targets: BakeTarget[] = composeNames.flatMap((name) => bakeTargetsOf(readings.get(name)));
  const bakeTargets: BakeTarget[] = [];
  for (const name of bakeNames) {
    const file = files.get(name);
    if (file === undefined) continue;
    const reading = readBake(file.text, file.path);
    note(file, reading.problems);
    bakeTargets.push(...reading.targets);
  }
  const baked = new Set(bakeTargets.map(({ build }) => build.name));
  return [
    ...[...readings].flatMap(([name, reading]) => composeBuilds(name, reading, readings)),
    ...resolveBake([...targets, ...bakeTargets]).filter(({ name }) => baked.has(name)),
  ];
}

/** The builds of a compose file, on top of the usual one where it is an addition to that. */
function composeBuilds(
  name: string,
  reading: ComposeReading,
  readings: ReadonlyMap<string, ComposeReading>,
): Build[] {
  const base = composeFileUnder(name, (other) => readings.has(other));
  const under = base === null ? undefined : readings.get(base);
  if (under === undefined) return [...reading.builds];
  const merged = mergeServices(under.services, reading.services);
  return buildsOf(new Map([...merged].filter(([service]) => reading.services.has(service))));
}

/**
 * Bake reads the compose files beside it first, each service as a target. It takes the context that
 * a service leaves out for one that is written, but not so the Dockerfile (seen in buildx 0.38).
 */
function bakeTargetsOf(reading: ComposeReading | undefined): BakeTarget[] {
  const targets: BakeTarget[] = [];
  for (const [service, { build }] of reading?.services ?? []) {
    if (build === null) continue;
    const name = service.replaceAll(".", "_");
    const here: Attribute = { kind: "text", text: ".", place: build.place };
    const isOpen = build.context.kind === "absent" || build.context.kind === "reset";
    const context = isOpen ? here : build.context;
    // Bake only builds: who runs it is not its business.
    targets.push({ build: { ...build, name, context, user: absent }, inherits: [] });
  }
  return targets;
}

function index(builds: readonly Build[]): Map<string, Build[]> {
  const found = new Map<string, Build[]>();
  for (const build of builds) {
    const paths = new Set([pathKey(build.dockerfile)]);
    // BuildKit's clients take `dockerfile` where there is no `Dockerfile` and no other is asked for.
    if (build.defaultName)
      paths.add(pathKey(joinPath(directoryOf(build.dockerfile), "dockerfile")));
    for (const path of paths) {
      const others = found.get(path);
      if (others === undefined) found.set(path, [build]);
      else others.push(build);
    }
  }
  return found;
}

function byCodeUnit(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
