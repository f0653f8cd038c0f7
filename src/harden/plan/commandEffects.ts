import { baseName } from "../../lint/command";
import type { Effect, Language, Run } from "./language";
import { packageEffect } from "./packages";
import { absolute, isTemporary, isWithin } from "./paths";

const builds: Effect = { kind: "builds" };

/**
 * What a command of a RUN leaves behind, the language asked first. What nobody knows stops: whether a
 * container needs what it does can't be told.
 *
 * @param redirects whether output of the RUN goes into a file, which is not followed
 */
export function effectsOf(run: Run, language: Language, redirects: boolean): readonly Effect[] {
  const [program] = run.words;
  if (program === undefined || program === null) return [unknown("a command that is computed")];
  const known = language.read(run);
  if (known !== null) return [known];
  const packages = packageEffect(run, language);
  if (packages !== null) return [packages];
  const name = baseName(program);
  const args = run.words.slice(1);
  if (silent.has(name)) return [{ kind: "nothing" }];
  if (talking.has(name))
    return [redirects ? unknown(`${name}, whose output goes into a file,`) : { kind: "nothing" }];
  if (creators.has(name)) return [{ kind: "owns", creates: true, paths: [], names: [] }];
  const paths = args.filter((word) => word === null || !word.startsWith("-"));
  switch (name) {
    case "chown":
    case "chgrp":
      return [owned(run, paths, name)];
    case "mkdir":
    case "touch":
      return paths.map((word) => made(run, word, name));
    case "chmod":
      return [builds];
    case "rm":
    case "rmdir":
      return paths.map((word): Effect => {
        const path = word === null ? null : absolute(run.folder, word);
        if (path !== null && (isWithin(path, "/var/lib/apt/lists") || isTemporary(path)))
          return { kind: "nothing" };
        return path === null || path.includes("*") ? builds : { kind: "removes", path };
      });
    case "cp":
    case "mv":
      return moved(run, paths, name);
    default:
      return [unknown(name)];
  }
}

function moved(run: Run, paths: readonly (string | null)[], name: string): readonly Effect[] {
  const target = paths.at(-1);
  if (target === undefined || paths.length < 2) return [unknown(name)];
  const made_ = made(run, target, name);
  if (name === "cp") return [made_];
  const gone = paths.slice(0, -1).flatMap((word): Effect[] => {
    const path = word === null ? null : absolute(run.folder, word);
    return path === null || path.includes("*") ? [] : [{ kind: "removes", path }];
  });
  return [...gone, made_];
}

function made(run: Run, word: string | null, name: string): Effect {
  const path = word === null ? null : absolute(run.folder, word);
  return path === null || /[*?{]/.test(path) ? unknown(name) : { kind: "makes", path };
}

function owned(run: Run, [owner, ...words]: readonly (string | null)[], name: string): Effect {
  const paths = words.map((word) => (word === null ? null : absolute(run.folder, word)));
  const known = paths.flatMap((path) =>
    path === null ? [] : [path.replace(/\/[^/]*\*.*$/, "") || "/"],
  );
  if (owner == null || known.length < paths.length || known.length === 0) return unknown(name);
  const names = owner.split(":").filter((it) => !/^(?:\d*|root)$/.test(it));
  return { kind: "owns", creates: false, paths: known, names };
}

const unknown = (what: string): Effect => ({
  kind: "stops",
  reason: `What ${what} leaves behind, and whether the program needs it, can't be told.`,
});

/** Change the shell itself, or only look at something. */
const silent: ReadonlySet<string> = new Set(
  "[ [[ : basename cd command dirname exit export false id ls pwd set shopt sleep stat test true type umask unset which".split(
    " ",
  ),
);

/** Say something, which may go into a file. */
const talking: ReadonlySet<string> = new Set(
  "cat cut date df echo env find grep head printenv printf sort tail uname wc whoami".split(" "),
);

const creators: ReadonlySet<string> = new Set(
  "addgroup adduser delgroup deluser groupadd groupmod useradd userdel usermod".split(" "),
);
