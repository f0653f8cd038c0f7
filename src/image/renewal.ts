import type { Asked } from "./askedImage";
import type { Catalog } from "./catalog";
import { candidatesOf, dropEnded, type Chosen } from "./choice";
import type { StageRole } from "./counterparts";
import type { Reference } from "./reference";
import { withDefaultTag } from "./reference";

/** What has to be known of an image to say what is gained and lost. */
export type Replaced = Pick<Asked, "reference" | "role" | "today" | "facts">;

/**
 * The same image on the next release of Debian, for one of Google's whose support is over: their names carry
 * the release (`static-debian12`). Not Python, which is another version on each release.
 *
 * @returns null where it is supported still, and where the newer one does not have the tag
 */
export function renewed(
  catalog: Catalog,
  given: Reference,
  role: StageRole,
  today: string,
): { readonly asked: Replaced; readonly chosen: Omit<Chosen, "image"> } | null {
  const reference = withDefaultTag(given);
  const [, name, release] = /^distroless\/(.+)-debian(\d+)$/.exec(reference.path) ?? [];
  const { tag } = reference;
  if (reference.registry !== "gcr.io" || name === undefined || release === undefined) return null;
  if (tag === null || name.startsWith("python")) return null;
  const facts = catalog.lookup(reference);
  const all = facts?.endOfLife ?? [];
  const own = all.filter(({ product }) => product.startsWith("Distroless"));
  const isOver = (own.length > 0 ? own : all).some(({ date }) => date < today);
  if (!isOver) return null;
  const prefix = `gcr.io/distroless/${name}-debian`;
  const newer = catalog.repositories
    .filter((it) => it.startsWith(prefix))
    .map((it) => it.slice(prefix.length))
    .filter((it) => /^\d+$/.test(it) && Number(it) > Number(release))
    .sort((a, b) => Number(a) - Number(b));
  const to = newer.find((it) =>
    dropEnded(today, candidatesOf(catalog, prefix + it)).living.some((one) => one.tag === tag),
  );
  if (to === undefined) return null;
  const debian = (of: string) => ({ family: "debian", release: of }) as const;
  return {
    asked: { reference, role, today, facts },
    chosen: {
      reference: prefix + to + (tag === "latest" ? "" : `:${tag}`),
      differences: [{ code: "other-release", from: debian(release), to: debian(to), said: true }],
    },
  };
}
