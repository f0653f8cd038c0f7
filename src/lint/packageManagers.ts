import { baseName, type CommandWord } from "./command";

/** The packages that each manager takes. */
export const managerFormats: ReadonlyMap<string, "deb" | "apk" | "rpm"> = new Map([
  ["apt", "deb"],
  ["apt-get", "deb"],
  ["apk", "apk"],
  ["yum", "rpm"],
  ["dnf", "rpm"],
  ["microdnf", "rpm"],
  ["tdnf", "rpm"],
  ["zypper", "rpm"],
]);

const installs: Readonly<Record<string, RegExp>> = {
  apk: /^add$/,
  apt: /^install$/,
  "apt-get": /^install$/,
  aptitude: /^install$/,
  dnf: /^(?:install|groupinstall|reinstall)$/,
  microdnf: /^(?:install|reinstall)$/,
  pacman: /^-S[a-z]*$/,
  tdnf: /^install$/,
  yum: /^(?:install|groupinstall|localinstall|reinstall)$/,
  zypper: /^(?:install|in)$/,
};

const removals: Readonly<Record<string, RegExp>> = {
  apk: /^del$/,
  apt: /^(?:remove|purge|autoremove)$/,
  "apt-get": /^(?:remove|purge|autoremove)$/,
  aptitude: /^(?:remove|purge)$/,
  dnf: /^(?:remove|erase)$/,
  microdnf: /^(?:remove|erase)$/,
  pacman: /^-R[a-z]*$/,
  tdnf: /^(?:remove|erase)$/,
  yum: /^(?:remove|erase)$/,
  zypper: /^(?:remove|rm)$/,
};

/** The packages that a command installs with a package manager of the system; null for other commands. */
export function installedBy(words: readonly CommandWord[]): readonly CommandWord[] | null {
  return after(words, installs);
}

export function removedBy(words: readonly CommandWord[]): readonly CommandWord[] | null {
  return after(words, removals);
}

/** The word that says what a package manager is to do: `install` in `apt-get -y install`. */
export function verbOf(words: readonly CommandWord[], verbs: RegExp): number {
  return words.findIndex(({ text }, index) => index > 0 && verbs.test(text));
}

function after(
  words: readonly CommandWord[],
  table: Readonly<Record<string, RegExp>>,
): readonly CommandWord[] | null {
  const name = baseName(words[0]?.text ?? "");
  const verbs = Object.hasOwn(table, name) ? table[name] : undefined;
  if (verbs === undefined) return null;
  const verb = verbOf(words, verbs);
  return verb === -1 ? null : words.slice(verb + 1).filter(({ text }) => !text.startsWith("-"));
}
