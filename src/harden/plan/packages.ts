import { baseName } from "../../lint/command";
import { managerFormats } from "../../lint/packageManagers";
import type { Effect, Language, Run } from "./language";
import { optionValue } from "./options";

/** Compilers and what goes with them: they leave nothing that a container asks for by name. */
export const compilers: ReadonlySet<string> = new Set(
  (
    "autoconf automake binutils bison build-base build-essential cmake flex g++ gcc libc-dev libc6-dev libtool " +
    "linux-headers m4 make musl-dev nasm ninja ninja-build patch pkg-config pkgconf pkgconfig"
  ).split(" "),
);

/**
 * What every hardened runtime image but nginx has of its own (DHI's definitions of node, python, static,
 * eclipse-temurin, dotnet, aspnetcore, php and ruby, docker-hardened-images/catalog@30c3db97), or what only the
 * package manager itself needs.
 */
const superfluous: ReadonlySet<string> = new Set(
  "apt-transport-https apt-utils ca-certificates ca-certificates-bundle".split(" "),
);

type Packages = Pick<Language, "buildPackages" | "ownPackages">;

const sub: Readonly<Record<string, { readonly install: RegExp; readonly quiet: RegExp }>> = {
  apk: { install: /^add$/, quiet: /^(?:update|del|upgrade|cache|fix)$/ },
  apt: { install: /^install$/, quiet: /^(?:update|clean|autoclean|autoremove|purge|remove)$/ },
  "apt-get": {
    install: /^install$/,
    quiet: /^(?:update|clean|autoclean|autoremove|purge|remove|dist-clean|upgrade|dist-upgrade)$/,
  },
};

/** What `apt-get`, `apt` or `apk` leaves for a container; null for other commands. */
export function packageEffect(run: Run, language: Packages): Effect | null {
  const { words } = run;
  const name = baseName(words[0] ?? "");
  if (!managerFormats.has(name)) return null;
  const verbs = Object.hasOwn(sub, name) ? sub[name] : undefined;
  if (verbs === undefined)
    return {
      kind: "stops",
      reason: `${name} installs packages that the runtime image can't have.`,
    };
  const isVerb = (word: string | null, at: number) =>
    at > 0 && word !== null && (verbs.install.test(word) || verbs.quiet.test(word));
  const verb = words.findIndex(isVerb);
  const said = words[verb] ?? null;
  if (said === null) return { kind: "stops", reason: `What ${name} does here can't be told.` };
  // Lists of packages, or newer ones of what the runtime image has as it is.
  if (verbs.quiet.test(said)) return { kind: "nothing" };
  const given = words.slice(verb + 1);
  const group = name === "apk" ? optionValue(run, ["-t", "--virtual"]) : null;
  const isGroupGone = group !== null && group !== "unknown" && run.isRemoved(group.value);
  const isGone = (it: string) =>
    !library.test(plainName(it)) && (isGroupGone || run.isRemoved(plainName(it)));
  const all = installed(given, name);
  const packages = all.filter((it) => it === null || !isGone(it));
  if (packages.length === 0 && all.length > 0) return { kind: "builds" };
  if (packages.every((it) => it !== null && isThere(plainName(it), language)))
    return { kind: "nothing" };
  const unknown = packages.find((it) => it === null || !isForBuild(it, language));
  if (unknown === undefined) return { kind: "builds" };
  const what = unknown === null ? "Which packages are installed here" : `Whether ${unknown}`;
  const reason =
    unknown === null
      ? `${what} can't be told, and the runtime image has no packages but its own.`
      : `${what} is needed at run time can't be told: the runtime image has no packages but its own.`;
  return { kind: "stops", reason };
}

/** What is built with one may need what came along with it, which the image of today may have all the same. */
const library = /^lib|-(?:dev|devel|libs?|headers)$/;

/**
 * The packages, and groups of packages, that commands of one RUN remove, by name, with the place of the last
 * command that does. What apt leaves of the packages that came along is not followed: it has to remove
 * them as well.
 */
export function removalsIn(
  commands: readonly (readonly (string | null)[])[],
): ReadonlyMap<string, number> {
  const removals = new Map<string, number>();
  const isAll = commands.some(
    ([program, ...rest]) =>
      /^apt(?:-get)?$/.test(baseName(program ?? "")) &&
      rest.some((word) => /^(?:--auto-remove|--autoremove|autoremove|autopurge)$/.test(word ?? "")),
  );
  for (const [place, [program, ...rest]] of commands.entries()) {
    const name = baseName(program ?? "");
    const isApt = name === "apt" || name === "apt-get";
    if (name !== "apk" && !(isApt && isAll)) continue;
    const [verb, ...packages] = rest.filter((word) => word === null || !word.startsWith("-"));
    if (!/^(?:del|remove|purge|autoremove|autopurge)$/.test(verb ?? "")) continue;
    for (const it of packages) if (it !== null) removals.set(plainName(it), place);
  }
  return removals;
}

/** Without a version or an architecture. */
const plainName = (word: string) => word.replace(/[=<>~].*$/, "").replace(/:\w+$/, "");

function isForBuild(word: string, language: Packages): boolean {
  const name = plainName(word);
  return compilers.has(name) || isThere(name, language) || language.buildPackages.has(name);
}

const isThere = (name: string, { ownPackages }: Packages) =>
  superfluous.has(name) || ownPackages?.has(name) === true;

/** The packages among the words after the verb; the names of apk's groups (`--virtual .deps`) are none. */
function installed(words: readonly (string | null)[], name: string): readonly (string | null)[] {
  const withValue =
    name === "apk" ? /^(?:-t|--virtual|--repository|-X)$/ : /^(?:-t|-o|--option|--target-release)$/;
  return words.filter((word, at) => {
    if (word === null) return true;
    const before = words[at - 1];
    return !word.startsWith("-") && !(typeof before === "string" && withValue.test(before));
  });
}
