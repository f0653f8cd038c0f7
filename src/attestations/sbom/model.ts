/** The components of an image, whatever format they were listed in. */
export interface Sbom {
  readonly name: string | null;
  /** Who made the list: `syft 1.29.0`; as written. */
  readonly tools: readonly string[];
  readonly created: string | null;
  /** The place in `components` of what the list is about, null where it names none. */
  readonly root: number | null;
  /** In the order of the document. */
  readonly components: readonly Component[];
  /** Which component needs or holds which: places in `components`. */
  readonly relations: readonly Relation[];
  /** Files that the document lists beside its components; only counted. */
  readonly files: number;
}

export interface Component {
  /** The document's own identifier (SPDXID, bom-ref); empty where it has none. */
  readonly id: string;
  readonly name: string;
  readonly version: string | null;
  /** The package's ecosystem where a purl names one (`deb`, `npm`), else the document's word for it (`library`). */
  readonly type: string;
  /** As written. */
  readonly purl: string | null;
  /** SPDX expressions, identifiers or names as written; empty where none or "no assertion". */
  readonly licenses: readonly string[];
  readonly supplier: string | null;
  /** The source package that it was built from, `glibc@2.36`, where the list says so. */
  readonly source: string | null;
  /** `sha256` → hexadecimal, as written. */
  readonly hashes: ReadonlyMap<string, string>;
}

export interface Relation {
  readonly from: number;
  readonly to: number;
  readonly kind: "depends-on" | "contains" | "describes" | "other";
}
