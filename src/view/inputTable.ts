import type { BuildInput } from "../attestations/provenance/model";
import { parsePurl } from "../attestations/purl";
import { filterBy, mostRows, searchText, type Row, type RowPage } from "./rows";
import { shownText } from "./text";

/** The columns of the table of what went into a build, in their order. */
export type InputColumn = "name" | "version" | "kind" | "digest" | "address";

export interface InputRow extends Row<InputColumn> {
  readonly hasDigest: boolean;
}

/** What went into a build, to be looked through. */
export interface InputTable {
  /** At most 200 rows, in the order of the document; places outside give none. */
  page(filter: string, from: number, count: number): RowPage<InputRow>;
}

/** Prepares the list once, so that a question costs one pass over it. */
export function createInputTable(inputs: readonly BuildInput[]): InputTable {
  const rows = inputs.map(rowOf);
  const texts = rows.map(({ cells }) => searchText(cells));
  let last: { readonly filter: string; readonly matching: readonly InputRow[] } | null = null;
  return {
    page: (filter, from, count) => {
      if (last?.filter !== filter) {
        const isFound = filterBy(filter);
        last = { filter, matching: rows.filter((_, place) => isFound(texts[place] ?? "")) };
      }
      const { matching } = last;
      const shown = matching.slice(from, from + Math.min(count, mostRows));
      return { total: rows.length, matched: matching.length, from, rows: shown };
    },
  };
}

function rowOf({ uri, digests }: BuildInput, index: number): InputRow {
  const { name, version, kind } = partsOf(uri);
  const digest = [...digests].map(([algorithm, digits]) => `${algorithm}:${digits}`).join(" ");
  const cells = { name, version, kind, digest, address: uri };
  return {
    index,
    cells: {
      name: shownText(cells.name),
      version: shownText(cells.version),
      kind: shownText(cells.kind),
      digest: shownText(cells.digest),
      address: shownText(cells.address),
    },
    hasDigest: digests.size > 0,
  };
}

interface Parts {
  readonly name: string;
  readonly version: string;
  readonly kind: string;
}

function partsOf(uri: string): Parts {
  const purl = parsePurl(uri);
  if (purl !== null) {
    const { type, namespace, name, version } = purl;
    const kind = type === "docker" || type === "oci" ? "image" : type;
    return {
      name: namespace === null ? name : `${namespace}/${name}`,
      version: version ?? "",
      kind,
    };
  }
  const git = /^git\+|^https:\/\/[^#]*\.git(?:#|$)|^https:\/\/github\.com\/[^#]*#/.test(uri);
  if (!git)
    return { name: lastSegments(uri.replace(/[?#].*$/s, ""), 1) || uri, version: "", kind: "file" };
  const [, address = uri, commit, ref] = gitAddress.exec(uri) ?? [];
  const name = lastSegments(address.replace(/\.git$/, ""), 2);
  return { name: name || uri, version: commit ?? ref ?? "", kind: "source" };
}

/** BuildKit writes the commit after `#`, GitHub the ref after `@`; the `@` of a user is neither. */
const gitAddress = /^(.*?)(?:#(.*)|@(refs\/.*|[^/@]*))?$/s;

function lastSegments(path: string, count: number): string {
  const segments = path.split("/").filter((segment) => segment !== "");
  return segments.slice(-count).join("/");
}
