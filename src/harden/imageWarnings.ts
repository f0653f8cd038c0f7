import type { ImageFacts } from "../image/catalog";
import { isProgram } from "./breakage/start";

/** What differs between two images for any file that uses them, as far as both or the new one tell. */
export function startWarnings(
  old: ImageFacts | null,
  next: ImageFacts,
  name: string,
): readonly string[] {
  const warnings: string[] = [];
  if (next.shell === false)
    warnings.push("RUN, and CMD, ENTRYPOINT and HEALTHCHECK in the shell form, need a shell.");
  const { entrypoint, ports, workdir, user } = next;
  if (
    entrypoint != null &&
    isProgram(entrypoint) &&
    old?.entrypoint?.join(" ") !== entrypoint.join(" ")
  )
    warnings.push(`Its ENTRYPOINT is ${entrypoint.join(" ")}: a CMD is arguments to it.`);
  const [port] = ports ?? [];
  if (port !== undefined && /\/(?:nginx|httpd):/.test(name) && !/^(?:80|443)\//.test(port))
    warnings.push(`It listens on ${port.split("/")[0] ?? port}.`);
  if (workdir != null && workdir !== "/" && old?.workdir !== workdir)
    warnings.push(`Its WORKDIR is ${workdir}.`);
  if (user?.value.uid === 0 && next.variant !== "dev") warnings.push("It runs as root.");
  return warnings;
}
