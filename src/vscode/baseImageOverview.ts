import { imageStates, type ImageState, type UsedImage } from "./baseImages";

/** What one file uses, or why that is not known. */
export interface ImageFile {
  /** Its identity, a URI. */
  readonly key: string;
  /** As people are shown it: relative to its workspace folder, with `/`. */
  readonly path: string;
  readonly images: readonly UsedImage[];
  /** Why it could not be read, or not as a whole: a sentence; null where it could. */
  readonly problem: string | null;
}

/** The scheme of documents that were never saved, so that there is no file. */
export const unsavedScheme = "untitled";

export function isSaved({ key }: Pick<ImageFile, "key">): boolean {
  return !key.startsWith(`${unsavedScheme}:`);
}

/** The images of a workspace by what there is to do about them. */
export interface Overview {
  /** The gravest state first; those of no image are left out. */
  readonly groups: readonly ImageGroup[];
  /** Files that could not be read, in the order of their paths. */
  readonly unread: readonly ImageFile[];
  readonly counts: OverviewCounts;
}

export interface OverviewCounts {
  /** Files that were looked at, read or not. */
  readonly files: number;
  /** Different images; one that is in two states is one image. */
  readonly images: number;
  readonly places: number;
  readonly hardened: number;
}

export interface ImageGroup {
  readonly state: ImageState;
  /** In alphabetical order. */
  readonly images: readonly ListedImage[];
  readonly places: number;
}

/** An image in one of its states, with the places that use it so. */
export interface ListedImage {
  readonly state: ImageState;
  readonly name: string;
  readonly reference: string | null;
  /** By file, then by line; at least one. */
  readonly places: readonly ListedPlace[];
  /** What could take its place, each image once. */
  readonly targets: readonly string[];
}

export interface ListedPlace {
  readonly file: Pick<ImageFile, "key" | "path">;
  readonly image: UsedImage;
}

/** Puts what the files of a workspace use in order; the time grows with the places, but for sorting. */
export function overviewOf(files: Iterable<ImageFile>): Overview {
  const inOrder = [...files].sort((one, other) => compareText(one.path, other.path));
  const places = inOrder.flatMap((file) =>
    file.images.map((image): ListedPlace => ({ file, image })),
  );
  const byState = new Map<ImageState, Map<string, ListedPlace[]>>();
  for (const place of places) {
    const images = entry(byState, place.image.state, () => new Map<string, ListedPlace[]>());
    entry(images, identityOf(place.image), () => []).push(place);
  }
  const groups = imageStates.flatMap((state): ImageGroup[] => {
    const images = [...(byState.get(state)?.values() ?? [])].flatMap(listedImage);
    if (images.length === 0) return [];
    images.sort((one, other) => compareText(one.name, other.name));
    return [{ state, images, places: images.reduce((sum, one) => sum + one.places.length, 0) }];
  });
  const hardened = groups.find(({ state }) => state === "hardened")?.images.length ?? 0;
  const images = new Set(places.map(({ image }) => identityOf(image))).size;
  return {
    groups,
    unread: inOrder.filter(({ problem }) => problem !== null),
    counts: { files: inOrder.length, images, places: places.length, hardened },
  };
}

function listedImage(places: readonly ListedPlace[]): ListedImage[] {
  const [first] = places;
  if (first === undefined) return [];
  const { state, name, reference } = first.image;
  const targets = new Set(places.flatMap(({ image }) => image.swap?.target ?? []));
  return [{ state, name, reference, places, targets: [...targets] }];
}

/** What has no reference is the same where it is written alike. */
const identityOf = ({ reference, name }: UsedImage) => reference ?? `written ${name}`;

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

const compareText = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

/** Where a place is, for people: `api/Dockerfile:3`. */
export function placeText({ file, image }: ListedPlace): string {
  return `${file.path}:${image.range.start.line + 1}`;
}
