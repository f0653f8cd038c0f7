import assert from "node:assert/strict";
import { findEvidence } from "../../src/registry/evidence";
import { amd64, signal } from "../registry/client";
import {
  content,
  index,
  inToto,
  linux,
  manifest,
  ociIndex,
  ociManifest,
  tagOf,
  type Content,
} from "../registry/image";
import { repositoryOf, serving, testNetwork, type Answer } from "../registry/network";
import type { HttpRequest } from "../../src/registry/transport";

const image = manifest([]);
const latest = { tag: "latest", digest: null };
const statement = content(inToto, "{}");

/** The code with which an image is refused whose manifest is answered in this way. */
async function refusal(answer: Answer, headers: Record<string, string> = {}): Promise<string> {
  const network = testNetwork(({ method }) =>
    method === "HEAD" ? { headers: { "content-type": ociManifest } } : { ...answer, headers },
  );
  try {
    await repositoryOf(network).resolve(latest, signal);
  } catch (error) {
    if (error instanceof Error && "code" in error) return String(error.code);
    throw error;
  }
  return "accepted";
}

const asManifest = { "content-type": ociManifest };
const asIndex = { "content-type": ociIndex };
const json = (value: unknown) => ({ body: JSON.stringify(value) });
const descriptor = (digest: unknown, size: unknown = 2) => ({
  layers: [{ mediaType: inToto, digest, size }],
});

describe("hostile manifests", () => {
  const rows: readonly [string, Answer, Record<string, string>, string][] = [
    ["a good one", { body: image.bytes }, asManifest, "accepted"],
    ["a page", { body: "<html>" }, { "content-type": "text/html" }, "wrong-type"],
    ["a page that calls itself a manifest", { body: "<html>" }, asManifest, "malformed"],
    ["of no type", { body: image.bytes }, {}, "wrong-type"],
    [
      "of any JSON type",
      { body: image.bytes },
      { "content-type": "application/json" },
      "wrong-type",
    ],
    ["a manifest that came as an index", { body: image.bytes }, asIndex, "wrong-type"],
    ["an index that came as a manifest", { body: index([]).bytes }, asManifest, "wrong-type"],
    ["an index and a manifest", json({ manifests: [], layers: [] }), asIndex, "malformed"],
    ["an index with a config", json({ manifests: [], config: {} }), asIndex, "malformed"],
    [
      "an index without type that came as a manifest",
      json({ manifests: [] }),
      asManifest,
      "wrong-type",
    ],
    [
      "another digest than its header's",
      { body: image.bytes },
      { ...asManifest, "docker-content-digest": statement.digest },
      "wrong-digest",
    ],
    [
      "a path for a digest",
      json(descriptor("sha256:../../../etc/passwd")),
      asManifest,
      "malformed",
    ],
    [
      "a digest in upper case",
      json(descriptor(`sha256:${"A".repeat(64)}`)),
      asManifest,
      "malformed",
    ],
    ["a short digest", json(descriptor("sha256:ab")), asManifest, "malformed"],
    ["a weak digest", json(descriptor(`sha1:${"a".repeat(40)}`)), asManifest, "malformed"],
    ["a digest that is a list", json(descriptor([statement.digest])), asManifest, "malformed"],
    ["a negative size", json(descriptor(statement.digest, -1)), asManifest, "malformed"],
    [
      "a size that is no whole number",
      json(descriptor(statement.digest, 1.5)),
      asManifest,
      "malformed",
    ],
    ["a size over all numbers", json(descriptor(statement.digest, 1e300)), asManifest, "malformed"],
    ["a size that is text", json(descriptor(statement.digest, "2")), asManifest, "malformed"],
    ["a layer that is null", json({ layers: [null] }), asManifest, "malformed"],
    ["layers that are null, which is none", json({ layers: null }), asManifest, "accepted"],
    [
      "a thousand and one layers",
      json({ layers: Array(1001).fill(statement.descriptor) }),
      asManifest,
      "too-large",
    ],
    ["nested without end", { body: '{"layers":' + "[".repeat(100_000) }, asManifest, "malformed"],
    [
      "nested too deep",
      { body: `{"layers":[],"a":${"[".repeat(40)}${"]".repeat(40)}}` },
      asManifest,
      "malformed",
    ],
    ["cut short", { body: image.bytes.subarray(0, 40) }, asManifest, "malformed"],
    ["a name that stands twice", { body: '{"layers":[],"layers":null}' }, asManifest, "malformed"],
    [
      "a name that stands twice, once in escapes",
      { body: '{"layers":[],"l\\u0061yers":null}' },
      asManifest,
      "malformed",
    ],
    ["bytes that are no text", { body: Buffer.from([0x7b, 0xff, 0x7d]) }, asManifest, "malformed"],
    ["a list", { body: "[]" }, asManifest, "malformed"],
    ["nothing", { body: "" }, asManifest, "malformed"],
  ];
  for (const [name, answer, headers, expected] of rows)
    it(`${name}: ${expected}`, async () => assert.equal(await refusal(answer, headers), expected));

  it("__proto__ is a name like any other", async () => {
    const body = `{"layers":[],"__proto__":{"config":7},"annotations":{"__proto__":"x","constructor":"y"}}`;
    const served = content(ociManifest, body);
    const network = testNetwork(serving([served], { latest: served }));
    const { manifest } = await repositoryOf(network).resolve(latest, signal);
    assert.deepEqual(Object.entries(manifest.annotations), [
      ["__proto__", "x"],
      ["constructor", "y"],
    ]);
    assert.equal(({} as Record<string, unknown>)["config"], undefined);
  });
});

