import { externalImages } from "../externalImages";
import { shortName } from "../imageName";
import type { Rule } from "../rule";

export const unapprovedRegistry: Rule = {
  id: "unapproved-registry",
  summary: "An image comes from a registry that is not approved",
  why:
    "Whoever controls a registry controls what is built on its images. A list of approved registries keeps " +
    "typing errors, look-alike names and private experiments out of what ships.",
  severity: { recommended: "error", strict: "error" },
  *check(context) {
    const { allow, deny } = context.settings.registries;
    if (allow.length === 0 && deny.length === 0) return;
    const allowed = allow.map(normalize);
    const denied = deny.map(normalize);
    for (const { reference, stage, word } of externalImages(context)) {
      const place = normalize(`${reference.registry}/${reference.path}`);
      const match = denied.find((entry) => covers(entry, place));
      const name = shortName(reference);
      if (match !== undefined)
        yield { stage, span: word.span, message: `${name} comes from ${match}, which is denied.` };
      else if (allowed.length > 0 && !allowed.some((entry) => covers(entry, place)))
        yield {
          stage,
          span: word.span,
          message: `${name} comes from ${reference.registry}, and no approved registry covers it.`,
        };
    }
  },
};

/** Host and path, the Hub's own other names taken for the Hub; an entry may end in a slash. */
function normalize(entry: string): string {
  const trimmed = entry.trim().replace(/\/$/, "");
  const slash = trimmed.indexOf("/");
  const host = (slash === -1 ? trimmed : trimmed.slice(0, slash)).toLowerCase();
  const path = slash === -1 ? "" : trimmed.slice(slash);
  return `${hubNames.has(host) ? "docker.io" : host}${path}`;
}

const hubNames: ReadonlySet<string> = new Set(["index.docker.io", "registry-1.docker.io"]);

const covers = (entry: string, place: string) => place === entry || place.startsWith(`${entry}/`);
