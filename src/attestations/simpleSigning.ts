import type { JsonValue } from "./json";
import { field, textField } from "./jsonFields";

/** The payload that cosign signs: which manifest, under which name. */
export interface SimpleSigning {
  /** `cosign container image signature`, as written. */
  readonly type: string | null;
  /** `sha256:…` as written. */
  readonly digest: string | null;
  /** The repository that it was signed for, as written. */
  readonly reference: string | null;
  /** What Docker adds where the manifest is an attestation: the statement's type, predicate type and subject. */
  readonly statement: {
    readonly type: string | null;
    readonly predicateType: string | null;
    /** `dhi/bun@sha256:…` */
    readonly subject: string | null;
  };
  /** A sentence where the payload can be read in two ways; null where it can't. */
  readonly ambiguity: string | null;
}

/** Reads a payload of simple signing (containers/image docs/containers-signature.5.md, as cosign writes it). */
export function readSimpleSigning(value: JsonValue, ambiguity: string | null): SimpleSigning {
  const critical = field(value, "critical");
  const optional = field(value, "optional");
  return {
    type: textField(critical, "type"),
    digest: textField(field(critical, "image"), "docker-manifest-digest"),
    reference: textField(field(critical, "identity"), "docker-reference"),
    statement: {
      type: textField(optional, "type"),
      predicateType: textField(optional, "predicateType"),
      subject: textField(optional, "subject"),
    },
    ambiguity,
  };
}
