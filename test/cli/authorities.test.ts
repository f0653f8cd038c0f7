import assert from "node:assert/strict";
import path from "node:path";
import { serverCertificate } from "../registry/certificate";
import { content, linux, manifest } from "../registry/image";
import { startRegistry } from "../registry/server";
import { createFolder, type Folder } from "./drydock";

const config = content("application/vnd.oci.image.config.v1+json", {
  ...linux,
  config: { User: "1001" },
  rootfs: { type: "layers", diff_ids: [] },
});
const image = manifest([], { config: config.descriptor });

describe("--ca, for registries with certificates of an authority of one's own", function () {
  this.timeout(60_000);
  const own = serverCertificate("registry");
  const other = serverCertificate("other");
  const contents = { content: [image, config], tags: { latest: image } };
  const registry = startRegistry(() => contents, own);
  let folder: Folder;
  before(() => {
    folder = createFolder({
      "own.pem": own.cert,
      "other.pem": other.cert,
      "both.pem": `# of the company\n${other.cert}\n${own.cert}`,
      "key.pem": own.key,
      "cut.pem": `${other.cert}${own.cert.slice(0, 200)}`,
      "broken.pem": own.cert.replace("\nMI", "\nAA"),
    });
  });
  after(() => folder.remove());

  /** Each run asks anew. */
  let count = 0;
  const environment = () => ({ DRYDOCK_CACHE_DIR: path.join(folder.path, `cache${count++}`) });
  const run = (command: string, ...args: string[]) =>
    folder.start([command, ...args, `${registry.host}/app`], { environment: environment() });

  it("is what makes such a registry trusted", async () => {
    for (const args of [[], ["--ca", "other.pem"]]) {
      const { code, stdout, stderr } = await run("inspect", ...args);
      assert.deepEqual([code, stdout], [2, ""]);
      assert.match(
        stderr,
        /has a certificate that is not trusted \(\w+\)\. If .* name its file in NODE_EXTRA_CA_CERTS or with --ca;/,
      );
    }
    for (const args of [
      ["--ca", "own.pem"],
      ["--ca", "both.pem"],
      ["--ca", "other.pem", "--ca", "own.pem"],
    ]) {
      assert.match((await run("inspect", ...args)).stdout, /: no evidence was found\n/);
      assert.match((await run("verify", ...args)).stdout, /^unsigned: /);
    }
  });

  it("is one of `suggest --online` too", async () => {
    const { stdout } = await run("suggest", "--online", "--ca", "own.pem");
    assert.match(stdout, /runs as 1001/);
  });

  it("leaves those of NODE_EXTRA_CA_CERTS trusted", async () => {
    const extra = (file: string) => ({ ...environment(), NODE_EXTRA_CA_CERTS: file });
    for (const args of [[], ["--ca", "other.pem"]]) {
      const { stdout, stderr } = await folder.start(["inspect", ...args, `${registry.host}/app`], {
        environment: extra(path.join(folder.path, "own.pem")),
      });
      assert.match(stdout, /: no evidence was found\n/, stderr);
    }
  });

  for (const [file, message] of [
    ["none.pem", /--ca: none\.pem does not exist\./],
    ["key.pem", /--ca: key\.pem holds no certificate in PEM: no "-----BEGIN CERTIFICATE-----"\./],
    ["cut.pem", /--ca: certificate 2 in cut\.pem can't be read\./],
    ["broken.pem", /--ca: the certificate in broken\.pem can't be read\./],
  ] as const)
    it(`names a file that can't be used: ${file}`, async () => {
      for (const command of ["inspect", "verify", "suggest"]) {
        const more = command === "suggest" ? ["--online"] : [];
        const { code, stdout, stderr } = await run(command, ...more, "--ca", file);
        assert.deepEqual([code, stdout], [2, ""]);
        assert.match(stderr, message);
      }
    });
});
