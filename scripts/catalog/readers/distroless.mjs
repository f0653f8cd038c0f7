// GoogleContainerTools/distroless: the tables of its README, which name every image, tag and architecture.
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The published images, in the shape of the collected distroless.json. */
export function readImages(folder, { commit, date }) {
  const readme = readFileSync(join(folder, "README.md"), "utf8");
  const build = readFileSync(join(folder, "BUILD"), "utf8");
  const standard = /^DEFAULT_DISTRO = "(\w+)"$/m.exec(build)?.[1];
  const rows = [...readme.matchAll(/^\| (gcr\.io\/distroless\/\S+) +\| ([^|]+)\|([^|]+)\|$/gm)];
  return {
    meta: { source: "GoogleContainerTools/distroless", commit, date: date.slice(0, 10) },
    images: rows.map(([, image, tags, architectures]) => ({
      image,
      unsuffixedAlias: image.endsWith(`-${standard}`) ? image.replace(/-[^-]*$/, "") : null,
      tags: Object.fromEntries(words(tags).map((tag) => [tag, tagFacts(tag)])),
      arches: words(architectures),
      entrypoint: entrypointOf(image),
    })),
  };
}

/** The four kinds of tags: BUILD, `VARIANTS`. */
function tagFacts(tag) {
  const nonroot = tag.endsWith("nonroot");
  return { uid: nonroot ? 65532 : 0, shell: tag.startsWith("debug") };
}

/** java/README.md, nodejs/README.md, python3/README.md: the others start nothing. */
function entrypointOf(image) {
  const [, name] = /distroless\/([a-z]+)/.exec(image) ?? [];
  if (name === "java" && !image.includes("java-base")) return ["java", "-jar"];
  return { nodejs: ["node"], python: ["python"] }[name] ?? [];
}

function words(text) {
  return text
    .split(",")
    .map((it) => it.trim())
    .filter((it) => it !== "");
}
