// chainguard-images/images: images/<name>/locked_config.json, each image resolved to its packages.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Every lock of a checkout, in the shape of the collected chainguard-public-images.json, and more. */
export function readLocks(folder, { commit, date }) {
  const names = readdirSync(join(folder, "images")).sort();
  const files = names
    .map((name) => [name, join(folder, "images", name, "locked_config.json")])
    .filter(([, file]) => existsSync(file));
  return {
    meta: { source: "github.com/chainguard-images/images", commit, commitDate: date },
    images: files.map(([name, file]) => imageOf(name, JSON.parse(readFileSync(file, "utf8")))),
  };
}

function imageOf(name, { imageLocks, repoTags }) {
  const locks = Object.keys(imageLocks).sort();
  return {
    image: `cgr.dev/chainguard/${name}`,
    name,
    repoTags,
    locks: locks.map((lock) => lockOf(lock, imageLocks[lock])),
  };
}

function lockOf(lock, { configs, devConfigs, tags }) {
  const config = configOf(configs);
  const dev = configOf(devConfigs ?? {});
  return {
    lock,
    ...factsOf(config),
    apkPackages: config.contents.packages.length,
    tags,
    version: versionOf(lock, config.contents.packages),
    environment: config.environment ?? {},
    dev: dev === null ? null : { ...factsOf(dev), environment: dev.environment ?? {} },
  };
}

function configOf(configs) {
  return configs.amd64 === undefined ? null : JSON.parse(configs.amd64).config;
}

function factsOf(config) {
  const packages = config.contents.packages.map((it) => it.replace(/=.*$/, ""));
  return {
    user: config.accounts["run-as"] ?? "",
    users: (config.accounts.users ?? []).map(({ username, uid }) => ({ name: username, uid })),
    entrypoint: config.entrypoint?.command ?? "",
    cmd: config.cmd ?? "",
    workdir: config["work-dir"] ?? "",
    hasShell: packages.some((it) => /^(busybox|bash|dash-binsh|dash|zsh)$/.test(it)),
    hasApk: packages.includes("apk-tools"),
  };
}

/** The package whose version is that of the software, where its name is not that of the lock. */
const mainPackages = {
  "aspnet-runtime-public": /^aspnet-\d+-runtime$/,
  "dotnet-runtime-10-public": /^dotnet-\d+-runtime$/,
  "dotnet-sdk-10.0.3-public": /^dotnet-sdk-/,
  "gcc-glibc-public": /^gcc$/,
  "go-public": /^go-1\.\d+$/,
  "jdk-public": /^openjdk-\d+$/,
  "jre-public": /^openjdk-\d+-jre$/,
  "mongodb-public": /^mongod-\d/,
  "node-public": /^nodejs-\d+$/,
  "nginx-public": /^nginx-mainline$/,
  "php-fpm-public": /^php-8\.\d+$/,
  "postgres-public": /^postgresql-\d+$/,
  "tomcat-public": /^tomcat-\d+\.\d+-openjdk/,
};

function versionOf(lock, packages) {
  const name = lock.replace(/-public$/, "");
  const pattern = mainPackages[lock] ?? new RegExp(`^${name}(-\\d+(\\.\\d+)*)?$`);
  const found = packages.map((it) => it.split("=")).find(([it]) => pattern.test(it));
  return found?.[1].replace(/-r\d+$/, "") ?? null;
}
