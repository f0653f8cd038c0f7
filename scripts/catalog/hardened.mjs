// Families that are made to be small: Docker Hardened Images, Chainguard, distroless, .NET and a few more.
import { hardenedProducts } from "./endOfLife.mjs";
import { sizesOf } from "./figures.mjs";
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

/**
 * Definitions that declare further accounts beside the one they run as (read in the catalog repository at
 * the same commit; the collected data has only the one).
 */
const furtherAccounts = new Set([
  "debian-base",
  "etcd",
  "mongodb-exporter",
  "mysql-operator",
  "rook-ceph",
  "sapmachine",
]);

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
    repository.rows = image.variants.map((variant) => [
      [...variant.tags].sort().join(" "),
      target.tables.profile(hardenedProfile(image, variant, source)),
    ]);
    repository.rows.sort(byTags);
  }
}

function hardenedProfile(image, variant, source) {
  const named = /\D/.test(variant.user) && variant.uid !== 0;
  // Packages with a shell may bring scripts that add users: only images without one are known whole.
  const whole =
    variant.variant === "runtime" && named && !variant.shell && !furtherAccounts.has(image.name);
  // The version is added on lookup, from the tag that was asked for.
  const title = image.displayName.replace(/ \(.*\)$/, "");
  return {
    kind: hardenedKind(image.name, variant),
    user: [variant.user, variant.uid, source],
    others: named ? [[variant.user, variant.uid]] : undefined,
    allUsers: whole ? true : undefined,
    drops: false,
    shell: variant.shell,
    manager: variant.packageManager,
    distribution: variant.distro.replace(/^[a-z]+/, (name) => `${distributions[name]}/`),
    endOfLife: variant.eol === null ? undefined : [[title, variant.eol, source]],
  };
}

function hardenedKind(name, variant) {
  if (variant.variant === "dev") return "dev";
  if (hardenedSdks.has(name) || variant.tags.some((tag) => /(^|-)sdk(-|$)/.test(tag))) return "sdk";
  return hardenedBases.has(name) ? "minimal" : "runtime";
}

const chainguardKinds = {
  sdk: new Set(["dotnet-sdk", "gcc-glibc", "go", "gradle", "jdk", "ko", "maven", "rust"]),
  minimal: new Set(["bash", "busybox", "busybox-static", "glibc-dynamic", "static", "wolfi-base"]),
};

/** Chainguard's free images, from the lock files of its public repository. */
export function chainguard(target, data, figures) {
  const { tables } = target;
  const date = data.meta.commitDate.slice(0, 10);
  const source = tables.source(data.meta.source.replace("github.com/", ""), data.meta.commit, date);
  const counts = new Map(figures.chainguardPackageCounts.map((it) => [it.lock, it.packages]));
  for (const image of data.images) {
    for (const lock of image.locks) {
      const name = lockRepository(image, lock.lock);
      const repository = repositoryOf(target, `cgr.dev/chainguard/${name}`, "chainguard");
      const tags = [...lock.tags].sort().join(" ");
      repository.rows = [
        ...(repository.rows ?? []),
        [tags, tables.profile(chainguardProfile(name, lock, source))],
      ];
      repository.rows.sort(byTags);
      // `latest-dev` is the one other free tag: the same software with a shell and apk, to build with.
      repository.patterns = [["^latest-dev$", tables.profile({ kind: "dev" })]];
      const packages = counts.get(lock.lock);
      if (packages === undefined) continue;
      repository.packages = [...(repository.packages ?? []), [tags, packages, source, date]];
      repository.packages.sort(byTags);
    }
  }
}

function lockRepository(image, lock) {
  const found = Object.entries(image.repoTags).find(([, locks]) => lock in locks);
  return (found?.[0] ?? `public/${image.name}`).replace("public/", "");
}

