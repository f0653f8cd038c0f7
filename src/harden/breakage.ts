import type { Stage } from "../dockerfile/model";
import type { Span } from "../dockerfile/position";
import type { ImageFacts } from "../image/catalog";
import type { StageRole } from "../image/counterparts";
import { ownImages } from "./ownImages";
import { contextOf, contextWith } from "../lint/reading";
import type { LintRequest } from "../lint/result";
import type { RuleContext, RuleFix } from "../lint/rule";
import { fileBreakage } from "./breakage/files";
import { folderBreakage } from "./breakage/folders";
import { homeBreakage } from "./breakage/homes";
import { packageBreakage } from "./breakage/packages";
import { rootBreakage } from "./breakage/root";
import { serverBreakage } from "./breakage/servers";
import { serviceBreakage } from "./breakage/services";
import { shellBreakage } from "./breakage/shell";
import { startBreakage } from "./breakage/start";
import { stateBreakage } from "./breakage/state";
import { userBreakage } from "./breakage/users";
import { webServerBreakage } from "./breakage/webServers";

/** Blocker: the build or the container would fail, or nobody would reach it. Warning: it works, or may not, and has to be known. */
export type BreakageKind = "blocker" | "warning";

export type BreakageCode =
  // Blockers
  | "run"
  | "run-as-user"
  | "shell-form"
  | "shell-script"
  | "shell"
  | "healthcheck"
  | "tool"
  | "package-manager"
  | "foreign-packages"
  | "helper-scripts"
  | "unknown-user"
  | "undefined-variable"
  | "arguments-only"
  | "arguments-of-entrypoint"
  | "old-entrypoint"
  | "moved-files"
  | "copied-path"
  | "platform"
  | "other-conventions"
  | "data-folder"
  | "steps-down"
  | "root-folder"
  | "working-directory"
  | "shared"
  | "socket"
  | "missing-arguments"
  | "unheard"
  | "open-database"
  // Warnings
  | "login"
  | "own-entrypoint"
  | "workdir"
  | "path"
  | "port"
  | "privileged-port"
  | "server-settings"
  | "volume"
  | "file-owner"
  | "data-owner"
  | "certificates"
  | "time-zone"
  | "release-name"
  | "unknown-tool"
  | "older-libraries"
  | "unknown-command"
  | "environment"
  | "volume"
  | "rights"
  | "ships-build-image"
  | "difference";

/** One thing that a swap would change, at the place where it would. */
export interface Breakage {
  readonly kind: BreakageKind;
  readonly code: BreakageCode;
  /** A sentence. */
  readonly message: string;
  readonly span: Span;
  /** What would settle it, null where nothing is known to. */
  readonly fix: RuleFix | null;
}

/** The image of one FROM in exchange for another, as the checks look at it. */
export interface Exchange {
  /** The file as it is. */
  readonly before: RuleContext;
  /** The same file, its places the same, as if the FROM named the other image. */
  readonly after: RuleContext;
  /** The FROM, in `after`. */
  readonly root: Stage;
  readonly role: StageRole;
  /** What is known of the image of today. */
  readonly old: ImageFacts | null;
  readonly next: ImageFacts;
  /** How the other image is called: `dhi.io/node:24`. */
  readonly name: string;
  /** The stages of `after` that stand on the FROM, in order, itself among them. */
  readonly stages: readonly Stage[];
  /** Those of them that ship, or that are images of their own. */
  readonly shipped: readonly Stage[];
}

/**
 * What changes when the image of a FROM is replaced, found in the text alone: for every stage whose chain
 * ends there. What is wrong already is not told.
 *
 * @param root the FROM, a stage of `contextOf(request)`
 * @param name the reference that would be written
 */
export function breakageOf(
  request: LintRequest,
  root: Stage,
  role: StageRole,
  next: ImageFacts,
  name: string,
): readonly Breakage[] {
  const before = contextOf(request);
  const after = contextWith(request, root, next);
  const newRoot = after.dockerfile.stages[root.index] ?? root;
  const stages = after.dockerfile.stages.filter((stage) => stage.root === newRoot);
  const shipped = [...after.shipped.map(({ stage }) => stage), ...ownImages(after)].filter(
    (it) => it.root === newRoot,
  );
  const old = before.facts(root);
  const exchange = { before, after, root: newRoot, role, old, next, name, stages, shipped };
  const found = checks.flatMap((check) => [...check(exchange)]);
  return found.sort((a, b) => kindOrder(a) - kindOrder(b) || a.span.start - b.span.start);
}

const checks: readonly ((exchange: Exchange) => Iterable<Breakage>)[] = [
  shellBreakage,
  packageBreakage,
  userBreakage,
  startBreakage,
  homeBreakage,
  folderBreakage,
  fileBreakage,
  webServerBreakage,
  rootBreakage,
  stateBreakage,
  serverBreakage,
  serviceBreakage,
];

const kindOrder = ({ kind }: Breakage) => (kind === "blocker" ? 0 : 1);
