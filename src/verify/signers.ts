import type { CertificateClaims } from "./certificate";
import { identityText } from "./expectations";
import type { SignedBy } from "./verdict";

/** A signer whom a policy believes. Everything is compared exactly; a field that is null is not asked for. */
export type TrustedSigner =
  | {
      readonly kind: "identity";
      readonly identity: string;
      readonly issuer: string;
      /** The trusted root that the certificate has to lead to. */
      readonly root: string | null;
      readonly source: string | null;
    }
  | {
      readonly kind: "workflow";
      /** `docker/github-builder`, on GitHub. */
      readonly repository: string;
      /** The names of the workflow files; empty for any in the repository's workflows. */
      readonly files: readonly string[];
      /** Refs as written, `refs/heads/main`; `version-tag` stands for `refs/tags/v1.2.3`, `release-tag` for `refs/tags/v1` too. */
      readonly refs: readonly string[];
      readonly runner: string | null;
      readonly root: string | null;
      /** The repository whose code was built: `https://github.com/moby/buildkit`. */
      readonly source: string | null;
    }
  | {
      readonly kind: "key";
      /** SHA-256 of its SPKI in base64. */
      readonly hint: string;
      readonly name: string;
    };

export const githubIssuer = "https://token.actions.githubusercontent.com";

/** Whether a verified signature is by this signer. */
export function isBy(signedBy: SignedBy, signer: TrustedSigner): boolean {
  if (signer.kind === "key" || signedBy.kind === "key") {
    return signer.kind === "key" && signedBy.kind === "key" && signedBy.key.hint === signer.hint;
  }
  const { claims, root } = signedBy;
  if (signer.root !== null && signer.root !== root) return false;
  if (signer.source !== null && signer.source !== claims.sourceRepository) return false;
  return signer.kind === "identity"
    ? claims.identity === signer.identity && claims.issuer === signer.issuer
    : isWorkflow(claims, signer);
}

/** A signer for people: `identity (issuer)`, `workflows of docker/github-builder`, `key dhi-2`. */
export function trustedSignerText(signer: TrustedSigner): string {
  switch (signer.kind) {
    case "identity":
      return identityText(signer);
    case "workflow": {
      const of = signer.source === null ? "" : ` for ${signer.source}`;
      return `${signer.files.join(" or ") || "workflows"} of github.com/${signer.repository}${of}`;
    }
    case "key":
      return `key ${signer.name}`;
  }
}

/** The parts of the identity of a GitHub workflow; null for any other identity. */
export function workflowOf(
  identity: string,
): { readonly repository: string; readonly file: string; readonly ref: string } | null {
  const match =
    /^https:\/\/github\.com\/([\w.-]+\/[\w.-]+)\/\.github\/workflows\/([\w.-]+\.ya?ml)@([^@\s]+)$/.exec(
      identity,
    );
  const [, repository, file, ref] = match ?? [];
  if (repository === undefined || file === undefined || ref === undefined) return null;
  return { repository, file, ref };
}

/** Branches and commits are named one by one: a commit may be of a fork, and is reached under the parent's name. */
const tagPatterns: Readonly<Record<string, RegExp>> = {
  "version-tag": /^refs\/tags\/v\d+\.\d+\.\d+$/,
  "release-tag": /^refs\/tags\/v\d[\w.]*$/,
};

function isWorkflow(
  claims: CertificateClaims,
  signer: Extract<TrustedSigner, { kind: "workflow" }>,
): boolean {
  if (claims.issuer !== githubIssuer) return false;
  if (signer.runner !== null && signer.runner !== claims.runner) return false;
  // The certificate names the workflow twice, and GitHub writes both.
  if (claims.buildSigner !== null && claims.buildSigner !== claims.identity) return false;
  const workflow = workflowOf(claims.identity);
  return (
    workflow !== null &&
    workflow.repository === signer.repository &&
    (signer.files.length === 0 || signer.files.includes(workflow.file)) &&
    signer.refs.some((ref) =>
      Object.hasOwn(tagPatterns, ref) ? tagPatterns[ref]?.test(workflow.ref) : ref === workflow.ref,
    )
  );
}
