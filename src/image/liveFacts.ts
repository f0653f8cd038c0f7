import type { Platform } from "./artifact";
import type { Fact, ImageFacts, UserFact } from "./catalog";

/** What a registry said about exactly one image, and when. What it did not say is null, with the reason. */
export interface LiveFacts {
  /** `docker.io/library/node:24` */
  readonly reference: string;
  /** The registry that was asked. */
  readonly registry: string;
  readonly askedAt: Date;
  /** The digest of the manifest for the platform. */
  readonly digest: string | null;
  readonly platform: Platform | null;
  readonly config: LiveConfig | null;
  /** The sum of its layers as they are transferred. */
  readonly compressedBytes: number | null;
  /** All tags of the repository. */
  readonly tags: readonly string[] | null;
  /** Sentences: what was not answered, or answered wrongly. */
  readonly problems: readonly string[];
}

/** What an image says of itself: its config, and the sum of its layers as they are transferred. */
export type OwnFacts = Pick<LiveFacts, "config" | "compressedBytes" | "problems">;

/** The config of an image, as the OCI image specification has it. */
export interface LiveConfig {
  /** As written: `node`, `1000:1000`; empty for root. */
  readonly user: string;
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** `8080/tcp` */
  readonly ports: readonly string[];
  readonly workdir: string;
}

/**
 * What is known of an image offline, with what its registry says in place of it. What the registry did not say
 * stays as it was: a wrong or missing answer takes nothing away.
 * @param facts null where the catalog does not know the image
 */
export function withLiveFacts(facts: ImageFacts | null, live: LiveFacts): ImageFacts | null {
  const { config, compressedBytes, registry, askedAt } = live;
  if (config === null && compressedBytes === null) return facts;
  const known = facts ?? unknownImage(live.reference);
  const stamped = <T>(value: T): Fact<T> => ({
    value,
    source: registry,
    date: askedAt.toISOString().slice(0, 10),
  });
  return {
    ...known,
    compressedBytes: compressedBytes === null ? known.compressedBytes : stamped(compressedBytes),
    ...(config === null
      ? {}
      : {
          user: stamped(userOf(config.user, known)),
          entrypoint: config.entrypoint,
          cmd: config.cmd,
          ports: config.ports,
          workdir: config.workdir,
          environment: config.environment,
        }),
  };
}

/** The uid behind a user: its own number, or that of the name where it is known offline. */
function userOf(written: string, { user, otherUsers }: ImageFacts): UserFact {
  const [name = ""] = written.split(":");
  if (name === "" || name === "root") return { value: written, uid: 0 };
  if (/^\d{1,10}$/.test(name)) return { value: written, uid: Number(name) };
  const same = user?.value.value === written ? user.value.uid : null;
  const named = otherUsers.find((other) => other.name === name)?.uid ?? null;
  return { value: written, uid: same ?? named };
}

function unknownImage(reference: string): ImageFacts {
  return {
    reference,
    family: "other",
    kind: null,
    user: null,
    otherUsers: [],
    allUsersKnown: false,
    dropsPrivileges: null,
    shell: null,
    packageManager: null,
    compressedBytes: null,
    packages: null,
    endOfLife: [],
    moved: null,
    environment: {},
    lighter: null,
  };
}
