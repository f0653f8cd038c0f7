/**
 * The catalog as scripts/catalog.mjs writes it. Tuples and places in tables instead of names keep it small;
 * a field that is left out is unknown. Numbers called `…Place` point into `sources` or `profiles`.
 */
export interface CatalogFile {
  readonly format: 1;
  /** The newest day of any source. */
  readonly date: string;
  /** The day on which the oldest of the tag lists was read. */
  readonly listed: string;
  readonly sources: readonly (readonly [name: string, commit: string, date: string])[];
  readonly products: Readonly<Record<string, ProductRow>>;
  readonly profiles: readonly Profile[];
  /** Repositories by the beginning of their name; the rest of the name is not known one by one. */
  readonly prefixes: Readonly<Record<string, RepositoryEntry>>;
  /** Repository → repositories of the hardened families that hold the same software. */
  readonly counterparts: Readonly<Record<string, readonly CounterpartRow[]>>;
  readonly repositories: Readonly<Record<string, RepositoryEntry>>;
}

/** Releases newest first; `0` where there is no extended support. Ubuntu and Debian have codenames. */
export type ProductRow = readonly [
  title: string,
  sourcePlace: number,
  cycles: readonly (readonly [
    cycle: string,
    endOfLife: string,
    extendedUntil: string | 0,
    codename?: string,
  ])[],
];

/** What tags of one build have in common, often across repositories. */
export interface Profile {
  readonly kind?: ImageKindName;
  readonly user?: readonly [value: string, uid: number | null, sourcePlace: number];
  readonly others?: readonly (readonly [name: string, uid: number | null])[];
  readonly allUsers?: true;
  readonly drops?: boolean;
  readonly shell?: boolean;
  readonly manager?: boolean;
  /** `debian/12`: product and cycle. */
  readonly distribution?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** The family's own date for a release, which wins over that of the product. */
  readonly endOfLife?: readonly (readonly [product: string, date: string, sourcePlace: number])[];
}

/**
 * What tags of one repository have in common beside their profile. A field that is left out is unknown; for
 * families whose definitions were read whole (`declared` in the entry) it is none.
 */
export interface Configuration {
  readonly entrypoint?: readonly string[];
  readonly cmd?: readonly string[];
  readonly workdir?: string;
  /** `8080/tcp` */
  readonly ports?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly flavor?: string;
  /** Left out where the image is there for both linux/amd64 and linux/arm64. */
  readonly platforms?: readonly string[];
  /** The version that a moving tag stood for when the source was read. */
  readonly version?: string;
}

/** A repository that can take another's place. */
export type CounterpartRow = readonly [
  family: CatalogFile["repositories"][string]["family"],
  repository: string,
  /** 1 where people chose it, not the name. */
  judged: 0 | 1,
];

/** Space-separated tags of one image, and a figure with its source and day. */
export type FigureRow = readonly [tags: string, figure: number, sourcePlace: number, date: string];

export interface RepositoryEntry {
  readonly family: "dhi" | "chainguard" | "distroless" | "dotnet" | "official" | "redhat" | "other";
  readonly role?: Role;
  /** The kind of every tag, where they are all the same. */
  readonly kind?: ImageKindName;
  readonly product?: string;
  readonly rows?: readonly (readonly [
    tags: string,
    profilePlace: number,
    configurationPlace?: number,
  ])[];
  readonly configurations?: readonly Configuration[];
  /** What a configuration leaves out is none: its definition was read whole. */
  readonly declared?: true;
  /** Anchored expressions for tags that are not listed one by one; the first that fits counts. */
  readonly patterns?: readonly (readonly [
    pattern: string,
    profilePlace: number,
    configurationPlace?: number,
  ])[];
  /** What holds for Linux tags that are neither listed nor fit a pattern. */
  readonly fallback?: number;
  /** It holds for a digest without a tag as well. */
  readonly whole?: true;
  readonly sizes?: readonly FigureRow[];
  readonly packages?: readonly FigureRow[];
  readonly lighter?: Readonly<Record<string, string>>;
  readonly moved?: {
    readonly reason: string;
    readonly successor: string | null;
    /** Tags to which it does not apply. */
    readonly except?: string;
    readonly source: number;
  };
}

export type ImageKindName = "runtime" | "minimal" | "dev" | "sdk" | "os" | "language" | "debug";

/** What the images of an official repository are for; left out for services and applications. */
export type Role =
  "os" | "base" | "language" | "compiler" | "sdk" | "java" | "buildpack" | "unknown";

/** A catalog of which the repositories are still text: only those that are asked for are parsed. */
export interface OpenedFile extends Omit<CatalogFile, "repositories"> {
  /** The entry of `docker.io/library/node`, null where there is none. */
  repository(name: string): RepositoryEntry | null;
  /** All repositories, in alphabetical order. */
  readonly names: readonly string[];
}

/**
 * Opens the text of a catalog. The script writes one repository per line, which lets this read a line when
 * it is asked for instead of the whole file; a text laid out otherwise is parsed at once.
 *
 * Fails with a plain Error where the text is cut short, is no catalog or is of another format.
 */
export function openCatalogFile(text: string): OpenedFile {
  const at = text.indexOf(repositoriesMark);
  const laidOut = at >= 0 && text.endsWith("\n}}\n");
  const { repositories, ...head } = checked(
    JSON.parse(laidOut ? `${text.slice(0, at)}},"repositories":{}}` : text),
  );
  const lines = laidOut
    ? repositoryLines(text, at + repositoriesMark.length)
    : new Map<string, readonly [number, number]>();
  const entries = new Map<string, RepositoryEntry>(Object.entries(repositories));
  const names = laidOut ? [...lines.keys()] : [...entries.keys()];
  const repository = (name: string): RepositoryEntry | null => {
    const line = lines.get(name);
    if (line !== undefined) {
      lines.delete(name);
      const entry = parsed(text.slice(...line));
      if (entry !== null) entries.set(name, entry);
    }
    return entries.get(name) ?? null;
  };
  return { ...head, repository, names };
}

/** A damaged line is an unknown repository; the others are still good. */
function parsed(line: string): RepositoryEntry | null {
  try {
    return JSON.parse(line) as RepositoryEntry;
  } catch {
    return null;
  }
}

const repositoriesMark = '\n},"repositories":{\n';

/** Where the value of each repository's line begins and ends in the text. */
function repositoryLines(text: string, from: number): Map<string, readonly [number, number]> {
  const lines = new Map<string, readonly [number, number]>();
  for (let start = from; text[start] === '"';) {
    const end = text.indexOf("\n", start);
    const colon = text.indexOf('":', start);
    const last = text[end - 1] === "," ? end - 1 : end;
    lines.set(text.slice(start + 1, colon), [colon + 2, last]);
    start = end + 1;
  }
  return lines;
}

function checked(value: unknown): CatalogFile {
  const file = value as Partial<CatalogFile> | null;
  if (file?.format !== 1) throw new Error("it is of another format than this version reads");
  const { sources, products, profiles, prefixes, counterparts, repositories } = file;
  if (!(sources && products && profiles && prefixes && counterparts && repositories)) {
    throw new Error("parts of it are missing");
  }
  return file as CatalogFile;
}
