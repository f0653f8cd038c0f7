// docker-library/official-images: library/<name>, paragraphs of `Key: value` lines.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The Linux tags of every official image, in the shape of the collected official-tags.json. */
export function readTags(folder, { commit, date }) {
  const names = readdirSync(join(folder, "library")).sort();
  const images = names.map((name) => [
    name,
    entries(readFileSync(join(folder, "library", name), "utf8")),
  ]);
  return {
    meta: {
      source: "docker-library/official-images library/*",
      commit,
      date: date.slice(0, 10),
    },
    images: Object.fromEntries(images),
  };
}

function entries(text) {
  const [head, ...paragraphs] = text
    .split("\n")
    .filter((line) => !line.startsWith("#"))
    .join("\n")
    .split(/\n\s*\n/)
    .map(fields)
    .filter((it) => it.size > 0);
  if (head === undefined) return [];
  const all = head.has("Tags") ? [head, ...paragraphs] : paragraphs;
  return all
    .filter((it) => it.has("Tags"))
    .map((it) => {
      const value = (key) => it.get(key) ?? head.get(key);
      return {
        tags: list(it.get("Tags")),
        shared: list(it.get("SharedTags")),
        arches: list(value("Architectures") ?? "amd64"),
        dir: value("Directory") ?? ".",
      };
    })
    .filter(({ arches }) => arches.some((architecture) => !architecture.startsWith("windows-")));
}

/** A line that begins with a blank goes on with the value before it. */
function fields(paragraph) {
  const joined = paragraph.replace(/\n[ \t]+/g, " ");
  const pairs = joined.split("\n").map((line) => /^([^\s:]+):\s*(.*)$/.exec(line));
  return new Map(pairs.filter((it) => it !== null).map(([, key, value]) => [key, value.trim()]));
}

function list(text) {
  return (text ?? "")
    .split(",")
    .map((it) => it.trim())
    .filter((it) => it !== "");
}

/**
 * What is known of users, for a newer list of tags: each image keeps what was read of the Dockerfile in the
 * same folder, else of one that shares a tag; a new one is unknown.
 */
export function usersFor(tags, users) {
  const known = new Map(users.images.map((image) => [image.image, image.variants]));
  const images = Object.entries(tags.images).map(([image, listed]) => ({
    image,
    variants: listed.map((entry) => variantFor(entry, known.get(image) ?? [])),
  }));
  return { ...users, images };
}

function variantFor(entry, variants) {
  const shares = (variant) => variant.tags.some((tag) => entry.tags.includes(tag));
  const known = variants.find((it) => it.directory === entry.dir && shares(it));
  const read = known ?? variants.find(shares) ?? variants.find((it) => it.directory === entry.dir);
  return { ...(read ?? unknown), tags: entry.tags, sharedTags: entry.shared, arches: entry.arches };
}

const unknown = { effectiveUser: null, basis: null, usersCreated: [] };
