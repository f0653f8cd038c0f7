import type { Stage } from "../dockerfile/model";
import { parseReference } from "../image/reference";

/**
 * Whether a stage's image is a Windows one: by the platform asked for, or by the names under which
 * Windows images are published. There is no uid 0 there, so what holds for root does not.
 */
export function isWindowsStage(stage: Stage, platform: string): boolean {
  const { root } = stage;
  const asked = root.platform?.value ?? platform;
  if (/^windows(?:\/|$)/i.test(asked)) return true;
  if (root.base.kind !== "image") return false;
  const reference = parseReference(root.base.reference);
  if (reference === null) return false;
  const isPublisher =
    reference.registry === "mcr.microsoft.com" || reference.path.startsWith("microsoft/");
  if (
    isPublisher &&
    /(?:^|\/)windows(?:\/|servercore|nanoserver|$)|^microsoft\/(?:windowsservercore|nanoserver)/.test(
      reference.path,
    )
  )
    return true;
  return /windowsservercore|nanoserver/.test(`${reference.path}:${reference.tag ?? ""}`);
}
