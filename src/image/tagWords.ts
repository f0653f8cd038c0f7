import type { Distribution } from "./configuration";
import { distributionFact } from "./configuration";

/** A tag in its parts, as official and hardened images write them: `3.9.16-jdk21-alpine3.24-dev`. */
export interface TagWords {
  /** `3.9.16` → 3, 9, 16; empty where the tag names none. */
  readonly version: readonly number[];
  /** More of a version than numbers say: `8u502`, `21.0.12_8`, `3.15.0b1`. */
  readonly cut: boolean;
  /** It is no release: `3.15-rc`, `28-ea`, `tip`, `edge`. */
  readonly early: boolean;
  readonly distribution: Distribution | null;
  readonly dev: boolean;
  /** What is left, sorted: `fpm`, `jdk21`. A smaller build of the same (`slim`) is no word. */
  readonly words: readonly string[];
}

export function tagWords(tag: string): TagWords {
  const parts = tag.split("-");
  const first = versionOf(parts[0] ?? "");
  const rest = parts.slice(first === null ? 0 : 1);
  const words = rest.filter((word, place) => !isDistribution(word, rest[place - 1]));
  return {
    version: first?.version ?? [],
    cut: first?.cut ?? false,
    early: first?.early === true || rest.some((word) => earlyWord.test(word)),
    distribution: distributionFact(undefined, "", tag),
    dev: rest.at(-1) === "dev",
    words: words.filter((word) => !silent.test(word)).sort(),
  };
}

const earlyWord =
  /^(?:rc|beta|alpha|ea|tip|edge|nightly|canary|unstable|experimental|devel|sid)\d*$/;

/** Say nothing about what is inside: smaller builds, architectures, days and builds. */
const silent = /^(?:dev|slim|amd64|arm64v8|arm32v7|arm64|latest|b\d+|\d{8}(?:\.\d+)?)$/;

function versionOf(word: string): { version: number[]; cut: boolean; early: boolean } | null {
  const found = /^v?(\d+(?:\.\d+)*)(.*)$/.exec(word);
  if (found === null) return null;
  const [, numbers = "", more = ""] = found;
  return {
    version: numbers.split(".").map(Number),
    cut: more !== "",
    early: /^(?:rc|b|a|beta|alpha)\d*$/.test(more),
  };
}

const codename =
  /^(?:jessie|stretch|buster|bullseye|bookworm|trixie|trusty|xenial|bionic|focal|jammy|noble|resolute)$/;
const system =
  /^(?:alpine[\d.]*|debian\d*|ubuntu[\d.]*|ubi\d*|al\d+|amazonlinux\d*|oraclelinux\d*|oracle|almalinux\d*|azurelinux[\d.]*|centos\d*)$/;

/** Eclipse Temurin writes `alpine-3.24` and `ubi9-minimal`. */
function isDistribution(word: string, before: string | undefined): boolean {
  if (codename.test(word) || system.test(word)) return true;
  if (before === "alpine" && /^3\.\d+$/.test(word)) return true;
  return word === "minimal" && /^ubi\d*$/.test(before ?? "");
}
