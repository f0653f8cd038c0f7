import { isAscii } from "node:buffer";
import type { Fact, ListedImage } from "./catalog";
import type { FigureRow, OpenedFile, Profile, RepositoryEntry } from "./catalogFile";
import { openCatalogFile } from "./catalogFile";
import { sourceName } from "./endOfLife";

/** The file of a catalog that was read, and what of it was spread out. */
export interface OpenedCatalog {
  readonly file: OpenedFile;
  readonly problem: string | null;
  readonly repositories: Map<RepositoryEntry, Repository>;
  /** The images of repositories that are known by their whole names, once they were asked for. */
  readonly listed: Map<string, readonly ListedImage[]>;
}

/** A repository's tags spread out, when it is first asked for. */
export interface Repository {
  readonly rows: ReadonlyMap<string, Row>;
  readonly images: readonly Row[];
  readonly sizes: ReadonlyMap<string, Fact<number>>;
  readonly packages: ReadonlyMap<string, Fact<number>>;
  readonly patterns: readonly (readonly [RegExp, Profile, number | undefined])[];
}

export interface Row {
  readonly tags: readonly string[];
  readonly profile: Profile;
  readonly place?: number | undefined;
}

const emptyFile: OpenedFile = {
  format: 1,
  date: "",
  listed: "",
  sources: [],
  products: {},
  profiles: [],
  prefixes: {},
  counterparts: {},
  names: [],
  repository: () => null,
};

export function openCatalog(json: string | Uint8Array): OpenedCatalog {
  const kept = { repositories: new Map(), listed: new Map() };
  try {
    const text = typeof json === "string" ? json : textOf(json);
    return { file: openCatalogFile(text), problem: null, ...kept };
  } catch (error) {
    const broken = error instanceof SyntaxError || !(error instanceof Error);
    const reason = broken ? "it is cut short or no JSON" : error.message;
    return {
      file: emptyFile,
      problem: `The image catalog can't be read: ${reason}.`,
      ...kept,
    };
  }
}

export function spread({ file, repositories }: OpenedCatalog, entry: RepositoryEntry): Repository {
  const known = repositories.get(entry);
  if (known !== undefined) return known;
  const images = (entry.rows ?? []).map(([tags, profile, place]) => ({
    tags: tags.split(" "),
    profile: file.profiles[profile] ?? {},
    place,
  }));
  const rows = new Map(images.flatMap((row) => row.tags.map((tag) => [tag, row] as const)));
  const patterns = (entry.patterns ?? []).map(
    ([pattern, profile, place]) =>
      [new RegExp(pattern), file.profiles[profile] ?? {}, place] as const,
  );
  const sizes = figuresOf(file, entry.sizes);
  const repository = { rows, images, sizes, packages: figuresOf(file, entry.packages), patterns };
  repositories.set(entry, repository);
  return repository;
}

function figuresOf(file: OpenedFile, rows: readonly FigureRow[] | undefined) {
  const figures = new Map<string, Fact<number>>();
  for (const [tags, value, place, date] of rows ?? []) {
    const fact = { value, source: sourceName(file, place), date };
    for (const tag of tags.split(" ")) figures.set(tag, fact);
  }
  return figures;
}

/** The same text either way: what ships is ASCII, of which each byte is a character. */
function textOf(bytes: Uint8Array): string {
  if (!isAscii(bytes)) return new TextDecoder().decode(bytes);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}
