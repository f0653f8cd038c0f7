// Which repositories of the hardened families hold the same software, from the collected base-map.json.

/**
 * Left out: `scratch` is no image, and buildpack-deps is compilers and headers on Debian, of which
 * debian-base has none.
 */
const unlike = new Set(["buildpack-deps", "scratch"]);

/** Renames that Docker's own migration notes make (docs:migration, collected facts); others we judged. */
const documented = new Set([
  "alpine",
  "debian",
  "mongo",
  "mcr.microsoft.com/dotnet/aspnet",
  "mcr.microsoft.com/dotnet/runtime",
  "mcr.microsoft.com/dotnet/sdk",
]);

/** Names of old that the map lacks. */
const aliases = { java: "openjdk" };

/** Distroless images by the software that they hold: README of GoogleContainerTools/distroless. */
const distroless = {
  node: ["nodejs22-debian13", "nodejs24-debian13", "nodejs26-debian13"],
  python: ["python3-debian13"],
  "eclipse-temurin": ["java17-debian13", "java21-debian13", "java25-debian13"],
  debian: ["base-debian13"],
};

/** Microsoft's own small images are tags of the same repositories. */
const chiselled = ["aspnet", "runtime", "runtime-deps"];

export function counterpartRows(target, { map }) {
  const rows = new Map();
  const names = [...Object.keys(map), ...Object.keys(aliases)];
  for (const name of names.filter((it) => !unlike.has(it))) {
    const found = rowsOf(name, map[aliases[name] ?? name]);
    if (found.length > 0) rows.set(whole(name), found);
  }
  target.counterparts = rows;
}

function rowsOf(name, { dhi, chainguard, chainguardFree }) {
  const rows = [];
  if (dhi !== null) {
    // Bitnami's images are set up by other variables and paths than the ones of the same name.
    const renamed = dhi !== `dhi.io/${name.split("/").at(-1)}` || name.startsWith("bitnami/");
    rows.push(["dhi", dhi, renamed && !documented.has(name) ? 1 : 0]);
  }
  if (chiselled.some((it) => name === `mcr.microsoft.com/dotnet/${it}`)) {
    rows.push(["dotnet", name, 0]);
  }
  const java = dhi === "dhi.io/eclipse-temurin" ? "eclipse-temurin" : name;
  for (const it of distroless[java] ?? []) rows.push(["distroless", `gcr.io/distroless/${it}`, 1]);
  if (chainguardFree === true) {
    const [family, free] = ["chainguard", freeName(name, chainguard)];
    rows.push([family, free, free.endsWith(`/${name}`) ? 0 : 1]);
    if (free === "cgr.dev/chainguard/jdk") rows.push([family, "cgr.dev/chainguard/jre", 1]);
  }
  return rows;
}

/** The map sends redis to redis-sentinel and says itself that this looks wrong. */
function freeName(name, chainguard) {
  return name === "redis" ? "cgr.dev/chainguard/redis" : chainguard;
}

function whole(name) {
  const [first] = name.split("/");
  if (first.includes(".")) return name;
  return name.includes("/") ? `docker.io/${name}` : `docker.io/library/${name}`;
}
