import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { createServer, type AddressInfo } from "node:net";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { writeFiles } from "./folder";
import type { Content } from "./image";

/** Debian's `docker-registry` and `skopeo`, with `htpasswd` and `openssl` for what is locked. */
export const hasDockerRegistry = ["docker-registry", "skopeo", "htpasswd", "openssl"].every(
  hasProgram,
);

/** A registry that has the referrers API, which Debian's lacks (zotregistry.dev). */
export const hasZot = ["zot", "skopeo"].every(hasProgram);

function hasProgram(name: string): boolean {
  try {
    execFileSync("which", [name], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

export interface RealRegistry {
  /** `127.0.0.1:41234` */
  readonly host: string;
  /** Null without TLS. */
  readonly certificate: string | null;
  stop(): Promise<void>;
}

/**
 * Starts a registry with its files in a folder.
 * @param login as `user:password`; null for everybody
 */
export async function startDockerRegistry(
  folder: string,
  { login = null, tls = false }: { readonly login?: string | null; readonly tls?: boolean } = {},
): Promise<RealRegistry> {
  const port = await freePort();
  const at = (name: string) => path.join(folder, name);
  writeFiles(folder, { "data/.keep": "" });
  const config = {
    version: "0.1",
    log: { level: "error", accesslog: { disabled: true } },
    storage: { filesystem: { rootdirectory: at("data") } },
    http: {
      addr: `127.0.0.1:${port}`,
      ...(tls ? { tls: { certificate: at("cert.pem"), key: at("key.pem") } } : {}),
    },
    ...(login === null ? {} : { auth: { htpasswd: { realm: "test", path: at("htpasswd") } } }),
  };
  // YAML reads JSON.
  writeFiles(folder, { "config.yml": JSON.stringify(config) });
  if (login !== null) {
    const [user = "", password = ""] = login.split(":");
    writeFiles(folder, { htpasswd: execFileSync("htpasswd", ["-Bbn", user, password]) });
  }
  const certificate = tls ? makeCertificate(at("key.pem"), at("cert.pem")) : null;
  return running("docker-registry", at("config.yml"), port, certificate);
}

/** The same of zot, for everybody. */
export async function startZot(folder: string): Promise<RealRegistry> {
  const port = await freePort();
  const config = {
    distSpecVersion: "1.1.1",
    storage: { rootDirectory: path.join(folder, "data") },
    http: { address: "127.0.0.1", port: String(port) },
    log: { level: "error" },
  };
  writeFiles(folder, { "config.json": JSON.stringify(config) });
  return running("zot", path.join(folder, "config.json"), port, null);
}

async function running(
  program: string,
  config: string,
  port: number,
  certificate: string | null,
): Promise<RealRegistry> {
  const child = spawn(program, ["serve", config], { stdio: "ignore" });
  await untilOpen(port, child);
  return {
    host: `127.0.0.1:${port}`,
    certificate,
    stop: () =>
      new Promise((resolve) => {
        child.once("exit", () => resolve());
        child.kill();
      }),
  };
}

/** Copies an image of a layout, its index with all that it lists, as `app:TAG`. */
export function copyWithSkopeo(
  folder: string,
  { host }: RealRegistry,
  tag: string,
  login: string | null = null,
): void {
  execFileSync(
    "skopeo",
    [
      "copy",
      "--quiet",
      "--all",
      "--insecure-policy",
      "--dest-tls-verify=false",
      ...(login === null ? [] : ["--dest-creds", login]),
      `oci:${folder}`,
      `docker://${host}/app:${tag}`,
    ],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
}

/** Puts blobs and a manifest, which skopeo would not copy, as cosign does. */
export async function push(
  { host }: RealRegistry,
  tag: string,
  manifest: Content,
  blobs: readonly Content[],
): Promise<void> {
  for (const { digest, bytes } of blobs) {
    const start = await fetch(`http://${host}/v2/app/blobs/uploads/`, { method: "POST" });
    const url = new URL(start.headers.get("location") ?? "", `http://${host}`);
    url.searchParams.set("digest", digest);
    await expectCreated(url, "application/octet-stream", bytes);
  }
  const url = new URL(`http://${host}/v2/app/manifests/${tag}`);
  await expectCreated(url, manifest.mediaType, manifest.bytes);
}

async function expectCreated(url: URL, type: string, bytes: Uint8Array): Promise<void> {
  const body = Buffer.from(bytes);
  const { status } = await fetch(url, { method: "PUT", headers: { "content-type": type }, body });
  if (status !== 201) throw new Error(`PUT ${url.pathname}: ${status}`);
}

function makeCertificate(key: string, certificate: string): string {
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"];
  const kind = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
  const files = ["-keyout", key, "-out", certificate, "-days", "2"];
  execFileSync("openssl", [...kind, ...subject, ...files], { stdio: "ignore" });
  return certificate;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

async function untilOpen(port: number, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (child.exitCode !== null) throw new Error(`${child.spawnfile} ended with ${child.exitCode}`);
    const answers = await fetch(`http://127.0.0.1:${port}/v2/`).then(
      () => true,
      () => false,
    );
    if (answers) return;
    await wait(50);
  }
  throw new Error(`${child.spawnfile} does not answer`);
}
