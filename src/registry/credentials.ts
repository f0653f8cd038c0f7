/** How a person is known to a registry. Never logged. */
export type Credential =
  | { readonly kind: "basic"; readonly username: string; readonly password: string }
  /** An OAuth 2 refresh token; some registries want a user name and password where they know none of these. */
  | {
      readonly kind: "identity";
      readonly token: string;
      readonly username: string;
      readonly password: string;
    }
  /** Sent as it is. */
  | { readonly kind: "bearer"; readonly token: string };

/**
 * The credential for a repository, its registry compared whole; null to be anonymous. Rejects with a
 * RegistryError `credentials` where there is one that can't be had.
 */
export type Credentials = (
  repository: { readonly registry: string; readonly path: string },
  signal: AbortSignal,
) => Promise<Credential | null>;

export const anonymous: Credentials = () => Promise.resolve(null);
