import { serviceFileKind, type ServiceFileKind } from "../project/names";

/** What of a document decides whether we look at it. */
export interface LookedAt {
  readonly languageId: string;
  readonly uri: { readonly scheme: string; readonly path: string };
}

/**
 * As what a document is linted: every Dockerfile, compose and bake file that somebody may be working on,
 * wherever it lies. Null: not at all.
 */
export function kindOf({ languageId, uri }: LookedAt): "dockerfile" | ServiceFileKind | null {
  if (notWorkedOn.has(uri.scheme)) return null;
  if (languageId === "dockerfile") return "dockerfile";
  if (languageId === "dockercompose") return "compose";
  // The language of a bake file is one of several, or none: its name tells.
  return serviceFileKind(uri.path.slice(uri.path.lastIndexOf("/") + 1));
}

export function isLinted(document: LookedAt): boolean {
  return kindOf(document) !== null;
}

export function isDockerfile(document: LookedAt): boolean {
  return kindOf(document) === "dockerfile";
}

export const dockerfiles = { language: "dockerfile" } as const;

/** The names among which compose and bake files are; `serviceFileKind` decides. */
export const serviceFileGlob = "**/*{compose,bake}*.{yaml,yml,hcl,json}";

/** Document selectors for which `isLinted` still has to be asked. */
export const selector = [
  dockerfiles,
  { language: "dockercompose" },
  { pattern: serviceFileGlob },
] as const;

/** What a Dockerfile would be after its plan; `hardenedUri.ts` has the rest of such a URI. */
export const hardenedScheme = "drydock-hardened";

/** Text that came with evidence: somebody else's, which nobody can change here. */
export const evidenceScheme = "drydock-evidence";

/** Whether a document is only looked at: nothing in it is to be fixed, swapped or hardened. */
export function isForeign({ uri }: Pick<LookedAt, "uri">): boolean {
  return uri.scheme === evidenceScheme;
}

/** Other states of files, shown beside the file itself, and text that a program printed. */
const notWorkedOn: ReadonlySet<string> = new Set([
  hardenedScheme,
  "chat-editing-snapshot-text-model",
  "chat-editing-text-model",
  "git",
  "gitfs",
  "gitlens",
  "gitlens-git",
  "output",
  "pr",
  "review",
  "scm-history-item",
  "svn",
  "vscode-bulkeditpreview-editor",
  "vscode-local-history",
  "walkThroughSnippet",
]);

/** The names that are taken for Dockerfiles, as the command line does; `isDockerfileName` decides. */
export const dockerfileGlob =
  "**/{Dockerfile,Dockerfile.*,*.Dockerfile,*.dockerfile,Containerfile,Containerfile.*}";
