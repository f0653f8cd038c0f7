import type { Stage } from "../dockerfile/model";
import type { ImageFacts } from "../image/catalog";
import { createdUser } from "./createdUsers";
import type { EffectiveUser } from "./rule";

/**
 * The user that a container of a stage starts as: the last USER in the chain, else the external
 * image's own, else unknown; never "root" for want of knowledge.
 *
 * @param facts what is known of the external image at the end of the chain
 * @param isWindows uid 0 means nothing there
 */
export function effectiveUser(
  stage: Stage,
  facts: ImageFacts | null,
  isWindows: boolean,
): EffectiveUser {
  const { user } = stage;
  if (user.origin === "none") {
    const value = user.scratch ? "" : null;
    return { value, privilege: user.scratch ? "root" : "unknown", origin: "none", span: null };
  }
  if (user.origin === "base") {
    const value = facts?.user?.value.value ?? null;
    const uid = facts?.user?.value.uid ?? null;
    const privilege =
      uid === 0 && !isWindows ? "root" : privilegeOf(value, stage, facts, isWindows);
    return { value, privilege, origin: "base", span: null };
  }
  return {
    value: user.value,
    privilege: privilegeOf(user.value, stage, facts, isWindows),
    origin: user.origin,
    span: user.span,
  };
}

/**
 * Decides as the container runtime does: the part before the first colon is a uid where it reads as
 * a number, else a name; nothing at all is uid 0. The group does not count.
 * Source: moby/sys user.GetExecUserPath.
 */
export function privilegeOf(
  value: string | null,
  stage: Stage,
  facts: ImageFacts | null,
  isWindows: boolean,
): EffectiveUser["privilege"] {
  if (value === null) return "unknown";
  if (isWindows) return value.toLowerCase() === "containeruser" ? "nonroot" : "unknown";
  if (isLinuxRoot(value)) return "root";
  const name = value.split(":")[0] ?? "";
  if (/^[+-]?\d+$/.test(name)) return "nonroot";
  const created = createdUser(stage, name);
  const known = facts?.otherUsers.find((user) => user.name === name);
  if (created?.isComputed === true) return "unknown";
  return (created?.uid ?? known?.uid) === 0 ? "root" : "nonroot";
}

/** Whether a user is root whatever the image's /etc/passwd says: by its number, its name, or for want of one. */
export function isLinuxRoot(value: string): boolean {
  const name = value.split(":")[0] ?? "";
  return name === "" || name === "root" || /^[+-]?0+$/.test(name);
}
