// Docker's official images: tags, users, distributions and figures.
import { officialProducts } from "./endOfLife.mjs";
import { lighterTags, movingWith, packagesOf, sizesOf } from "./figures.mjs";
import { internConfigurations, officialConfiguration } from "./configurations.mjs";
import { repositoryOf } from "./tables.mjs";

/**
 * What the images of a repository are for; the words of a tag then decide (src/image/kind.ts). Services and
 * applications, the most of them, are what is left.
 */
const roles = {
  os: "almalinux alt amazonlinux archlinux centos cirros clearlinux clefos debian fedora mageia neurodebian oraclelinux photon rockylinux ros sl ubuntu",
  base: "alpine bash busybox hello-world",
  language: "elixir erlang node perl pypy python ruby",
  compiler: "swift",
  sdk: "clojure composer dart gcc golang gradle haskell haxe maven nim rust",
  java: "adoptopenjdk amazoncorretto azul-zulu eclipse-temurin groovy ibm-semeru-runtimes ibmjava java jruby openjdk sapmachine",
  buildpack: "buildpack-deps",
  unknown: "docker hylang r-base rakudo-star swipl",
};
const roleOf = new Map(
  Object.entries(roles).flatMap(([role, names]) => names.split(" ").map((name) => [name, role])),
);

/**
 * Repositories whose summary holds for tags outside today's list as well. Left out, though all of today's
 * variants agree: gradle (older images ran as gradle), clickhouse (a distroless variant runs as 101).
 */
const changedOverTime = new Set(["clickhouse", "gradle"]);

/** User ids that differ by distribution, where a summary row writes both. null: not printed in what was read. */
const uidsByDistribution = {
  php: { "www-data": { "alpine-linux": 82 } },
  postgres: { postgres: { debian: 999, "alpine-linux": 70 } },
  redis: { redis: { debian: 999 } },
};

/** All official images of the collected data. */
export function official(target, { tags, users, summary, sizes }) {
  const list = target.tables.source(
    "docker-library/official-images",
    tags.meta.commit,
    tags.meta.date,
  );
  for (const { image, variants } of users.images) {
    const repository = repositoryOf(target, `docker.io/library/${image}`, "official");
    repository.product = officialProducts[image];
    const rule = summaryOf(target.tables, image, summary.images[image], list);
    const measured = sizes.rows.filter(
      (row) => row.image === image && row.platform === "linux/amd64",
    );
    repository.rows = variants.map((variant) => {
      const all = [...new Set([...variant.tags, ...variant.sharedTags])].sort();
      const history = measured.find((row) => all.includes(row.tag));
      const profile = profileOf({ target, image, variant, all, rule, history, list });
      const configuration = officialConfiguration(variant, history);
      return [all.join(" "), target.tables.profile(profile), configuration];
    });
    const others = changedOverTime.has(image) ? undefined : commonUsers(variants);
    addMeasuredOnly(target, repository, measured, others);
    repository.rows.sort((a, b) => (a[0] < b[0] ? -1 : 1));
    addFigures(target.tables, repository, image, measured, sizes.packageCounts);
    repository.fallback = fallbackOf(target, image, variants, rule, list);
    if (rule.curated && repository.fallback !== undefined) repository.whole = true;
    internConfigurations(repository);
  }
  for (const [image, product] of Object.entries(officialProducts)) {
    repositoryOf(target, `docker.io/library/${image}`, "official").product = product;
  }
  addRetired(target, users, sizes);
  for (const [name, role] of roleOf) {
    repositoryOf(target, `docker.io/library/${name}`, "official").role = role;
  }
}

/** Repositories that left the official list, of which a build history was stored. */
function addRetired(target, users, sizes) {
  const current = new Set(users.images.map((it) => it.image));
  const retired = sizes.rows.filter(
    (row) => !row.image.includes("/") && !current.has(row.image) && row.platform === "linux/amd64",
  );
  for (const row of retired) {
    const repository = repositoryOf(target, `docker.io/library/${row.image}`, "official");
    addMeasuredOnly(target, repository, [row]);
  }
  for (const name of new Set(retired.map((row) => row.image))) {
    internConfigurations(target.repositories.get(`docker.io/library/${name}`));
  }
}

/** Other names of a frozen image (docker-library/official-images@0e0c8ecc, 2022-02-08, library/centos). */
const aliases = { "centos:7": ["centos7", "7.9.2009", "centos7.9.2009"] };

/**
 * Measured tags that are not in today's list: `node:20`, `centos:7`. Their history says who they run as; of
 * other users, as for any tag outside the list, that is known which every variant of today has.
 */
