// docker-library/repo-info: repos/<name>/remote/<tag>.md and repos/<name>/local/<tag>.md.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The collected sizes and package counts, read anew from a checkout where it still has the file. Rows of
 * other sources stay as they are.
 */
export function refreshFigures(sizes, folder, { commit }) {
  const read = (row) => {
    const { repo, path } = row.source;
    if (repo !== "docker-library/repo-info" || !existsSync(join(folder, path))) return null;
    return readFileSync(join(folder, path), "utf8");
  };
  const rows = sizes.rows.map((row) => {
    const text = read(row);
    const found = text === null ? null : readRemote(text, row.platform);
    if (found === null) return row;
    const { superseded, note, ...kept } = row;
    return { ...kept, ...found, source: { ...row.source, commit } };
  });
  const packageCounts = sizes.packageCounts.map((row) => {
    const text = read(row);
    const found = text === null ? null : readLocal(text);
    return found === null ? row : { ...row, ...found, source: { ...row.source, commit } };
  });
  return { ...sizes, rows, packageCounts };
}

/** Size, entrypoint, command, user and last day of the history of one platform of an image. */
export function readRemote(text, platform) {
  const [system, architecture] = platform.split("/");
  const section = text
    .split(/^### /m)
    .find((it) => it.split("\n")[0].includes(`- ${system}; ${architecture}`));
  const bytes = /Total Size: \*\*[^(]*\((\d+) bytes\)\*\*/.exec(section ?? "")?.[1];
  if (section === undefined || bytes === undefined) return null;
  const days = [...section.matchAll(/^# (\w{3}, \d{2} \w{3} \d{4} [\d:]+ GMT)$/gm)];
  const last = days.at(-1)?.[1];
  const users = [...section.matchAll(/^USER (.*?)(?: # buildkit)?$/gm)];
  return {
    compressedBytes: Number(bytes),
    lastBuildStep: last === undefined ? null : new Date(last).toISOString().slice(0, 10),
    entrypoint: /^-\tEntrypoint: `(.*)`$/m.exec(section)?.[1] ?? null,
    cmd: /^-\tDefault Command: `(.*)`$/m.exec(section)?.[1] ?? null,
    configUserInHistory: users.at(-1)?.[1].trim() ?? null,
  };
}

/** The packages that are listed, and the day on which the image was made. */
export function readLocal(text) {
  const created = /^- Created: `(\d{4}-\d{2}-\d{2})T/m.exec(text)?.[1];
  const packages = [...text.matchAll(/^### `(?:apk|dpkg)` (?:source )?package: /gm)];
  return created === undefined || packages.length === 0
    ? null
    : { count: packages.length, created };
}
