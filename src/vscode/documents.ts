/** What of a document decides whether we look at it. */
export interface DocumentKind {
  readonly languageId: string;
  readonly uri: { readonly scheme: string };
}

export const languageId = "dockerfile";

/** Whether a document is linted: every Dockerfile that somebody may be working on, wherever it lies. */
export function isLinted({ languageId: language, uri }: DocumentKind): boolean {
  return language === languageId && !notWorkedOn.has(uri.scheme);
}

/** The language of a document selector for which `isLinted` still has to be asked. */
export const selector = { language: languageId } as const;

/** Older states of files, shown beside the file itself, and text that a program printed. */
const notWorkedOn: ReadonlySet<string> = new Set([
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
  "vscode-local-history",
  "walkThroughSnippet",
]);

/** The names that are taken for Dockerfiles, as the command line does; `isDockerfileName` decides. */
export const dockerfileGlob =
  "**/{Dockerfile,Dockerfile.*,*.Dockerfile,*.dockerfile,Containerfile,Containerfile.*}";
