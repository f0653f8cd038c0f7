// Chainguard's free images, from the lock files of its public repository.
import { addRows, configurationOf } from "./configurations.mjs";
import { byTags, repositoryOf } from "./tables.mjs";

const chainguardKinds = {
  sdk: new Set(["dotnet-sdk", "gcc-glibc", "go", "gradle", "jdk", "ko", "maven", "rust"]),
  minimal: new Set(["bash", "busybox", "busybox-static", "glibc-dynamic", "static", "wolfi-base"]),
};

/** Chainguard's free images, from the lock files of its public repository. */
export function chainguard(target, data) {
  const { tables } = target;
  const date = data.meta.commitDate.slice(0, 10);
  const source = tables.source(data.meta.source.replace("github.com/", ""), data.meta.commit, date);
  const locks = data.images.flatMap((image) =>
    image.locks.map((lock) => [lockRepository(image, lock.lock), lock]),
  );
  for (const name of new Set(locks.map(([name]) => name))) {
    const repository = repositoryOf(target, `cgr.dev/chainguard/${name}`, "chainguard");
    const own = locks.filter(([it]) => it === name).map(([, lock]) => lock);
    repository.declared = true;
    addRows(
      tables,
      repository,
      own.flatMap((lock) => rowsOf(name, lock, source)),
    );
    if (!own.some((lock) => lock.dev)) {
      // `latest-dev` is the one other free tag: the same software with a shell and apk, to build with.
      repository.patterns = [["^latest-dev$", tables.profile({ kind: "dev" })]];
    }
    repository.packages = own
      .map((lock) => [[...lock.tags].sort().join(" "), lock.apkPackages, source, date])
      .sort(byTags);
  }
}

/** The image of a lock, and the one with a shell and apk that is locked beside it. */
function rowsOf(name, lock, source) {
  const row = {
    tags: lock.tags,
    profile: chainguardProfile(name, lock, source),
    configuration: chainguardConfiguration(lock, lock.version),
  };
  if (!lock.dev) return [row];
  const profile = { ...chainguardProfile(name, lock.dev, source), kind: "dev" };
  const configuration = chainguardConfiguration(lock.dev, lock.version);
  if (!lock.tags.includes("latest")) return [row];
  const tags = ["latest-dev"];
  return [row, { tags, profile, configuration }];
}

/** apko splits a command as a shell would; the ones here have at most double quotes. */
function chainguardConfiguration({ entrypoint, cmd, workdir, environment }, version) {
  return configurationOf({
    entrypoint: words(entrypoint),
    cmd: words(cmd),
    workdir,
    environment,
    version: version ?? undefined,
  });
}

function words(text) {
  return [...text.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain);
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
    distribution: "wolfi/",
  };
}

function uidOf({ user, users }) {
  return /^\d+$/.test(user) ? Number(user) : (users.find((it) => it.name === user)?.uid ?? null);
}
