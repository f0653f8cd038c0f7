/** How an image was built, by whom, from what: SLSA provenance of any version. What it says is what it says. */
export interface Provenance {
  /** `0.1`, `0.2`, `1`. */
  readonly version: string;
  /** Builder identifier as written; empty where BuildKit leaves it empty. */
  readonly builder: string | null;
  readonly buildType: string;
  readonly invocation: string | null;
  readonly started: string | null;
  readonly finished: string | null;
  readonly source: BuildInput | null;
  /** The file in the source that says how to build: `Dockerfile`, `.github/workflows/release.yml`. */
  readonly entryPoint: string | null;
  readonly inputs: readonly BuildInput[];
  /** What the person who started the build decided: name → value as text, in the order of the document. */
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
  /** The Dockerfile that BuildKit embeds, decoded; null where there is none. */
  readonly dockerfile: { readonly name: string; readonly text: string } | null;
  /** Whether it claims that all inputs are listed; null where it does not say. */
  readonly complete: boolean | null;
  readonly reproducible: boolean | null;
  readonly hermetic: boolean | null;
}

export interface BuildInput {
  readonly uri: string;
  /** Algorithm → digits as written. */
  readonly digests: ReadonlyMap<string, string>;
}
