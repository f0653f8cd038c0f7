// What the catalog is made of: checkouts where there are any, the collected data for the rest.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readLocks } from "./readers/chainguard.mjs";
import { readImages } from "./readers/distroless.mjs";
import { readDefinitions } from "./readers/dockerHardened.mjs";
import { readProducts } from "./readers/endOfLife.mjs";
import { readTags, usersFor } from "./readers/officialImages.mjs";
import { refreshFigures } from "./readers/repoInfo.mjs";
import { withDefinitions, withLocks } from "./supplements.mjs";

/** What a repository has in it, by which its checkout is known from another of the same name. */
export const marks = {
  "docker-hardened-images/catalog": "image/node/info.yaml",
  "chainguard-images/images": "images/static/locked_config.json",
  "docker-library/official-images": "library/hello-world",
  "docker-library/repo-info": "repos/hello-world",
  "endoflife-date/endoflife.date": "products/nodejs.md",
  "GoogleContainerTools/distroless": "common/variables.bzl",
};

/** Everything that the catalog is built from. `checkouts`: repository → `{folder, commit, date}`. */
export function readSources(folder, checkouts = new Map()) {
  const data = (name) => JSON.parse(readFileSync(join(folder, name), "utf8"));
  const from = (source, read, otherwise) => {
    const checkout = checkouts.get(source);
    return checkout === undefined ? otherwise() : read(checkout.folder, checkout);
  };
  const tags = from("docker-library/official-images", readTags, () => data("official-tags.json"));
  const users = data("official-images-users.json");
  const sizes = data("official-image-sizes.json");
  const figures = data("hardened-figures.json");
  const locks = from("chainguard-images/images", readLocks, () =>
    withLocks(data("chainguard-public-images.json")),
  );
  return {
    definitions: from("docker-hardened-images/catalog", readDefinitions, () =>
      withDefinitions(data("dhi-images.json")),
    ),
    locks,
    distroless: from("GoogleContainerTools/distroless", readImages, () => data("distroless.json")),
    tags,
    users: checkouts.has("docker-library/official-images") ? usersFor(tags, users) : users,
    summary: data("official-users-summary.json"),
    sizes: from(
      "docker-library/repo-info",
      (path, checkout) => refreshFigures(sizes, path, checkout),
      () => sizes,
    ),
    figures,
    products: from("endoflife-date/endoflife.date", readProducts, () => data("eol.json")),
    map: data("base-map.json"),
  };
}
