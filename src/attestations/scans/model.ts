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
}