function addMeasuredOnly(target, repository, measured, others) {
  repository.rows ??= [];
  const listed = new Set(repository.rows.flatMap(([tags]) => tags.split(" ")));
  for (const row of measured) {
    if (listed.has(row.tag)) continue;
    const tags = [row.tag, ...(aliases[`${row.image}:${row.tag}`] ?? [])].sort();
    for (const tag of tags) listed.add(tag);
    const user = historyUser(target.tables, row);
    const configuration = officialConfiguration({}, row);
    repository.rows.push([tags.join(" "), target.tables.profile({ user, others }), configuration]);
  }
}

/** A curated summary row speaks for the repository; any other does where every variant was read and agrees. */
function summaryOf(tables, image, row, list) {
  if (row === undefined) return { curated: false };
  if (!row.curated) return { curated: false, users: row.nonRootUsersPresent };
  return {
    curated: true,
    user: curatedUser(row, curatedSource(tables, row.evidence, list)),
    users: row.nonRootUsersPresent,
    // ClickHouse: the note says that the entrypoint steps down, the flag was made from RUN lines only.
    drops: row.entrypointDropsPrivileges || /entrypoint drops/.test(row.note ?? ""),
  };
}

/** `spark (185)`, `8983 ($SOLR_UID)`, `1000:0`, `root`. */
function curatedUser({ defaultUser }, source) {
  const [value, note] = defaultUser.split(" ");
  if (value === "root") return ["", 0, source];
  const uid = /^\d+/.exec(value)?.[0] ?? /^\((\d+)\)$/.exec(note ?? "")?.[1];
  return [value, uid === undefined ? null : Number(uid), source];
}

function curatedSource(tables, evidence, list) {
  const found = /((?:[\w.-]+\/)?[\w.-]+) (?:repos\/\S+ )?@([0-9a-f]{8})/.exec(evidence);
  if (found === null) return list;
  const name = found[1] === "repo-info" ? "docker-library/repo-info" : found[1];
  return tables.source(name, found[2], "2026-08-21");
}

function profileOf({ target, image, variant, all, rule, history, list }) {
  const distribution = distributionOf(image, all, variant);
  const user = rule.curated
    ? rule.user
    : (variantUser(variant, list) ??
      (history === undefined ? undefined : historyUser(target.tables, history)));
  const steps = rule.curated ? rule.drops : variant.entrypointDropsPrivileges;
  return {
    user,
    others: othersOf(image, variant, rule, distribution, all),
    // The flag comes from RUN lines of the Dockerfile: seen means yes, not seen means nothing.
    drops:
      user === undefined ? undefined : steps === true ? true : rule.curated ? false : undefined,
    ...(systems.has(image) ? { shell: true, manager: true } : toolsOf(distribution)),
    distribution,
  };
}

/** `root` with no USER anywhere in the chain is an empty Config.User. */
function variantUser(variant, list) {
  const value = variant.effectiveUser;
  // A value with a variable was not resolved.
  if (value === null || value.includes("$")) return undefined;
  if (value === "root") return [/^USER/.test(variant.basis ?? "") ? "root" : "", 0, list];
  const name = value.split(":")[0];
  const created = variant.usersCreated.find((it) => it.name === name)?.uid;
  const uid = /^\d+$/.test(name) ? Number(name) : numberOf(created);
  return [value, uid, list];
}

/** The stored build history of an image: no USER in it means root (rules of the collected data). */
function historyUser(tables, row) {
  const value = row.configUserInHistory;
  if (value === undefined) return undefined;
  const source = tables.source(row.source.repo, row.source.commit, row.lastBuildStep);
  if (value === null || value === "root") return [value ?? "", 0, source];
  const uid = /^\d+/.exec(value)?.[0];
  return [value, uid === undefined ? null : Number(uid), source];
}

function othersOf(image, variant, rule, distribution, all) {
  const created = variant.usersCreated.filter((it) => it.name !== "root");
  const users = new Map(created.map((it) => [it.name, numberOf(it.uid)]));
  if (users.size === 0 && rule.curated) {
    for (const { name, uid } of rule.users) {
      // The user `ubuntu` came with the noble image.
      if (name === "ubuntu" && distribution !== "ubuntu/24.04") continue;
      const known = uidsByDistribution[image]?.[name];
      users.set(
        name,
        known === undefined ? numberOf(uid) : (known[distribution?.split("/")[0]] ?? null),
      );
    }
  }
  return users.size === 0 ? undefined : [...users].sort((a, b) => (a[0] < b[0] ? -1 : 1));
}

function numberOf(text) {
  return /^\d+$/.test(text ?? "") ? Number(text) : null;
}

