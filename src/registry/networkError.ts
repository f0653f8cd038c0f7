import { RegistryError } from "./errors";

/** What Node says when no answer came, as an error of ours. */
export function networkError(cause: unknown, url: URL, signal: AbortSignal): RegistryError {
  if (cause instanceof RegistryError) return cause;
  if (signal.aborted) return new RegistryError("cancelled", "This was cancelled", { cause });
  const code = codeOf(cause);
  const known = Object.hasOwn(reasons, code) ? reasons[code] : undefined;
  if (known !== undefined) return new RegistryError("unreachable", known(url.host), { cause });
  if (/CERT|SIGN|ISSUER|TLS_/.test(code))
    return new RegistryError(
      "certificate",
      `${url.host} has a certificate that is not trusted (${code})`,
      {
        cause,
      },
    );
  if (isPlain(cause))
    return new RegistryError("certificate", `${url.host} does not speak HTTPS`, { cause });
  if (code.startsWith("HPE_"))
    return new RegistryError("wrong-type", `${url.host} does not speak HTTP`, { cause });
  return new RegistryError("unreachable", `${url.host} can't be reached (${code || "no reason"})`, {
    cause,
  });
}

/** The host speaks plain HTTP on the port where HTTPS was tried. */
export function isPlain(error: unknown): boolean {
  const cause = error instanceof RegistryError ? error.cause : error;
  return /^(?:EPROTO|ERR_SSL_)/.test(codeOf(cause));
}

const reasons: Readonly<Record<string, (host: string) => string>> = {
  ENOTFOUND: (host) => `There is no host ${host}`,
  EAI_AGAIN: (host) => `The name ${host} can't be looked up now`,
  ECONNREFUSED: (host) => `Nobody answers at ${host}`,
  ECONNRESET: (host) => `${host} broke the connection off`,
  EHOSTUNREACH: (host) => `There is no way to ${host}`,
  ENETUNREACH: (host) => `There is no network to reach ${host}`,
  ETIMEDOUT: (host) => `${host} did not answer in time`,
};

/** Several addresses that all failed are one error with the others inside. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
