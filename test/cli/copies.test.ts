import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import path from "node:path";
import { trustedKey } from "../../src/verify/trustedKey";
import { bundle, content, emptyConfig, manifest } from "../registry/image";
import { startRegistry } from "../registry/server";
import { envelope, keyBundle } from "../verify/signing";
import { createFolder, type Folder } from "./drydock";

const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const image = manifest([]);
const statement = (sha256: string) =>
  JSON.stringify({
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ name: "staging.example.com/acme/app", digest: { sha256 } }],
    predicateType: "https://spdx.dev/Document",
    predicate: { spdxVersion: "SPDX-2.3", packages: [] },
  });
const attached = (text: string) => {
  const { hint } = trustedKey("key.pub", publicKey);
  const layer = content(bundle, keyBundle(hint, envelope(text, privateKey)));
  const referrer = manifest([layer], { artifactType: bundle, subject: image.descriptor });
  return {
    content: [image, referrer, layer, emptyConfig],
    tags: { latest: image },
    referrers: { [image.digest]: [referrer] },
  };
};
const ofImage = attached(statement(image.digest.slice("sha256:".length)));
const ofOther = attached(statement("0".repeat(64)));

describe("an image that was copied with its signatures", function () {
  this.timeout(60_000);
  let given = ofImage;
  const registry = startRegistry(() => given);
  let folder: Folder;
  before(() => {
    folder = createFolder({
      "key.pub": String(publicKey.export({ type: "spki", format: "pem" })),
      "policy.json": JSON.stringify({
        version: 1,
        mirrors: { [`${registry.host}/app`]: "staging.example.com/acme/app" },
      }),
    });
  });
  after(() => folder.remove());

  let count = 0;
  const verify = async (...args: readonly string[]) => {
    const environment = { DRYDOCK_CACHE_DIR: path.join(folder.path, `cache${count++}`) };
    const all = ["verify", "--key", "key.pub", ...args, `${registry.host}/app`];
    return (await folder.start(all, { environment })).stdout.replaceAll(registry.host, "HOST");
  };
  const wayOut = /\n {2}If it is your copy of that image, say so under mirrors in a policy: /;

  it("has another name than was signed, which a policy can allow", async () => {
    given = ofImage;
    const told = await verify();
    assert.match(
      told,
      /^failed: HOST\/app\n.* was signed as that of staging\.example\.com\/acme\/app, not of HOST\/app\.\n/,
    );
    assert.match(told, wayOut);
    assert.match(await verify("--policy", "policy.json"), /^verified: HOST\/app, signed by key /);
  });

  it("is not made good by a name where the signature is of another image", async () => {
    given = ofOther;
    assert.doesNotMatch(await verify(), wayOut);
    assert.match(await verify("--policy", "policy.json"), /^failed: .*\n.*: subject, /);
  });
});