/** Debian, Ubuntu and Alpine images carry a shell and their package manager; nothing is said of others. */
function toolsOf(distribution) {
  const known = /^(debian|ubuntu|alpine-linux)\//.test(distribution ?? "");
  return known ? { shell: true, manager: true } : {};
}

const debian = { stretch: 9, buster: 10, bullseye: 11, bookworm: 12, trixie: 13 };
const ubuntu = {
  xenial: "16.04",
  bionic: "18.04",
  focal: "20.04",
  jammy: "22.04",
  noble: "24.04",
  resolute: "26.04",
};

/** From the FROM chain first, from the words of the tags where the chain ends elsewhere. */
function distributionOf(image, tags, variant) {
  if (systems.has(image))
    return tags
      .map((tag) => fromBase(image, tag.replace(/-slim$/, "")))
      .find((it) => it !== undefined);
  const chain = /OS base (\w+):(\S+)$/.exec(variant.basis ?? "");
  const base = chain === null ? null : [chain[1], chain[2].replace(/-slim$/, "")];
  return (base === null ? null : fromBase(...base)) ?? fromTags(tags);
}

function fromBase(name, tag) {
  if (name === "debian")
    return named("debian", debian[tag] ?? (/^\d+$/.test(tag) ? tag : undefined));
  if (name === "ubuntu") return named("ubuntu", ubuntu[tag] ?? (/^\d/.test(tag) ? tag : undefined));
  if (name === "alpine") return named("alpine-linux", /^3\.\d+/.exec(tag)?.[0]);
  if (name === "amazonlinux") return named("amazon-linux", tag);
  if (name === "oraclelinux") return named("oracle-linux", tag);
  return undefined;
}

function fromTags(tags) {
  for (const tag of tags) {
    const alpine = /(?:^|-)alpine-?(3\.\d+)(?:-|$)/.exec(tag);
    if (alpine !== null) return `alpine-linux/${alpine[1]}`;
    for (const word of tag.split("-")) {
      if (word in debian) return `debian/${debian[word]}`;
      if (word in ubuntu) return `ubuntu/${ubuntu[word]}`;
    }
  }
  return undefined;
}

function named(slug, cycle) {
  return cycle === undefined ? undefined : `${slug}/${cycle}`;
}

function addFigures(tables, repository, image, measured, counts) {
  const rows = repository.rows.map(([tags]) => tags.split(" "));
  const tagsOf = (row) =>
    movingWith(row.tag, rows.find((tags) => tags.includes(row.tag)) ?? [row.tag]);
  const sizes = sizesOf(tables, measured, tagsOf);
  if (sizes.length > 0) repository.sizes = sizes;
  const distribution = (tag) => {
    const row = repository.rows.find(([tags]) => tags.split(" ").includes(tag));
    return row === undefined ? null : tables.profiles.get(row[1].profile).distribution;
  };
  repository.lighter = lighterTags(sizes, (a, b) => distribution(a) === distribution(b));
  const counted = counts.filter((row) => row.image === image);
  const packages = packagesOf(tables, counted, tagsOf);
  if (packages.length > 0) repository.packages = packages;
}

/** Users that every variant has, with their ids where all variants agree on them. */
function commonUsers(variants) {
  const uids = new Map();
  for (const { name, uid } of variants.flatMap((variant) => variant.usersCreated)) {
    uids.set(name, [...(uids.get(name) ?? []), uid]);
  }
  const common = [...uids].filter(([, all]) => all.length === variants.length).sort();
  if (common.length === 0) return undefined;
  return common.map(([name, all]) => [name, new Set(all).size === 1 ? numberOf(all[0]) : null]);
}

/** Distributions whose every release has a shell and a package manager. */
const systems = new Set(["alpine", "debian", "ubuntu"]);

/** What holds for tags outside the list: only where the whole repository is known to be of one kind. */
function fallbackOf({ tables }, image, variants, rule, list) {
  const users = new Set(variants.map((variant) => variant.effectiveUser));
  const agreed = variants.length > 0 && users.size === 1 && users.has("root");
  const user = rule.curated ? rule.user : agreed ? ["", 0, list] : undefined;
  // Who starts as another user today may have started as root in an older release: not assumed.
  if (user === undefined || user[1] !== 0 || changedOverTime.has(image)) return undefined;
  const others = commonUsers(variants);
  const drops = rule.curated
    ? rule.drops
    : variants.every((it) => it.entrypointDropsPrivileges)
      ? true
      : undefined;
  return tables.profile({
    user,
    others,
    drops,
    ...(systems.has(image) ? { shell: true, manager: true } : {}),
  });
}