function chainguardProfile(name, lock, source) {
  const others = lock.users.filter((it) => it.name !== "root").map((it) => [it.name, it.uid]);
  return {
    kind: chainguardKinds.sdk.has(name)
      ? "sdk"
      : chainguardKinds.minimal.has(name)
        ? "minimal"
        : name.endsWith("-debug")
          ? "debug"
          : "runtime",
    // An empty user is a lock that says nothing, not root.
    user: lock.user === "" ? undefined : [lock.user, uidOf(lock), source],
    others,
    shell: lock.hasShell,
    manager: lock.hasApk,
  };
}

function uidOf({ user, users }) {
  return /^\d+$/.test(user) ? Number(user) : (users.find((it) => it.name === user)?.uid ?? null);
}

/** Images that the project published for older Debian releases; their tags follow the same four names. */
const olderDistroless = {
  12: ["java-base", "java17", "java21", "nodejs18", "nodejs20", "nodejs22", "nodejs24", "python3"],
  11: [
    "static",
    "base",
    "base-nossl",
    "cc",
    "java-base",
    "java11",
    "java17",
    "nodejs14",
    "nodejs16",
    "nodejs18",
    "nodejs20",
    "python3",
  ],
};

/** Last days of support by the distroless project, where its support policy names a month. */
const distrolessEnds = [
  [/^(java|nodejs).*-debian12$/, "2026-01-31"],
  [/^python3-debian12$/, "2026-04-30"],
  [/-debian12$/, "2026-09-30"],
];

/** Google's distroless images: the four tags of each, bare and for each architecture. */
export function distroless(target, data, figures) {
  const source = target.tables.source(
    "GoogleContainerTools/distroless",
    data.meta.commit,
    data.meta.date,
  );
  const counts = new Map(figures.distrolessPackageCounts.map((it) => [it.image, it]));
  const tags = data.images[0].tags;
  for (const image of data.images) {
    const names = [image.image, image.unsuffixedAlias].filter((it) => it !== null);
    for (const name of names)
      addDistroless(target, name, image.image, image.tags, image.arches, source);
    const count = counts.get(image.image);
    if (count === undefined) continue;
    const date = count.source
      .map((it) => it.fileDate)
      .sort()
      .at(-1);
    for (const name of names) {
      // Debug tags add busybox, which is no package: the count is given for the plain ones only.
      target.repositories.get(name).packages = [
        ["latest nonroot", count.debPackages, source, date],
      ];
    }
  }
  for (const [release, names] of Object.entries(olderDistroless)) {
    for (const name of names) {
      const whole = `gcr.io/distroless/${name}-debian${release}`;
      addDistroless(target, whole, whole, tags, ["amd64", "arm64"], source);
    }
  }
}

function addDistroless(target, name, whole, tags, architectures, source) {
  const repository = repositoryOf(target, name, "distroless");
  const short = whole.replace("gcr.io/distroless/", "");
  const end = distrolessEnds.find(([pattern]) => pattern.test(short))?.[1];
  repository.rows = Object.entries(tags).map(([tag, { user, uid, shell }]) => {
    const plain = /^(static|base|base-nossl|cc)-debian/.test(short) ? "minimal" : "runtime";
    const profile = {
      kind: shell ? "debug" : plain,
      user: [uid === 0 ? "0" : String(uid), uid, source],
      others: [
        ["nobody", 65534],
        ["nonroot", 65532],
      ],
      allUsers: true,
      drops: false,
      shell,
      manager: false,
      distribution: whole.replace(/^.*-debian/, "debian/"),
      endOfLife:
        end === undefined
          ? undefined
          : [[`Distroless ${short.replace("-debian12", " on Debian 12")}`, end, source]],
    };
    const all = [tag, ...architectures.map((architecture) => `${tag}-${architecture}`)];
    return [all.sort().join(" "), target.tables.profile(profile)];
  });
  repository.rows.sort(byTags);
}

/** Read in src/ of the repository: every Linux Dockerfile of .NET 8, 9 and 10 defines APP_UID and the user app. */
const dotnetSource = [
  "dotnet/dotnet-docker",
  "3ed00b611cc88eaa5995525a0549a5703965cd02",
  "2026-08-21",
];
const version = "^(8|9|10)\\.0(\\.\\d+)?";
const architecture = "(-(amd64|arm64v8|arm32v7))?$";

