/** What a scanner found, whatever it writes. */
export interface Scan {
  readonly scanner: string | null;
  readonly finished: string | null;
  readonly findings: readonly Vulnerability[];
}

export interface Vulnerability {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly severity: "critical" | "high" | "medium" | "low" | "negligible" | "unknown";
  /** CVSS, 0 to 10. */
  readonly score: number | null;
  /** The package that it is in, as far as the scanner says. */
  readonly package: {
    readonly name: string;
    readonly version: string | null;
    readonly purl: string | null;
  } | null;
  readonly fixedIn: string | null;
  /** Absent where the source tells nothing more. */
  readonly about?: About;
}

/** What a source tells of a vulnerability beside its facts. */
export interface About {
  /** As written, cut after 4,096 UTF-16 units. */
  readonly description: string | null;
  /** Addresses that begin with https, twenty at most. */
  readonly links: readonly string[];
}
