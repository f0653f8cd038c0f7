// Finds the checkouts of upstream repositories in a folder: work trees, and bare repositories as mirrors hold them.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * The checkouts of the repositories `{owner/name: file or folder that it has}`, each
 * `{folder, commit, date}`: under `owner+name`, `owner/name` or `name`, there or in a folder `repo` below.
 * Bare ones are written out to a temporary folder, which `dispose` takes away.
 */
export function findCheckouts(from, marks) {
  const temporary = [];
  const found = new Map();
  for (const [source, mark] of Object.entries(marks)) {
    const [owner, name] = source.split("/");
    const places = [`${owner}+${name}`, join(owner, name), name]
      .flatMap((place) => [join(from, place), join(from, place, "repo")])
      .filter((place) => isRepository(place) && has(place, mark));
    if (places.length === 0) continue;
    found.set(source, checkout(places[0], temporary));
  }
  const dispose = () => temporary.forEach((folder) => rmSync(folder, { recursive: true }));
  return { found, dispose };
}

function checkout(place, temporary) {
  const [commit, date] = git(place, "log", "-1", "--format=%H %cI", "HEAD").trim().split(" ");
  if (existsSync(join(place, ".git"))) {
    if (git(place, "status", "--porcelain", "--untracked-files=no") !== "") {
      throw new Error(`${place} has changes of its own: what is read must be what its commit has`);
    }
    return { folder: place, commit, date };
  }
  const folder = mkdtempSync(join(tmpdir(), "catalog-"));
  temporary.push(folder);
  const archive = execFileSync("git", ["-C", place, "archive", "HEAD"], { maxBuffer: 2 ** 31 });
  execFileSync("tar", ["x", "-C", folder], { input: archive });
  return { folder, commit, date };
}

/** A repository itself, not a folder inside of one. */
function isRepository(place) {
  const bare = existsSync(join(place, "HEAD")) && existsSync(join(place, "objects"));
  return bare || existsSync(join(place, ".git"));
}

function has(place, mark) {
  try {
    git(place, "cat-file", "-e", `HEAD:${mark}`);
    return true;
  } catch {
    return false;
  }
}

function git(place, ...parameters) {
  return execFileSync("git", ["-C", place, ...parameters], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
}