/** An image with one attestation, of which each request may be answered differently. */
function attested(answer: (request: HttpRequest) => Answer | null, of = manifest([statement])) {
  const top = index([
    { ...image.descriptor, platform: linux },
    { ...of.descriptor, annotations: { "vnd.docker.reference.digest": image.digest } },
  ]);
  const usual = serving([top, of, statement], { latest: top });
  return testNetwork((request) => answer(request) ?? usual(request));
}

const find = (network: ReturnType<typeof testNetwork>) =>
  findEvidence(repositoryOf(network), latest, amd64, signal);

describe("hostile evidence", () => {
  const attestation = manifest([statement]);

  it("a manifest that is not what its digest says is no evidence", async () => {
    const other = manifest([statement], { annotations: { other: "yes" } });
    const lie = { headers: asManifest, body: other.bytes };
    const found = await find(
      attested(({ url }) => (url.pathname.endsWith(attestation.digest) ? lie : null)),
    );
    assert.deepEqual(found.artifacts, []);
    assert.equal(found.problems.length, 1);
  });

  it("a layer that is not what its digest says has no bytes", async () => {
    const found = await find(
      attested(({ url }) => (url.pathname.includes("/blobs/") ? { body: "[]" } : null)),
    );
    const [layer] = found.artifacts[0]?.layers ?? [];
    assert.equal(layer?.bytes, null);
    assert.match(layer?.problem ?? "", /^https:\/\/registry\.test\S+ has the digest sha256:/);
  });

  for (const size of [1, 3])
    it(`a layer of ${size} bytes, it says, which has 2, has none`, async () => {
      const lying = manifest([], { layers: [{ ...statement.descriptor, size }] });
      const network = attested(() => null, lying);
      const found = await find(network);
      assert.equal(found.artifacts[0]?.layers[0]?.bytes, null);
      const blob = network.requests.find(({ url }) => url.pathname.includes("/blobs/"));
      assert.equal(blob?.maximumBytes, size);
    });

  it("a layer that is too large is not asked for", async () => {
    const size = 41 * 1024 * 1024;
    const large = manifest([], { layers: [{ ...statement.descriptor, size }] });
    const network = attested(() => null, large);
    const found = await find(network);
    assert.match(
      found.artifacts[0]?.layers[0]?.problem ?? "",
      / has 42991616 bytes\. So much is not read\.$/,
    );
    assert.ok(!network.lines().some((line) => line.includes("/blobs/")));
  });

  it("many layers together are read up to a limit", async () => {
    const layers = Array.from({ length: 5 }, () => ({
      ...statement.descriptor,
      size: 20 * 1024 * 1024,
    }));
    const network = attested(() => null, manifest([], { layers }));
    await find(network);
    assert.equal(network.lines().filter((line) => line.includes("/blobs/")).length, 3);
  });

  it("a descriptor's own addresses are not asked", async () => {
    const urls = ["https://evil.test/blob"];
    const network = attested(
      () => null,
      manifest([], { layers: [{ ...statement.descriptor, urls }] }),
    );
    const found = await find(network);
    assert.equal(found.artifacts[0]?.layers[0]?.bytes?.length, 2);
    assert.ok(!network.lines().some((line) => line.includes("evil.test")));
  });

  it("content that a descriptor brings along must be its own too", async () => {
    const data = (text: string) => Buffer.from(text).toString("base64");
    for (const [text, requests] of [
      ["{}", 0],
      ["[]", 1],
    ] as const) {
      const layer = { ...statement.descriptor, data: data(text) };
      const network = attested(() => null, manifest([], { layers: [layer] }));
      const found = await find(network);
      assert.equal(Buffer.from(found.artifacts[0]?.layers[0]?.bytes ?? []).toString(), "{}");
      const asked = network.lines().filter((line) => line.includes("/blobs/"));
      assert.equal(asked.length, requests);
    }
  });
});

/** A registry with a referrers API that answers as it is told. */
function referring(
  contents: readonly Content[],
  list: (digest: string, url: URL) => Answer & { readonly manifests: readonly unknown[] },
) {
  const usual = serving([image, ...contents], { latest: image });
  return testNetwork((request) => {
    const [, digest] = /\/referrers\/([^?]+)/.exec(request.url.pathname) ?? [];
    if (digest === undefined) return usual(request);
    const { manifests, headers } = list(digest, request.url);
    return { headers: { ...asIndex, ...headers }, body: JSON.stringify({ manifests }) };
  });
}
const asked = (network: ReturnType<typeof testNetwork>, part: string) =>
  network.lines().filter((line) => line.includes(part)).length;

