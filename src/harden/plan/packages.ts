import { baseName } from "../../lint/command";
import { managerFormats } from "../../lint/packageManagers";
import type { Effect, Language, Run } from "./language";

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
export function packageEffect({ words }: Run, language: Packages): Effect | null {
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
  const packages = installed(words.slice(verb + 1), name);
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
