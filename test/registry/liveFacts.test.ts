import assert from "node:assert/strict";
import { createClient } from "../../src/registry/client";
import { askLiveFacts } from "../../src/registry/liveFacts";
import { RegistryError } from "../../src/registry/errors";
import { amd64, signal } from "./client";
import { content, index, linux, manifest, ociManifest } from "./image";
import { repositoryOf, serving, testNetwork, type Answer, type TestNetwork } from "./network";
import { openImage } from "../../src/registry/open";
import type { HttpRequest } from "../../src/registry/transport";

const config = content("application/vnd.oci.image.config.v1+json", {
  ...linux,
  config: {
    User: "node",
    Entrypoint: ["run"],
    Cmd: null,
    Env: ["PATH=/bin", "A=b=c", "EMPTY"],
    ExposedPorts: { "8080/tcp": {} },
  },
  rootfs: { type: "layers", diff_ids: [] },
});
const layer = (letter: string, size: number) => ({
  mediaType: "application/vnd.oci.image.layer.v1.tar+gzip",
  digest: `sha256:${letter.repeat(64)}`,
  size,
});
const image = manifest([], {
  config: config.descriptor,
  layers: [layer("a", 100), layer("b", 23)],
});
const arm = manifest([], { config: config.descriptor, layers: [layer("c", 9)] });
const top = index([
  { ...arm.descriptor, platform: { os: "linux", architecture: "arm64" } },
  { ...image.descriptor, platform: linux },
]);
const asked = new Date("2026-11-23T10:00:00Z");

/** A good registry, but for what is answered before. */
function registry(before: (request: HttpRequest) => Answer | null = () => null): TestNetwork {
  const usual = serving([top, image, arm, config], { latest: top });
  return testNetwork((request) => {
    const tags = { body: JSON.stringify({ name: "app", tags: ["1", "latest", "../x", 7] }) };
    return before(request) ?? (request.url.pathname.endsWith("/tags/list") ? tags : usual(request));
  });
}
const ask = (network: TestNetwork, tag = "latest") =>
  askLiveFacts(
    () => ({ source: repositoryOf(network), wanted: { tag, digest: null } }),
    `registry.test/app:${tag}`,
    amd64,
    () => asked,
    signal,
  );

describe("live facts", () => {
  it("of what can't be asked for are a problem", async () => {
    const { transport } = registry();
    const name = "localhost:99999/app:1";
    const open = () => openImage(name, createClient({ transport }));
    const { digest, tags, problems } = await askLiveFacts(open, name, amd64, () => asked, signal);
    assert.deepEqual([digest, tags], [null, null]);
    assert.deepEqual(problems, ["localhost:99999 is no address that a registry can have."]);
  });

  it("are the config and size of the platform, and the tags, by no more requests than that takes", async () => {
    const network = registry();
    assert.deepEqual(await ask(network), {
      reference: "registry.test/app:latest",
      registry: "registry.test",
      askedAt: new Date(0),
      digest: image.digest,
      platform: amd64,
      config: {
        user: "node",
        entrypoint: ["run"],
        cmd: [],
        environment: { PATH: "/bin", A: "b=c", EMPTY: "" },
        ports: ["8080/tcp"],
        workdir: "/",
      },
      compressedBytes: 123,
      tags: ["1", "latest"],
      problems: [],
    });
    assert.deepEqual(
      network.lines().map((line) => line.replace("https://registry.test/v2/app/", "")),
      [
        "HEAD manifests/latest",
        `GET manifests/${top.digest}`,
        `GET manifests/${image.digest}`,
        `GET blobs/${config.digest}`,
        "GET tags/list",
      ],
    );
  });

  it("come of a single manifest without reading it twice", async () => {
    const network = testNetwork(serving([image, config], { latest: image }));
    assert.equal((await ask(network)).compressedBytes, 123);
    const manifests = network
      .lines()
      .filter((line) => line.startsWith("GET") && line.includes("/manifests/"));
    assert.equal(manifests.length, 1);
  });

  it("of a tag that is gone are the tags that there are", async () => {
    const { config, tags, problems } = await ask(registry(), "2");
    assert.equal(config, null);
    assert.deepEqual(tags, ["1", "latest"]);
    assert.match(problems[0] ?? "", /^registry\.test\/app has no tag 2\./);
  });

  const html: Answer = { headers: { "content-type": "text/html" }, body: "<html>" };
  const rows: readonly [string, (request: HttpRequest) => Answer | null, RegExp][] = [
    [
      "a page for people",
      ({ method }) => (method === "GET" ? html : null),
      /is text\/html, not a manifest/,
    ],
    [
      "another manifest",
      ({ url }) =>
        url.pathname.endsWith(image.digest)
          ? { headers: { "content-type": ociManifest }, body: arm.bytes }
          : null,
      /has the digest sha256:/,
    ],
    [
      "another config",
      ({ url }) => (url.pathname.includes("/blobs/") ? { body: "{}" } : null),
      /bytes, and \d+ were announced/,
    ],
    [
      "nothing in time",
      () => {
        throw new RegistryError("timeout", "registry.test did not answer in time");
      },
      /did not answer in time/,
    ],
    ["no access", () => ({ status: 403 }), /gives no access to app/],
  ];
  for (const [name, before, problem] of rows)
    it(`of a registry that answers ${name} are none, and a sentence`, async () => {
      const { config, compressedBytes, problems } = await ask(registry(before));
      assert.deepEqual([config, compressedBytes], [null, null]);
      assert.match(problems.join(" "), problem);
    });

  it("of a registry that lists no tags are the others", async () => {
    const network = registry(({ url }) => (url.pathname.endsWith("/tags/list") ? html : null));
    const { config, tags, problems } = await ask(network);
    assert.equal(config?.user, "node");
    assert.equal(tags, null);
    assert.equal(problems.length, 1);
  });

  it("are none of what is no image", async () => {
    const chart = content("application/vnd.cncf.helm.config.v1+json", { name: "chart" });
    const artifact = manifest([], { config: chart.descriptor });
    const { config, problems } = await ask(
      testNetwork(serving([artifact, chart], { latest: artifact })),
    );
    assert.equal(config, null);
    assert.match(problems[0] ?? "", /is no config of an image/);
  });

  it("of a registry that can't be reached are asked for once", async () => {
    const network = registry(() => {
      throw new RegistryError("unreachable", "There is no host registry.test");
    });
    assert.equal((await ask(network)).problems.length, 1);
    assert.equal(network.lines().length, 1);
  });
});
