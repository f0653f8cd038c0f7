// Families that are made to be small: distroless, .NET and a few more.
import { sizesOf } from "./figures.mjs";
import { addRows, configurationOf, internConfigurations } from "./configurations.mjs";
import { byTags, repositoryOf } from "./tables.mjs";

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
    for (const name of names) addDistroless(target, name, image, source);
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
      const image = { image: whole, tags, arches: ["amd64", "arm64"] };
      addDistroless(target, whole, image, source);
    }
  }
}

function addDistroless(target, name, { image, tags, arches, entrypoint }, source) {
  const repository = repositoryOf(target, name, "distroless");
  const short = image.replace("gcr.io/distroless/", "");
  const end = distrolessEnds.find(([pattern]) => pattern.test(short))?.[1];
  const rows = Object.entries(tags).map(([tag, { uid, shell }]) => {
    const plain = /^(static|base|base-nossl|cc)-debian/.test(short) ? "minimal" : "runtime";
    const profile = {
      kind: shell ? "debug" : plain,
      user: [String(uid), uid, source],
      others: [
        ["nobody", 65534],
        ["nonroot", 65532],
      ],
      allUsers: true,
      drops: false,
      shell,
      manager: false,
      distribution: image.replace(/^.*-debian/, "debian/"),
      endOfLife:
        end === undefined
          ? undefined
          : [[`Distroless ${short.replace("-debian12", " on Debian 12")}`, end, source]],
    };
    return {
      tags: [tag, ...arches.map((architecture) => `${tag}-${architecture}`)],
      profile,
      configuration: configurationOf({ entrypoint, version: distrolessVersion(short) }),
    };
  });
  addRows(target.tables, repository, rows);
}

/** `nodejs24-debian13` → 24; python3 is Debian's, which is 3.13 in Debian 13 (README and package list). */
function distrolessVersion(name) {
  if (name === "python3-debian13") return "3.13";
  return /^(?:nodejs|java)(\d+)-/.exec(name)?.[1] ?? /^base-debian(\d+)$/.exec(name)?.[1];
}

/** Read in src/ of the repository: every Linux Dockerfile of .NET 8, 9 and 10 defines APP_UID and the user app. */
const dotnetSource = [
  "dotnet/dotnet-docker",
  "3ed00b611cc88eaa5995525a0549a5703965cd02",
  "2026-08-21",
];
const version = "^(8|9|10)\\.0(\\.\\d+)?";
const architecture = "(-(amd64|arm64v8|arm32v7))?$";

/**
 * .NET images of Microsoft's registry: ordinary ones start as root, chiselled and distroless ones as 1654.
 * The SDK images take the port variable of ASP.NET back (src/sdk at the same commit).
 */
export function dotnet(target, sizes) {
  const { tables } = target;
  const source = tables.source(...dotnetSource);
  for (const name of ["sdk", "aspnet", "runtime", "runtime-deps"]) {
    const kind = name === "sdk" ? "sdk" : "runtime";
    const app = { kind, others: [["app", 1654]], drops: false };
    const ordinary = { ...app, user: ["", 0, source], shell: true };
    const small = { ...app, user: ["1654", 1654, source], shell: false, manager: false };
    const chiselled = tables.profile({ ...small, allUsers: true, others: [["app", 1654]] });
    const managed = tables.profile({ ...ordinary, manager: true });
    const environment = {
      APP_UID: "1654",
      ...(name === "sdk" ? {} : { ASPNETCORE_HTTP_PORTS: "8080" }),
      DOTNET_RUNNING_IN_CONTAINER: "true",
    };
    const known = { environment };
    // FROM scratch, with no more than these lines: no entrypoint, command, port or folder.
    const whole = { environment, entrypoint: [], cmd: [], ports: [], workdir: "/" };
    const repository = repositoryOf(target, `mcr.microsoft.com/dotnet/${name}`, "dotnet");
    repository.product = "dotnet";
    repository.kind = kind;
    repository.patterns = [
      [
        `${version}-(jammy|noble|resolute)-chiseled(-composite)?(-extra)?${architecture}`,
        chiselled,
        whole,
      ],
      [
        `${version}-azurelinux3\\.0-distroless(-composite)?(-extra)?${architecture}`,
        tables.profile(small),
        known,
      ],
      [`${version}-azurelinux3\\.0(-aot)?${architecture}`, tables.profile(ordinary), known],
      [`${version}(-(bookworm-slim|jammy|noble|resolute))?(-aot)?${architecture}`, managed, known],
      [`${version}-alpine(3\\.\\d+)?(-composite)?(-extra)?(-aot)?${architecture}`, managed, known],
    ];
    addDotnetRows(target, repository, name, sizes);
    internConfigurations(repository);
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
    const [, profile, configuration] = repository.patterns.find(([pattern]) =>
      new RegExp(pattern).test(row.tag),
    );
    return [[...row.sharedTags].sort().join(" "), profile, configuration];
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
      {
        entrypoint: ["/docker-entrypoint.sh"],
        cmd: ["nginx", "-g", "daemon off;"],
        ports: ["8080/tcp"],
      },
    ],
  ];
  internConfigurations(target.repositories.get("docker.io/nginxinc/nginx-unprivileged"));
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
