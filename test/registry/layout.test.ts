import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { symlinkSync } from "node:fs";
import path from "node:path";
import { findEvidence } from "../../src/registry/evidence";
import { openLayoutFolder } from "../../src/registry/layout";
import { parseLayoutReference } from "../../src/registry/layoutReference";
import type { Wanted } from "../../src/registry/source";
import { temporaryFolder, writeFiles } from "./folder";
import { bundle, content, index, inToto, layoutFiles, linux, manifest, tagOf } from "./image";

const folder = temporaryFolder();
const amd64 = { os: "linux", architecture: "amd64", variant: null };
const signal = new AbortController().signal;
const now = () => new Date("2026-01-02T03:04:05Z");

let count = 0;
function layout(files: Readonly<Record<string, string | Uint8Array>>) {
  return openLayoutFolder(writeFiles(path.join(folder, String(count++)), files), now);
}
const anything: Wanted = { tag: null, digest: null };
const image = manifest([]);
const statement = content(inToto, { _type: "https://in-toto.io/Statement/v1" });
const find = (source: ReturnType<typeof layout>, wanted = anything) =>
  findEvidence(source, wanted, amd64, signal);
/** Place and the text of the first layer of each artifact. */
const shape = ({ artifacts }: Awaited<ReturnType<typeof find>>) =>
  artifacts.map(({ place, layers }) => [place, Buffer.from(layers[0]?.bytes ?? []).toString()]);

