// Docker Hardened Images: every tag of every definition of the public catalog.
import { hardenedProducts } from "./endOfLife.mjs";
import { addRows, configurationOf } from "./configurations.mjs";
import { repositoryOf } from "./tables.mjs";

/**
 * Hardened images whose runtime variant is a compiler or build tool. Not those on a JDK (tomcat, azul): there
 * is no other runtime of theirs.
 */
const hardenedSdks = new Set([
  "build",
  "clojure",
  "composer",
  "dart",
  "golang",
  "gradle",
  "maven",
  "rust",
]);
const hardenedBases = new Set(["alpine-base", "bash", "busybox", "debian-base", "static"]);

const distributions = { debian: "debian", alpine: "alpine-linux" };

/** Docker Hardened Images: every tag of every definition of the public catalog. */
export function hardenedByDocker(target, data) {
  const source = target.tables.source(
    data.meta.source.replace("github.com/", ""),
    data.meta.commit,
    data.meta.commitDate.slice(0, 10),
  );
  for (const image of data.images) {
    const repository = repositoryOf(target, image.image, "dhi");
    if (image.name in hardenedProducts) repository.product = hardenedProducts[image.name];
    repository.declared = true;
    const rows = image.variants.map((variant) => ({
      tags: variant.tags,
      profile: hardenedProfile(image, variant, source),
      configuration: configurationOf({
        entrypoint: variant.entrypoint,
        cmd: variant.cmd,
        workdir: variant.workdir,
        ports: variant.ports,
        environment: variant.environment,
        flavor: variant.flavor ?? undefined,
        platforms: variant.platforms.length > 1 ? undefined : variant.platforms,
      }),
    }));
    addRows(target.tables, repository, rows);
  }
}

function hardenedProfile(image, variant, source) {
  const users = variant.users ?? (/\D/.test(variant.user) ? [[variant.user, variant.uid]] : []);
  const others = users.filter(([, uid]) => uid !== 0);
  // Packages with a shell may bring scripts that add users: only images without one are known whole.
  const whole = variant.variant === "runtime" && others.length > 0 && !variant.shell;
  // The version is added on lookup, from the tag that was asked for.
  const title = image.displayName.replace(/ \(.*\)$/, "");
  return {
    kind: hardenedKind(image.name, variant),
    user: [variant.user, variant.uid, source],
    others: others.length > 0 ? others : undefined,
    allUsers: whole && variant.users !== undefined ? true : undefined,
    drops: false,
    shell: variant.shell,
    manager: variant.packageManager,
    distribution: variant.distro.replace(/^[a-z]+/, (name) => `${distributions[name]}/`),
    endOfLife: variant.eol === null ? undefined : [[title, variant.eol, source]],
  };
}

/**
 * Sizes that Docker printed for one image (docs:how-to/search-evaluate, get-started), each with the day on
 * which the page first had it. The package counts beside them count npm and pip packages too and are left
 * out.
 */
export function publishedSizes(target, { published }) {
  for (const row of published) {
    if (row.family !== "dhi" || row.publisher !== "vendor" || row.sizeMB === undefined) continue;
    if (row.platform !== "linux/amd64" || !row.tool?.startsWith("docker scout compare")) continue;
    const [, name, tag] = /^(dhi\.io\/[^:]+):(.+)$/.exec(row.image) ?? [];
    const repository = target.repositories.get(name);
    const day = /first commit (\d{4}-\d{2}-\d{2})/.exec(row.source.date ?? "")?.[1];
    if (repository === undefined || day === undefined) continue;
    const source = target.tables.source(row.source.repo, row.source.commit, day);
    repository.sizes = [...(repository.sizes ?? []), [tag, row.sizeMB * 1_000_000, source, day]];
  }
}

function hardenedKind(name, variant) {
  if (variant.variant === "dev") return "dev";
  if (hardenedSdks.has(name) || variant.tags.some((tag) => /(^|-)sdk(-|$)/.test(tag))) return "sdk";
  return hardenedBases.has(name) ? "minimal" : "runtime";
}
