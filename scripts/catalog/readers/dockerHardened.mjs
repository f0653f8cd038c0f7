// docker-hardened-images/catalog: the definitions, image/<name>/<distribution>/<definition>.yaml.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** What every definition of a checkout declares, in the shape of the collected dhi-images.json. */
export function readDefinitions(folder, { commit, date }) {
  const images = folders(join(folder, "image")).flatMap((name) => readImage(folder, name));
  return {
    meta: {
      source: "github.com/docker-hardened-images/catalog",
      commit,
      commitDate: date,
    },
    images: images.filter((image) => image.variants.length > 0),
  };
}

function readImage(folder, name) {
  const path = join(folder, "image", name);
  const info = join(path, "info.yaml");
  const files = folders(path).flatMap((distribution) =>
    readdirSync(join(path, distribution))
      .filter((file) => file.endsWith(".yaml"))
      .sort()
      .map((file) => `image/${name}/${distribution}/${file}`),
  );
  const read = files
    .map((file) => [file, readYaml(join(folder, file))])
    .filter(([, definition]) => Array.isArray(definition?.tags) && definition.image !== undefined);
  return {
    image: `dhi.io/${name}`,
    name,
    displayName: existsSync(info) ? readYaml(info).metadata["display-name"] : name,
    variants: read.map(([file, definition]) => variantOf(file, definition)),
  };
}

function variantOf(file, definition) {
  const accounts = definition.accounts ?? {};
  const user = String(accounts["run-as"] ?? "root");
  const packages = (definition.contents?.packages ?? []).map((it) => String(it).split("=")[0]);
  const users = (accounts.users ?? []).map(({ name, uid }) => [String(name), Number(uid)]);
  return {
    file,
    variant: definition.variant,
    flavor: definition.flavor ?? null,
    distro: file.split("/")[2].replace("-", ""),
    tags: definition.tags.map(String),
    user,
    uid: uidOf(user, users),
    users: [...new Map(users)],
    eol: definition.dates?.["end-of-life"] ?? null,
    shell: packages.some((it) => shells.test(it)),
    packageManager: packages.some((it) => managers.test(it)),
    platforms: definition.platforms.map((it) => String(it).replace("linux/", "")),
    entrypoint: strings(definition.entrypoint),
    cmd: strings(definition.cmd),
    workdir: definition["work-dir"] ?? null,
    ports: strings(definition.ports),
    environment: environmentOf(definition.environment),
  };
}

/** Read off the packages that a definition asks for: `!bash` is one that it leaves out. */
const shells = /^(bash|dash|busybox|zsh)$/;
const managers = /^(apt|apk-tools|dpkg)$/;

function uidOf(user, users) {
  if (user === "root") return 0;
  if (/^\d+$/.test(user)) return Number(user);
  return users.find(([name]) => name === user)?.[1] ?? null;
}

function environmentOf(environment) {
  const entries = Object.entries(environment ?? {}).map(([name, value]) => [name, String(value)]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function strings(list) {
  return list === undefined || list === null ? null : list.map(String);
}

function readYaml(file) {
  return parse(readFileSync(file, "utf8"), { merge: true });
}

function folders(path) {
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}
