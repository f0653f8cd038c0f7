import type { Stage } from "../../dockerfile/model";
import {
  formatReference,
  parseReference,
  type Reference,
  withDefaultTag,
} from "../../image/reference";
import type { Language } from "./language";
import { languages } from "./languages/index";

/** The language that an image holds; null where it is none that plans are made for. */
export function languageOf(reference: Reference): Language | null {
  const repository = `${reference.registry}/${reference.path}`;
  return languages.find((it) => it.isBase(repository)) ?? null;
}

/** The image that a stage names in its FROM; null where that is none, or only the build can tell. */
export function imageOf({ base }: Stage): Reference | null {
  if (base.kind !== "image" || !base.complete) return null;
  const reference = parseReference(base.reference);
  return reference === null ? null : withDefaultTag(reference);
}

/**
 * Where relative paths before the first WORKDIR start, for images that are known to start there as well as
 * their hardened counterparts do: docker-library/golang in /go, the others in /.
 */
export function startFolder(reference: Reference): string | null {
  const name = /^docker\.io\/library\/([\w-]+)[:@]/.exec(formatReference(reference))?.[1] ?? "";
  return name === "golang" ? "/go" : startAtRoot.test(name) ? "/" : null;
}

const startAtRoot = /^(?:alpine|busybox|debian|eclipse-temurin|openjdk|python|ubuntu)$/;