describe("an OCI layout", () => {
  it("has BuildKit's attestations of the platform in its index, with what was looked at", async () => {
    const attestation = manifest([statement]);
    const of = (digest: string) => ({
      ...attestation.descriptor,
      annotations: {
        "vnd.docker.reference.digest": digest,
        "vnd.docker.reference.type": "attestation-manifest",
      },
      platform: { os: "unknown", architecture: "unknown" },
    });
    const top = index([
      { ...image.descriptor, platform: linux },
      of(image.digest),
      of(`sha256:${"0".repeat(64)}`),
    ]);
    const source = layout(layoutFiles([image, attestation, statement, top], [top.descriptor]));
    const evidence = await find(source);
    assert.deepEqual(shape(evidence), [["index", statement.bytes.toString()]]);
    assert.deepEqual(evidence.image, {
      source: source.name,
      repository: null,
      index: { ...top.descriptor, artifactType: null, annotations: {}, platform: null },
      indexAnnotations: {},
      manifest: {
        ...image.descriptor,
        artifactType: null,
        annotations: {},
        platform: amd64,
      },
      platform: amd64,
      platforms: [amd64],
      checkedAt: now(),
    });
    assert.deepEqual(
      evidence.looks.map(({ place, answer }) => `${place}: ${answer}`),
      [
        "attestations in the index: 1 artifact; 1 about an image not in the index any more",
        `referrers of the attestation ${attestation.digest}: none`,
        `tag ${tagOf(attestation)}.sig: none`,
        "referrers of the platform manifest: none",
        "referrers of the index: none",
        ...[image, top].flatMap((it) =>
          ["sig", "att", "sbom"].map((kind) => `tag ${tagOf(it)}.${kind}: none`),
        ),
      ],
    );
    assert.deepEqual(evidence.problems, []);
  });

  it("has referrers beside the image, and what signs them", async () => {
    const attestation = manifest([statement], {
      artifactType: inToto,
      subject: image.descriptor,
    });
    const signature = manifest([content("text/plain", "signed")], {
      artifactType: "application/vnd.dev.cosign.artifact.sig.v1+json",
      subject: attestation.descriptor,
    });
    const evidence = await find(
      layout(
        layoutFiles(
          [image, attestation, statement, signature, content("text/plain", "signed")],
          [image.descriptor, attestation.descriptor, signature.descriptor],
        ),
      ),
    );
    assert.deepEqual(shape(evidence), [["referrer", statement.bytes.toString()]]);
    const [signed] = evidence.artifacts[0]?.signatures ?? [];
    assert.equal(signed?.manifest?.subject?.digest, attestation.digest);
    assert.equal(Buffer.from(signed?.layers[0]?.bytes ?? []).toString(), "signed");
  });

  it("has referrers under the fallback tag, as regctl writes them", async () => {
    const attestation = manifest([statement], { artifactType: inToto, subject: image.descriptor });
    const list = index([attestation.descriptor]);
    const named = (tag: string) => ({ "org.opencontainers.image.ref.name": tag });
    const files = layoutFiles(
      [image, attestation, statement, list],
      [
        { ...image.descriptor, annotations: named("latest") },
        { ...list.descriptor, annotations: named(tagOf(image)) },
      ],
    );
    assert.deepEqual(shape(await find(layout(files))), [["referrer", statement.bytes.toString()]]);
  });

  it("has what cosign saved, whose tags are gone", async () => {
    const attestation = manifest([content("application/vnd.dsse.envelope.v1+json", "{}")]);
    const kind = (name: string) => ({ kind: `dev.cosignproject.cosign/${name}` });
    const files = layoutFiles(
      [image, attestation, content("application/vnd.dsse.envelope.v1+json", "{}")],
      [
        { ...image.descriptor, annotations: kind("image") },
        { ...attestation.descriptor, annotations: kind("atts") },
      ],
    );
    const evidence = await find(layout(files));
    assert.deepEqual(shape(evidence), [["tag", "{}"]]);
    assert.equal(evidence.artifacts[0]?.manifest?.about, image.digest);
  });

  it("has the bundles that cosign saved and listed nowhere, and no others", async () => {
    const signed = content(bundle, "signed");
    const about = (subject: unknown, type = bundle) =>
      manifest([signed], { artifactType: type, subject });
    const referrer = about(image.descriptor);
    const altered = about(image.descriptor, "application/json");
    const contents = [image, signed, referrer, about(manifest([signed]).descriptor)];
    const saved = { kind: "dev.cosignproject.cosign/image" };
    const files = (annotations: Readonly<Record<string, string>>) => ({
      ...layoutFiles(contents, [{ ...image.descriptor, annotations }]),
      [`blobs/${altered.digest.replace(":", "/")}`]: `${Buffer.from(altered.bytes).toString()} `,
      "blobs/sha256/notes.txt": "{}",
    });
    const { artifacts, problems } = await find(layout(files(saved)));
    assert.deepEqual(
      artifacts.map(({ place, manifest }) => [place, manifest?.descriptor.digest]),
      [["referrer", referrer.digest]],
    );
    assert.deepEqual(problems, []);
    // Others list what they write: of their layouts not everything is read.
    assert.deepEqual((await find(layout(files({})))).artifacts, []);
  });

  it("says which images it has where none is named, and finds a named one", async () => {
    const other = manifest([], { annotations: { other: "yes" } });
    const named = (name: string) => ({ "org.opencontainers.image.ref.name": name });
    const source = layout(
      layoutFiles(
        [image, other],
        [
          { ...image.descriptor, annotations: named("one") },
          { ...other.descriptor, annotations: named("docker.io/library/app:two") },
        ],
      ),
    );
    await assert.rejects(find(source), {
      code: "ambiguous",
      message: `${source.name} has several images. Name one: ${source.name}:one, ${source.name}:two`,
    });
    await assert.rejects(find(source), {
      choices: [
        { digest: image.digest, names: ["one"] },
        { digest: other.digest, names: ["docker.io/library/app:two"] },
      ],
    });
    const two = await find(source, { tag: "two", digest: null });
    assert.equal(two.image.manifest.digest, other.digest);
    await assert.rejects(find(source, { tag: "three", digest: null }), {
      code: "not-found",
      message: `${source.name} has no image with the tag three; it has ${source.name}:one, ${source.name}:two`,
    });
  });

  it("offers in the place of a tag only images, and not too many", async () => {
    const tagged = (name: string) => ({ "org.opencontainers.image.ref.name": name });
    const about = manifest([statement], { subject: image.descriptor });
    const source = layout(
      layoutFiles(
        [image, about],
        [{ ...image.descriptor, annotations: tagged("one") }, about.descriptor],
      ),
    );
    await assert.rejects(find(source, { tag: "two", digest: null }), {
      message: `${source.name} has no image with the tag two; it has ${source.name}:one`,
    });
    const many = Array.from({ length: 13 }, (_, at) => ({
      ...image.descriptor,
      annotations: tagged(`v${at}`),
    }));
    await assert.rejects(find(layout(layoutFiles([image], many)), { tag: "two", digest: null }), {
      message: /:v0, .*:v9 and 3 more$/,
    });
  });

  it("offers an image once, with all of its names", async () => {
    const other = manifest([], { annotations: { other: "yes" } });
    const named = (name: string, more = {}) => ({
      "org.opencontainers.image.ref.name": name,
      ...more,
    });
    const saved = { "io.containerd.image.name": "docker.io/library/app:latest" };
    const entries = [
      { ...image.descriptor, annotations: named("1") },
      { ...other.descriptor, annotations: named("other") },
      { ...image.descriptor, annotations: named("latest", saved) },
    ];
    await assert.rejects(find(layout(layoutFiles([image, other], entries))), {
      choices: [
        { digest: image.digest, names: ["1", "docker.io/library/app:latest"] },
        { digest: other.digest, names: ["other"] },
      ],
    });
  });

  it("names the platforms that there are", async () => {
    const top = index([{ ...image.descriptor, platform: { os: "linux", architecture: "arm64" } }]);
    await assert.rejects(find(layout(layoutFiles([image, top], [top.descriptor]))), {
      code: "no-platform",
    });
  });

  it("is not read through links", async () => {
    const secret = writeFiles(path.join(folder, "elsewhere"), { file: image.bytes });
    const entries = layoutFiles([], [image.descriptor]);
    const source = layout({ ...entries, "blobs/sha256/none": "" });
    symlinkSync(
      path.join(secret, "file"),
      path.join(source.name.slice("oci:".length), "blobs", "sha256", image.digest.slice(7)),
    );
    await assert.rejects(find(source), { code: "unreadable" });
  });

  it("is not looked at on behalf of somebody who left", async () => {
    const source = layout(layoutFiles([image], [image.descriptor]));
    const left = AbortSignal.abort();
    await assert.rejects(findEvidence(source, { tag: null, digest: null }, amd64, left), {
      name: "RegistryError",
      code: "cancelled",
    });
  });

  it("is missing, cut short or no layout: each a clause that names it", async () => {
    const gone = openLayoutFolder(path.join(folder, "gone"), now);
    const file = path.join(folder, "gone", "index.json");
    await assert.rejects(find(gone), {
      code: "malformed",
      message: `${gone.name} is no OCI layout: there is no ${file}`,
    });
    await assert.rejects(find(layout({ "index.json": '{"manifests":[' })), { code: "malformed" });
    await assert.rejects(find(layout({ "index.json": '{"schemaVersion":2}' })), {
      code: "wrong-type",
    });
    const changed = layoutFiles([], [image.descriptor]);
    const lie = { ...changed, [`blobs/sha256/${image.digest.slice(7)}`]: "{}" };
    await assert.rejects(find(layout(lie)), { code: "wrong-digest" });
  });

  for (const [change, altered] of [
    ["longer", "{} "],
    ["shorter", "{"],
    ["other", "[]"],
  ] as const)
    it(`has a blob that is ${change} than announced: other content, not one that is too large`, async () => {
      const bytes = Buffer.from("{}");
      const digest = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
      const files = layoutFiles([], [image.descriptor]);
      const source = layout({ ...files, [`blobs/sha256/${digest.slice(7)}`]: altered });
      const descriptor = {
        ...{ mediaType: inToto, artifactType: null, annotations: {}, platform: null },
        ...{ digest, size: bytes.length },
      };
      await assert.rejects(source.blob(descriptor, signal), { code: "wrong-digest" });
    });
});

describe("the name of a layout", () => {
  const cases: readonly [string, string, string | null, string | null][] = [
    ["build", "build", null, null],
    ["build:v1", "build", "v1", null],
    ["C:\\build", "C:\\build", null, null],
    ["C:\\build:v1", "C:\\build", "v1", null],
    ["./a:b/c", "./a:b/c", null, null],
    [`build@${image.digest}`, "build", null, image.digest],
  ];
  for (const [text, folder, tag, digest] of cases)
    it(text, () => assert.deepEqual(parseLayoutReference(text), { folder, tag, digest }));
});
