import assert from "node:assert/strict";
import path from "node:path";
import { content, manifest } from "../registry/image";
import { startRegistry, type Contents } from "../registry/server";
import { createFolder, type Folder } from "./drydock";

const image = manifest([]);
const document = content("application/spdx+json", { spdxVersion: "SPDX-2.3", packages: [] });
const attached = manifest([document], {
  artifactType: "application/spdx+json",
  subject: image.descriptor,
});

describe("--refresh, for what was attached a moment ago", function () {
  this.timeout(60_000);
  let given: Contents = { content: [] };
  const registry = startRegistry(() => given);
  let folder: Folder;
  before(() => {
    folder = createFolder();
  });
  after(() => folder.remove());

  const run = (command: string, ...args: readonly string[]) =>
    folder.start([command, ...args], {
      environment: { DRYDOCK_CACHE_DIR: path.join(folder.path, "cache") },
    });

  it("asks again for what the cache has; without it the registry is not asked twice", async () => {
    const app = `${registry.host}/app`;
    given = { content: [image], tags: { latest: image }, referrers: {} };
    assert.match((await run("inspect", app)).stdout, /: no evidence was found\n/);
    given = {
      content: [image, attached, document],
      tags: { latest: image },
      referrers: { [image.digest]: [attached] },
    };
    assert.match((await run("inspect", app)).stdout, /: no evidence was found\n/);
    assert.match((await run("inspect", "--refresh", app)).stdout, /: 1 SBOM\n/);
    assert.match((await run("inspect", "--offline", app)).stdout, /: 1 SBOM\n/);
  });

  it("does not go with --offline", async () => {
    for (const command of ["inspect", "verify"]) {
      const { code, stderr } = await run(command, "--refresh", "--offline", "example.com/app");
      assert.equal(code, 2);
      assert.match(stderr, /--refresh asks registries, which --offline forbids\./);
    }
  });
});