/** .NET images of Microsoft's registry: ordinary ones start as root, chiselled and distroless ones as 1654. */
export function dotnet(target, sizes) {
  const { tables } = target;
  const source = tables.source(...dotnetSource);
  for (const name of ["sdk", "aspnet", "runtime", "runtime-deps"]) {
    const kind = name === "sdk" ? "sdk" : "runtime";
    const app = { kind, others: [["app", 1654]], drops: false, environment: { APP_UID: "1654" } };
    const ordinary = { ...app, user: ["", 0, source], shell: true };
    const small = { ...app, user: ["1654", 1654, source], shell: false, manager: false };
    const managed = tables.profile({ ...ordinary, manager: true });
    const repository = repositoryOf(target, `mcr.microsoft.com/dotnet/${name}`, "dotnet");
    repository.product = "dotnet";
    repository.kind = kind;
    repository.patterns = [
      [
        `${version}-(jammy|noble|resolute)-chiseled(-composite)?(-extra)?${architecture}`,
        tables.profile(small),
      ],
      [
        `${version}-azurelinux3\\.0-distroless(-composite)?(-extra)?${architecture}`,
        tables.profile(small),
      ],
      [`${version}-azurelinux3\\.0(-aot)?${architecture}`, tables.profile(ordinary)],
      [`${version}(-(bookworm-slim|jammy|noble|resolute))?(-aot)?${architecture}`, managed],
      [`${version}-alpine(3\\.\\d+)?(-composite)?(-extra)?(-aot)?${architecture}`, managed],
    ];
    addDotnetRows(target, repository, name, sizes);
  }
  for (const name of ["sdk", "aspnet", "runtime", "runtime-deps"]) {
    const repository = repositoryOf(target, `mcr.microsoft.com/dotnet/core/${name}`, "dotnet");
    repository.product = "dotnet";
    repository.kind = name === "sdk" ? "sdk" : "runtime";
  }
}

function addDotnetRows(target, repository, name, sizes) {
  const rows = sizes.rows.filter(
    (row) =>
      row.image === `mcr.microsoft.com/dotnet/${name}` &&
      row.platform === "linux/amd64" &&
      row.superseded !== true,
  );
  repository.rows = rows.map((row) => {
    const [, profile] = repository.patterns.find(([pattern]) => new RegExp(pattern).test(row.tag));
    return [[...row.sharedTags].sort().join(" "), profile];
  });
  repository.rows.sort(byTags);
  repository.sizes = sizesOf(target.tables, rows, (row) => row.sharedTags);
}

/** Made by hand: images that are worth knowing, each with its source. */
export function others(target) {
  const { tables } = target;
  const unprivileged = tables.source(
    "nginx/docker-nginx-unprivileged",
    "e26803b6ff7ca01455284231c59f20cb5e3ae82e",
    "2026-07-15",
  );
  repositoryOf(target, "docker.io/nginxinc/nginx-unprivileged", "other").patterns = [
    // Every Dockerfile of the repository ends with the same USER; variants differ in modules only.
    [
      "",
      tables.profile({
        kind: "runtime",
        user: ["101", 101, unprivileged],
        others: [["nginx", 101]],
        drops: false,
      }),
    ],
  ];
  // Recognised so that they are never called heavy; nothing else about them has a source yet.
  for (const host of ["registry.access.redhat.com", "registry.redhat.io"]) {
    for (const name of ["ubi7", "ubi8", "ubi9", "ubi10", "hi"]) {
      target.prefixes.set(`${host}/${name}/`, { family: "redhat" });
      for (const suffix of ["", "-minimal", "-micro", "-init"]) {
        if (name !== "hi") repositoryOf(target, `${host}/${name}${suffix}`, "redhat");
      }
    }
  }
}

function byTags(a, b) {
  return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0;
}
