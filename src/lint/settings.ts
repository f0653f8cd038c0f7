import { noMirrors, type Mirrors } from "../image/mirrors";
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
  /** The families that are on, in the order in which they are offered; empty: all. */
  readonly families: readonly string[];
  /** Where an organisation keeps copies of hardened images; those that can be used, and no others. */
  readonly mirrors: Mirrors;
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
  families: [],
  mirrors: noMirrors,
  requireDigest: false,
};

/** What one place says of families. */
export interface WrittenFamilies {
  readonly family: string | null;
  readonly families: readonly string[] | null;
}

/**
 * The families that a file and settings decide on, the file first. A list has an order of its own: a
 * preferred family goes before it only where it was said in a nearer place than the list.
 */
export function mergeFamilies(
  file: WrittenFamilies | null,
  written: WrittenFamilies | null,
): Pick<LintSettings, "family" | "families"> {
  const list = file?.families ?? written?.families ?? [];
  const nearer = file?.families == null ? file?.family : null;
  const family = nearer ?? list[0] ?? file?.family ?? written?.family ?? defaultSettings.family;
  return { family, families: list };
}
