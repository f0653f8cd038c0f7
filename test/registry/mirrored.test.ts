import assert from "node:assert/strict";
import { createClient } from "../../src/registry/client";
import { findEvidence } from "../../src/registry/evidence";
import { openRepository } from "../../src/registry/repository";
import { amd64, signal } from "./client";
import {
  content,
  emptyConfig,
  index,
  inToto,
  linux,
  manifest,
  ociIndex,
  simpleSigning,
  type Content,
} from "./image";
import { type Answer, serving, testNetwork } from "./network";

const build = { "com.docker.dhi.build.id": "17" };
const title = { "org.opencontainers.image.title": "dhi/python" };
const image = manifest([content("a/b", "layer")]);
const entry = { ...image.descriptor, platform: linux, annotations: build };
const top = index([entry], { annotations: title });
const statement = content(inToto, { _type: "https://in-toto.io/Statement/v0.1" });
const attestation = manifest([statement], { artifactType: inToto, subject: image.descriptor });
const signature = content(simpleSigning, "signature");
const signed = manifest([signature], {
  artifactType: "application/vnd.dev.cosign.artifact.sig.v1+json",
  subject: attestation.descriptor,
});

const scout = "registry.scout.docker.com";
const lists: Readonly<Record<string, Content>> = {
  [image.digest]: attestation,
  [attestation.digest]: signed,
};

/** Docker Hub has the image and nothing about it; Docker's own registry has what is about it, and no image. */
async function find(
  list: Content,
  {
    registry = "docker.io",
    path = "acme/dhi-python",
    ofScout = (answer: Answer) => answer,
  }: { registry?: string; path?: string; ofScout?: (answer: Answer) => Answer } = {},
) {
  const ofHub = serving([list, image, emptyConfig], { latest: list });
  const aside = serving([attestation, statement, signed, signature, emptyConfig]);
  const network = testNetwork((request) => {
    if (request.url.host !== scout) return ofHub(request);
    const [, digest] = /\/referrers\/(.+)$/.exec(request.url.pathname) ?? [];
    if (digest === undefined) return ofScout(aside(request));
    const found = lists[digest];
    const manifests = found === undefined ? [] : [{ ...found.descriptor, artifactType: inToto }];
    const body = JSON.stringify({ schemaVersion: 2, mediaType: ociIndex, manifests });
    return ofScout({ headers: { "content-type": ociIndex }, body });
  });
  const client = createClient({ transport: network.transport });
  const source = openRepository({ registry, path }, client);
  const wanted = { tag: null, digest: null };
  const evidence = await findEvidence(source, wanted, amd64, signal);
  const asked = network.lines().filter((line) => line.includes(`//${scout}/`));
  return { evidence, asked };
}

describe("a Docker Hardened Image that was mirrored to Docker Hub", () => {
  it("has its attestations on Docker's own registry, below its own name", async () => {
    const { evidence, asked } = await find(top);
    const [found, ...others] = evidence.artifacts;
    assert.deepEqual([others, evidence.problems], [[], []]);
    assert.equal(found?.manifest?.about, image.digest);
    assert.deepEqual(Buffer.from(found?.layers[0]?.bytes ?? []), statement.bytes);
    assert.deepEqual(Buffer.from(found?.signatures[0]?.layers[0]?.bytes ?? []), signature.bytes);
    assert.match(found?.location ?? "", /^https:\/\/registry\.scout\.docker\.com\//);
    assert.ok(asked.length > 0);
    assert.deepEqual(
      asked.filter((line) => !line.includes(`//${scout}/v2/acme/dhi-python/`)),
      [],
    );
    const look = evidence.looks.find(({ url }) => url.includes(scout));
    assert.deepEqual(
      [look?.place, look?.answer],
      [`referrers of the platform manifest at ${scout}/acme/dhi-python`, "1 artifact"],
    );
  });

  it("is known by its whole index, and nobody is asked about any other image", async () => {
    const others: readonly (readonly [name: string, list: Content])[] = [
      ["without a title", index([entry])],
      ["of another title", index([entry], { annotations: { ...title, ...other("dhi-python") } })],
      ["without a build", index([{ ...entry, annotations: {} }], { annotations: title })],
      [
        "with an entry that is none",
        index([entry, { ...entry, annotations: {} }], { annotations: title }),
      ],
      ["no index", image],
    ];
    for (const [name, list] of others) assert.deepEqual((await find(list)).asked, [], name);
    for (const registry of ["ghcr.io", "dhi.io", "docker.io.example.com"])
      assert.deepEqual((await find(top, { registry })).asked, [], registry);
  });

  it("is no less found where Docker's registry fails, and that is said", async () => {
    const { evidence } = await find(top, { ofScout: () => ({ status: 403 }) });
    assert.deepEqual(evidence.artifacts, []);
    assert.equal(evidence.image.manifest.digest, image.digest);
    const look = evidence.looks.find(({ place }) => place.includes(scout));
    assert.equal(look?.answer, "no access");
    assert.match(evidence.problems.join(), /scout/);
  });
});

function other(name: string) {
  return { "org.opencontainers.image.title": name };
}
