import assert from "node:assert/strict";
import { chmodSync, existsSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { configuredCredentials } from "../../src/registry/configuredCredentials";
import { askHelper } from "../../src/registry/credentialHelper";
import { keyOf } from "../../src/registry/credentialFile";
import { signal } from "./client";
import { temporaryFolder, writeFiles } from "./folder";

const auth = (login: string) => ({ auth: Buffer.from(login).toString("base64") });
const basic = (username: string, password: string) => ({ kind: "basic", username, password });
const folder = temporaryFolder();

let count = 0;
/** Asks for `image` with the files in a home folder, and says what was logged beside. */
async function ask(
  image: string,
  files: Readonly<Record<string, unknown>>,
  environment: Readonly<Record<string, string>> = {},
) {
  const home = path.join(folder, `home${count++}`);
  const texts = Object.entries(files).map(([name, value]) => [
    name,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  writeFiles(home, { ".keep": "", ...Object.fromEntries(texts) });
  const lines: string[] = [];
  const log = (line: string) => lines.push(line);
  const slash = image.indexOf("/");
  const repository = { registry: image.slice(0, slash), path: image.slice(slash + 1) };
  const credentials = configuredCredentials({ environment, home, log });
  return { found: await credentials(repository, signal), lines };
}
const found = async (...parameters: Parameters<typeof ask>) => (await ask(...parameters)).found;
const docker = ".docker/config.json";
const podman = ".config/containers/auth.json";

describe("configured credentials", () => {
  it("are an entry of the registry, and of no other", async () => {
    const files = { [docker]: { auths: { "registry.test:5000": auth("ann:p:w") } } };
    assert.deepEqual(await found("registry.test:5000/app", files), basic("ann", "p:w"));
    for (const other of ["registry.test", "evil-registry.test:5000", "registry.test:50001"])
      assert.equal(await found(`${other}/app`, files), null);
  });

  it("of Docker Hub serve Docker's hardened images too, unless they have their own", async () => {
    const hub = { "https://index.docker.io/v1/": auth("ann:hub") };
    const files = { [docker]: { auths: hub } };
    for (const image of ["docker.io/library/node", "dhi.io/node", "registry.scout.docker.com/a/b"])
      assert.deepEqual(await found(image, files), basic("ann", "hub"));
    const both = { [docker]: { auths: { ...hub, "dhi.io": auth("ann:own") } } };
    assert.deepEqual(await found("dhi.io/node", both), basic("ann", "own"));
    assert.equal(await found("dhi.io.example.com/node", files), null);
  });

  it("of Podman may be of a part of a registry", async () => {
    const auths = { "quay.io": auth("ann:all"), "quay.io/acme": auth("ann:acme") };
    const files = { [podman]: { auths } };
    assert.deepEqual(await found("quay.io/acme/app", files), basic("ann", "acme"));
    assert.deepEqual(await found("quay.io/acmeevil/app", files), basic("ann", "all"));
  });

  it("come from where the environment says", async () => {
    const text = (password: string) =>
      JSON.stringify({ auths: { "dhi.io": auth(`ann:${password}`) } });
    const elsewhere = writeFiles(path.join(folder, "elsewhere"), {
      "config.json": text("moved"),
      "auth.json": text("podman"),
      "containers/auth.json": text("runtime"),
    });
    const places: readonly [Record<string, string>, string][] = [
      [{ DOCKER_AUTH_CONFIG: text("given") }, "given"],
      [{ DOCKER_CONFIG: elsewhere }, "moved"],
      [{ REGISTRY_AUTH_FILE: path.join(elsewhere, "auth.json") }, "podman"],
      [{ XDG_RUNTIME_DIR: elsewhere }, "runtime"],
    ];
    for (const [environment, password] of places)
      assert.deepEqual(await found("dhi.io/node", {}, environment), basic("ann", password));
    // In whatever folder somebody works in, there may be anybody's.
    const runtime = { XDG_RUNTIME_DIR: path.relative(process.cwd(), elsewhere) };
    assert.equal(await found("dhi.io/node", {}, runtime), null);
  });

  it("may be a token", async () => {
    const auths = {
      "one.test": { ...auth("ann:pw"), identitytoken: "refresh" },
      "two.test": { registrytoken: "bearer" },
    };
    assert.deepEqual(await found("one.test/app", { [docker]: { auths } }), {
      kind: "identity",
      token: "refresh",
      username: "ann",
      password: "pw",
    });
    assert.deepEqual(await found("two.test/app", { [docker]: { auths } }), {
      kind: "bearer",
      token: "bearer",
    });
  });

  it("are read however they were written", async () => {
    const entry = auth("ann:pw");
    const files: readonly (readonly [name: string, file: unknown])[] = [
      ["zero bytes at the end", { auths: { "dhi.io": auth("ann:pw\0\0") } }],
      ["name and password apart", { auths: { "dhi.io": { username: "ann", password: "pw" } } }],
      ["a byte order mark", `\ufeff${JSON.stringify({ auths: { "dhi.io": entry } })}`],
      ["one host twice", { auths: { "dhi.io": entry, "https://dhi.io/v1/": auth("bob:pw") } }],
      ["helpers that are nobody", { auths: { "dhi.io": entry }, credHelpers: { "dhi.io": "" } }],
      ["a store that is nobody", { auths: { "dhi.io": entry }, credsStore: "" }],
    ];
    for (const [name, file] of files)
      assert.deepEqual(await found("dhi.io/node", { [docker]: file }), basic("ann", "pw"), name);
  });

  it("in a file that can't be read are none, and that is logged without its content", async () => {
    const { found, lines } = await ask("dhi.io/node", { [docker]: '{"auths": secret' });
    assert.equal(found, null);
    assert.equal(lines.length, 1);
    assert.ok(!lines.join().includes("secret"));
  });

  it("of odd entries are none", async () => {
    const odd: readonly unknown[] = [{}, null, 7, "x", { auth: 7 }, { auth: "bm9jb2xvbg==" }, []];
    for (const entry of odd)
      assert.equal(await found("dhi.io/node", { [docker]: { auths: { "dhi.io": entry } } }), null);
    for (const auths of odd)
      assert.equal(await found("dhi.io/node", { [docker]: { auths } }), null);
  });

  const keys: readonly [string, string][] = [
    ["https://index.docker.io/v1/", "docker.io"],
    ["index.docker.io", "docker.io"],
    ["https://reg:5000/v2/", "reg:5000"],
    ["http://REG/", "reg"],
    ["reg/v2/", "reg"],
    ["quay.io/acme/", "quay.io/acme"],
  ];
  for (const [written, key] of keys)
    it(`of ${written} are those of ${key}`, () => assert.equal(keyOf(written), key));
});

describe(`credential helpers${process.platform === "win32" ? " (not run: they are shell scripts here)" : ""}`, () => {
  before(function () {
    if (process.platform === "win32") this.skip();
  });

  /** A PATH on which `docker-credential-test` is a script. */
  function withHelper(script: string): Record<string, string> {
    const bin = path.join(folder, `bin${count++}`);
    const file = path.join(writeFiles(bin, { ".keep": "" }), "docker-credential-test");
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
    return { PATH: `${bin}:${process.env["PATH"]}` };
  }
  const answers = (username: string, secret: string) =>
    `cat > /dev/null; echo '${JSON.stringify({ Username: username, Secret: secret })}'`;

  function isRunning(pid: number): boolean {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  }

  it("get the name of the server, and give what they have", async () => {
    // A shell drops line ends, which a name must not have.
    const script = `test "$1" = get && server=$(cat; printf .) && printf '{"Username":"%s","Secret":"pw"}' "\${server%.}"`;
    const environment = withHelper(script);
    const files = { [docker]: { credsStore: "test", auths: { "dhi.io": {} } } };
    assert.deepEqual(await found("dhi.io/node", files, environment), basic("dhi.io", "pw"));
    assert.deepEqual(
      await found("docker.io/acme/app", files, environment),
      basic("https://index.docker.io/v1/", "pw"),
    );
    const helpers = { [docker]: { credHelpers: { "gcr.io": "test" } } };
    assert.deepEqual(await found("gcr.io/app", helpers, environment), basic("gcr.io", "pw"));
    assert.equal(await found("us.gcr.io/app", helpers, environment), null);
  });

  it("may give a token", async () => {
    const environment = withHelper(answers("<token>", "refresh"));
    const credential = await found("dhi.io/app", { [docker]: { credsStore: "test" } }, environment);
    assert.deepEqual(credential, {
      kind: "identity",
      token: "refresh",
      username: "",
      password: "",
    });
  });

  it("may have none: then the file's count", async () => {
    const script = "cat > /dev/null; echo credentials not found in native keychain; exit 1";
    const files = { [docker]: { credsStore: "test", auths: { "dhi.io": auth("ann:pw") } } };
    assert.deepEqual(await found("dhi.io/app", files, withHelper(script)), basic("ann", "pw"));
  });

  it("may have no secret: then the file's counts too", async () => {
    const files = { [docker]: { credsStore: "test", auths: { "dhi.io": auth("ann:pw") } } };
    const environment = withHelper(answers("bob", ""));
    assert.deepEqual(await found("dhi.io/app", files, environment), basic("ann", "pw"));
  });

  it("of a registry go before the store, and run in the person's own folder", async () => {
    const script = `cat > /dev/null; printf '{"Username":"%s","Secret":"pw"}' "$(pwd -P)"`;
    const files = { [docker]: { credHelpers: { "gcr.io": "test" }, credsStore: "missing" } };
    const home = path.join(realpathSync(folder), `home${count + 1}`);
    const environment = withHelper(script);
    assert.deepEqual(await found("gcr.io/app", files, environment), basic(home, "pw"));
  });

  it("need not read what they are asked", async () => {
    const environment = withHelper(answers("ann", "pw").replace("cat > /dev/null; ", ""));
    const options = { environment, folder, timeoutMs: 10_000 };
    const server = "x".repeat(1_000_000);
    assert.deepEqual(await askHelper("test", server, options, signal), basic("ann", "pw"));
  });

  it("are ended where somebody cancels", async () => {
    const pid = path.join(folder, "pid");
    const environment = withHelper(`echo $$ > ${pid}.new; mv ${pid}.new ${pid}; exec sleep 60`);
    const options = { environment, folder, timeoutMs: 60_000 };
    const cancel = new AbortController();
    const asked = askHelper("test", "dhi.io", options, cancel.signal);
    const cancelled = assert.rejects(asked, { code: "cancelled" });
    while (!existsSync(pid)) await wait(10);
    cancel.abort();
    await cancelled;
    const running = Number(readFileSync(pid, "utf8"));
    // Until then the suite's own time runs out.
    while (isRunning(running)) await wait(10);
  });

  it("that leave a program behind keep nothing open", async () => {
    const pipes = () => process.getActiveResourcesInfo().filter((it) => it === "PipeWrap").length;
    const before = pipes();
    const environment = withHelper("sleep 5 & sleep 5");
    await assert.rejects(
      askHelper("test", "dhi.io", { environment, folder, timeoutMs: 100 }, signal),
    );
    while (pipes() > before) await wait(10);
  }).timeout(3000);

  const failing: readonly [string, string][] = [
    ["fail", "echo secret; exit 1"],
    ["fail with an answer", 'echo \'{"Username":"ann","Secret":"secret"}\'; exit 3'],
    ["answer nothing that can be read", "echo secret"],
    ["say too much", "yes secret"],
  ];
  for (const [name, script] of failing)
    it(`may ${name}: an error that does not repeat them`, async () => {
      const environment = withHelper(script);
      await assert.rejects(found("dhi.io/app", { [docker]: { credsStore: "test" } }, environment), {
        code: "credentials",
        message: /^(?!.*secret)/,
      });
    });

  it("that hang are ended, and those that are missing are named", async () => {
    const options = { environment: withHelper("sleep 60"), folder, timeoutMs: 200 };
    await assert.rejects(askHelper("test", "dhi.io", options, signal), {
      code: "credentials",
      message: "docker-credential-test gave no answer in time",
    });
    await assert.rejects(askHelper("nobody-has-this", "dhi.io", options, signal), {
      code: "credentials",
      message: "docker-credential-nobody-has-this can't be run",
    });
  });

  for (const name of ["../evil", "a/b", "a b", "x;id", "$(id)", ""])
    it(`"${name}" is no helper`, async () => {
      const options = { environment: {}, folder, timeoutMs: 200 };
      await assert.rejects(askHelper(name, "dhi.io", options, signal), {
        code: "credentials",
        message: `"${name}" is no name of a credential helper`,
      });
    });
});
