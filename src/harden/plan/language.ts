import type { Instruction, Stage } from "../../dockerfile/model";
import type { ImageFacts } from "../../image/catalog";
import type { CounterpartFamily } from "../../image/counterparts";
import type { Reference } from "../../image/reference";
import type { RuleContext } from "../../lint/rule";
import type { PlanRemark } from "./model";
import type { Step } from "./survey";

/** What a command of a RUN leaves behind, as far as a container needs it. */
export type Effect =
  /** Files at or below an absolute path, which go into the runtime image. */
  | { readonly kind: "makes"; readonly path: string }
  /** Files that are gone afterwards. */
  | { readonly kind: "removes"; readonly path: string }
  /** Nothing that a container needs: caches, tools of the build. */
  | { readonly kind: "builds" }
  /** Nothing at all: `set -e`, `cd`, `ls`. */
  | { readonly kind: "nothing" }
  /** A user or a group (`creates`), or whom some paths belong to: the runtime image has a user of its own. */
  | {
      readonly kind: "owns";
      readonly creates: boolean;
      readonly paths: readonly string[];
      /** The names that chown and chgrp look up. */
      readonly names: readonly string[];
    }
  /** It can't be told, or the runtime image can't have it. */
  | { readonly kind: "stops"; readonly reason: string };

/** A command of a RUN, `sudo`, `exec` and the like taken away, with variables replaced where they are known. */
export interface Run {
  /** Null for a word that only the build can tell. */
  readonly words: readonly (string | null)[];
  /** The folder in which it runs, absolute; null where only the image says which. */
  readonly folder: string | null;
  readonly instruction: Instruction;
  readonly stage: Stage;
  /** Whether a later command of the same RUN removes a package, or a group of packages, by its whole name. */
  isRemoved(name: string): boolean;
}

/** What a stage of a language is to run on. */
export interface Runtime {
  /** The catalog's name of it: `dhi.io/node:24`. */
  readonly reference: string;
  readonly facts: ImageFacts;
}

/** Lines that a language needs in addition: a virtual environment, say. */
export interface Addition {
  /** The lines stand before this instruction of the builder. */
  readonly before: Instruction;
  readonly builder: readonly string[];
  readonly runtime: readonly string[];
  /** What the lines make, absolute. */
  readonly makes: readonly string[];
  readonly label: string;
  readonly description: string;
}

/** What an image starts of its own. */
export interface Entrypoint {
  /** Its name, without a folder: `php-fpm`. */
  readonly program: string;
  /** Whether the image of today starts the same where a file says nothing. */
  readonly isDefault: boolean;
}

/** What is asked of a language about a whole stage: its own instructions and those it is built on, in order. */
export interface StageRun {
  readonly stage: Stage;
  readonly context: RuleContext;
  /** The image of today. */
  readonly reference: Reference;
  readonly steps: readonly Step[];
  readonly runs: readonly Run[];
  /** The working folder at the end. */
  readonly folder: string | null;
  /** The package.json of the build context; null where it is not at hand. */
  readonly packageFile: PackageFile | null;
}

/** A package.json as it was read: untrusted text. */
export interface PackageFile {
  /** As it is shown to people. */
  readonly path: string;
  readonly text: string;
}

/** More characters, or bytes, than this is no package.json that a person has written. */
export const largestPackageFile = 1_000_000;

/** What a command comes to that another file explains. */
export type Resolution =
  | {
      readonly kind: "words";
      readonly words: readonly string[];
      /** Where they are from, as sentences. */
      readonly note: string;
    }
  /** Why it can't be told, as a sentence. */
  | { readonly kind: "stops"; readonly reason: string };

/** The C library that a program is loaded with; `static` for none. */
export type Linkage = "static" | "glibc" | "musl";

/** The same of a program that is copied from its builder; `unknown` says why not, as a sentence. */
export type CopiedLinkage = Linkage | { readonly unknown: string } | null;

/** One language: what its tools leave in a build, and what a container of it needs. Data and pure functions. */
export interface Language {
  /** As people write it: `Node.js`. */
  readonly name: string;
  /** Whether a repository holds images of the language: `docker.io/library/node`. */
  isBase(repository: string): boolean;
  /** Whether an image is one to build with, though it is listed as one that runs: an SDK. */
  isForBuild?(reference: Reference): boolean;
  /** What a command leaves; null for a command that the language does not know. */
  read(run: Run): Effect | null;
  /** System packages that only a build needs, by their whole names. */
  readonly buildPackages: ReadonlySet<string>;
  /** System packages of which the runtime image has what a program needs, by their whole names. */
  readonly ownPackages?: ReadonlySet<string>;
  /** Programs that only a build needs, which COPY may bring from another image: `uv`. */
  readonly buildTools?: ReadonlySet<string>;
  /** Why a container can't be started with these words in the runtime image, as the end of a sentence; null if it can. */
  whyNotStart(words: readonly string[], stage: StageRun): string | null;
  /** What a container is started with where these words only name it: `npm start`; null where they say it. */
  resolve?(words: readonly string[], stage: StageRun): Resolution | null;
  /**
   * The program that the runtime image's ENTRYPOINT starts, where it has one: a CMD that names the program
   * is made the ENTRYPOINT, and a file without either may leave the start to the images.
   */
  entrypoint?(stage: StageRun): Entrypoint | null;
  /** The port that the runtime image listens on where the official one has 80; a swap says so. */
  readonly ownPort?: number;
  /**
   * The runtime image, where it is not just the counterpart of the image of today; a sentence that says why
   * there is none, or null.
   */
  runtime?(stage: StageRun, from: RuntimeSource): Runtime | string | null;
  addition?(stage: StageRun): Addition | null;
  /**
   * What of all that the builder makes goes into the runtime image, given what a container is started with;
   * all of it where this is left out or null.
   */
  copies?(stage: StageRun, words: readonly string[]): readonly string[] | null;
  /** Whether a program may write to what `copies` names, which belongs to its user then. */
  readonly ownsCopies?: boolean;
  /** Whether a step copies one file, which a program only reads: it stays root's. */
  isReadOnly?(step: Step): boolean;
  /**
   * What the program at an absolute path needs of the image that it is copied to; null where nothing that is
   * built in the stage is known to write it. Only the commands of the stage are given, no steps.
   */
  linkage?(stage: StageRun, path: string): CopiedLinkage;
  /** What people may want to do beside. */
  advice?(stage: StageRun): readonly PlanRemark[];
  /** What has to be known before the plan is taken. */
  warnings?(stage: StageRun): readonly PlanRemark[];
  /** Reasons of its own not to go on. */
  stops?(stage: StageRun): readonly PlanRemark[];
}

/** Where a language gets a runtime image from. Every answer is in the catalog and not past its end of life. */
export interface RuntimeSource {
  /** The runtime counterpart of an image: `eclipse-temurin:21-jre`; null where there is none. */
  choose(reference: string): Runtime | null;
  /** The newest hardened image of a repository (`dhi.io/static`) with a tag that fits; null where there is none. */
  newest(repository: string, tag: RegExp): Runtime | null;
  /** The families that are switched on, the preferred one first. */
  readonly families: readonly CounterpartFamily[];
}
