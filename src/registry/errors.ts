/**
 * Why an image or its evidence could not be read. The message is a clause for the log and for
 * `registryErrorText`, which alone makes sentences for people.
 */
export class RegistryError extends Error {
  override readonly name = "RegistryError";

  constructor(
    readonly code: RegistryErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** An image among several, as a layout or archive lists it. */
export interface ImageChoice {
  readonly digest: string;
  /** Its tags or names as written; there may be none. */
  readonly names: readonly string[];
}

/** There are several images, and nobody said which one is meant. */
export class AmbiguousImage extends RegistryError {
  constructor(
    message: string,
    /** What there is to choose from, in the order in which it is listed. */
    readonly choices: readonly ImageChoice[],
  ) {
    super("ambiguous", message);
  }
}

export type RegistryErrorCode =
  | "cancelled"
  | "timeout"
  | "unreachable"
  | "certificate"
  | "refused"
  | "unauthorized"
  | "credentials"
  | "not-found"
  | "rate-limited"
  | "server"
  | "too-large"
  | "wrong-digest"
  | "wrong-type"
  | "malformed"
  | "offline"
  | "unreadable"
  | "ambiguous"
  | "no-platform";

/** Whether there is no such thing, rather than that it can't be reached or read now. */
export function isAbsent({ code }: RegistryError): boolean {
  return absent.has(code);
}

const absent: ReadonlySet<RegistryErrorCode> = new Set<RegistryErrorCode>([
  "not-found",
  "malformed",
  "ambiguous",
  "no-platform",
]);

/** The error as one or two sentences that name the thing and the way out; for anything that was thrown. */
export function registryErrorText(error: unknown): string {
  if (!(error instanceof RegistryError))
    return `This could not be read: ${error instanceof Error ? error.message : String(error)}.`;
  const wayOut = waysOut[error.code];
  return wayOut === undefined ? `${error.message}.` : `${error.message}. ${wayOut}`;
}

const waysOut: Partial<Record<RegistryErrorCode, string>> = {
  timeout: "Try again, or check the network and proxy.",
  unreachable: "Check the name of the registry, the network and the proxy.",
  certificate:
    "If the registry has a certificate of your own authority, name its file in NODE_EXTRA_CA_CERTS or with --ca; if it speaks plain HTTP, name it with --insecure-registry.",
  refused: "Nothing was sent there.",
  unauthorized: "Log in with `docker login` or `podman login`, or check the name of the image.",
  credentials: "Check the credential helper and the configuration file of Docker or Podman.",
  "not-found": "Check the name, the tag, and whether you may read it.",
  "rate-limited": "Wait, or log in: most registries allow more then.",
  server: "Try again later.",
  "too-large": "So much is not read.",
  "wrong-digest": "What came is not what was asked for, so it was not used.",
  "wrong-type": "Is this the address of a registry?",
  offline: "Run it once without --offline, or ask the registry again.",
};