describe("hostile referrers", () => {
  it("two that are about each other are read once", async () => {
    const first = manifest([statement], { subject: image.descriptor, artifactType: inToto });
    const second = manifest([], { subject: first.descriptor, artifactType: inToto });
    const network = referring([first, second, statement], (digest) => ({
      manifests:
        digest === image.digest
          ? [first.descriptor]
          : [second.descriptor, first.descriptor, image.descriptor],
    }));
    const { artifacts } = await find(network);
    assert.equal(artifacts.length, 1);
    assert.equal(artifacts[0]?.signatures.length, 1);
    assert.equal(asked(network, "/referrers/"), 2);
  });

  it("of a flood the first hundred are read, and that is said", async () => {
    const flood = Array.from({ length: 900 }, (_, at) =>
      manifest([], {
        subject: image.descriptor,
        artifactType: "a/b",
        annotations: { at: String(at) },
      }),
    );
    const network = referring(flood, (digest) => ({
      manifests: digest === image.digest ? flood.map((it) => it.descriptor) : [],
    }));
    const { artifacts, problems } = await find(network);
    assert.equal(artifacts.length, 100);
    assert.deepEqual(problems, [
      `900 artifacts are about ${image.digest}: only the first 100 were read.`,
    ]);
  });

  it("of a flood of signatures the first fifty are read", async () => {
    const attestation = manifest([], { subject: image.descriptor, artifactType: "a/b" });
    const flood = Array.from({ length: 60 }, (_, at) =>
      manifest([], { subject: attestation.descriptor, annotations: { at: String(at) } }),
    );
    const network = referring([attestation, ...flood], (digest) => ({
      manifests:
        digest === image.digest
          ? [{ ...attestation.descriptor, artifactType: "a/b" }]
          : flood.map((it) => it.descriptor),
    }));
    const { artifacts } = await find(network);
    assert.equal(artifacts[0]?.signatures.length, 50);
  });

  it("a flood of large manifests is read up to what all evidence may have", async () => {
    const size = 4 * 1024 * 1024;
    const flood = Array.from({ length: 20 }, (_, at) => content(ociManifest, String(at)));
    const network = referring([], (digest) => ({
      manifests: digest === image.digest ? flood.map((it) => ({ ...it.descriptor, size })) : [],
    }));
    const { problems } = await find(network);
    const read = flood.filter(({ digest }) => asked(network, `/manifests/${digest}`) > 0);
    assert.equal(read.length, 16);
    assert.equal(problems.filter((it) => it.includes("bytes of evidence")).length, 4);
  });

  it("pages without end are not all read", async () => {
    let page = 0;
    const network = referring([], (_, { pathname }) => ({
      manifests: [],
      headers: { link: `<${pathname}?page=${++page}>; rel="next"` },
    }));
    const { problems } = await find(network);
    assert.equal(asked(network, "/referrers/"), 20);
    assert.equal(problems.length, 1);
  });

  it("a page that comes again ends the list", async () => {
    const network = referring([], (_, { pathname }) => ({
      manifests: [],
      headers: { link: `<${pathname}>; rel="next"` },
    }));
    await find(network);
    assert.equal(asked(network, "/referrers/"), 1);
  });

  for (const link of [
    "https://evil.test/v2/app/referrers/x",
    "//evil.test/v2/app/referrers/x",
    "https://registry.test/v2/other/referrers/x",
    "https://registry.test/v2/app/referrers/../../other/referrers/x",
    "https://registry.test:8443/v2/app/referrers/x",
    "https://ann@registry.test/v2/app/referrers/x",
    "/v2/app/manifests/latest",
    "http://registry.test/v2/app/referrers/x",
  ])
    it(`a next page at ${link} is not asked for`, async () => {
      const attestation = manifest([statement], { subject: image.descriptor, artifactType: "a/b" });
      const network = referring([attestation, statement], (digest) => ({
        manifests: digest === image.digest ? [attestation.descriptor] : [],
        headers: { link: `<${link}>; rel="next"` },
      }));
      const { artifacts, problems } = await find(network);
      assert.equal(artifacts.length, 1);
      assert.match(problems[0] ?? "", /names a next page that is not of its list/);
      assert.equal(asked(network, link.includes("evil") ? "evil.test" : "/x"), 0);
    });

  it("a page for people in the place of the list is no list", async () => {
    const usual = serving([image], { latest: image });
    const network = testNetwork((request) =>
      request.url.pathname.includes("/referrers/")
        ? { headers: { "content-type": "text/html" }, body: "<html>" }
        : usual(request),
    );
    const { looks } = await find(network);
    assert.equal(looks[0]?.answer, "not supported (text/html)");
  });

  it("a fallback tag that is no index lists nothing", async () => {
    const usual = serving([image], { latest: image, [tagOf(image)]: image });
    const { looks, artifacts } = await find(testNetwork(usual));
    assert.equal(looks[1]?.answer, "no list of referrers");
    assert.deepEqual(artifacts, []);
  });
});
