import type { Severity } from "./finding";

export type Profile = "recommended" | "strict" | "off";

/** What a person or an organisation decided, already merged: command line over file over settings over default. */
export interface LintSettings {
  readonly profile: Profile;
  /** Rule id → severity or off; wins over the profile. */
  readonly rules: Readonly<Record<string, Severity | "off">>;
  /** Names of the stages that ship; empty: the last one and those that compose or bake name. */
  readonly targets: readonly string[];
  readonly registries: {
    /** Exact hosts, or host and path prefixes (`ghcr.io/acme`); empty: every registry is approved. */
    readonly allow: readonly string[];
    readonly deny: readonly string[];
  };
  /** Preferred family of hardened images: `dhi`. */
  readonly family: string;
  /** Options of single rules: whether unpinned-base also asks for a digest. */
  readonly requireDigest: boolean;
}

/** The families of hardened images that may be preferred. */
export const families: readonly string[] = ["dhi", "dotnet", "distroless", "chainguard"];

export const defaultSettings: LintSettings = {
  profile: "recommended",
  rules: {},
  targets: [],
  registries: { allow: [], deny: [] },
  family: "dhi",
  requireDigest: false,
};
