import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { openArchive, parseArchiveReference } from "../../src/registry/archive";
import { openArchiveFiles } from "../../src/registry/archiveFiles";
import { findEvidence } from "../../src/registry/evidence";
import type { Wanted } from "../../src/registry/source";
import { repository } from "../lint/check";
import { amd64, signal } from "./client";
import { temporaryFolder, writeFiles } from "./folder";
import { content, index, inToto, layoutFiles, linux, manifest } from "./image";
import { header, tar } from "./tar";

const folder = temporaryFolder();
let count = 0;
const write = (bytes: Uint8Array): string => {
  const file = path.join(folder, `${count++}.tar`);
  writeFileSync(file, bytes);
  return file;
};
const find = (file: string, wanted: Wanted = { tag: null, digest: null }) =>
  findEvidence(
    openArchive(file, () => new Date(0)),
    wanted,
    amd64,
    signal,
  );

const image = manifest([]);
const statement = content(inToto, "{}");
// Over what is kept of a packed archive, so that it is read once more.
const large = content(inToto, `"${"x".repeat(5_000_000)}"`);
const attestation = manifest([statement, large]);
const top = index([
  { ...image.descriptor, platform: linux },
  { ...attestation.descriptor, annotations: { "vnd.docker.reference.digest": image.digest } },
]);
const files = layoutFiles([statement, large, image, attestation, top], [top.descriptor]);
const sizes = ({ artifacts }: Awaited<ReturnType<typeof find>>) =>
  artifacts.flatMap(({ layers }) => layers.map(({ bytes }) => bytes?.length ?? null));

describe("an archive of an OCI layout", () => {
  const archives: readonly [string, Uint8Array][] = [
    ["plain", tar(files)],
    ["packed", gzipSync(tar(files))],
    [
      "with ./ before names",
      tar(Object.fromEntries(Object.entries(files).map(([name, it]) => [`./${name}`, it]))),
    ],
    ["without an end", tar(files).subarray(0, -1024)],
  ];
  for (const [name, bytes] of archives)
    it(`${name}: its evidence is found`, async () => {
      const evidence = await find(write(bytes));
      assert.deepEqual(sizes(evidence), [2, 5_000_002]);
      assert.deepEqual(evidence.problems, []);
    });

  for (const format of ["gnu", "pax", "ustar", "v7"])
    it(`as tar makes it (${format})`, async function () {
      const long = `${"folder/".repeat(12)}${"n".repeat(90)}`;
      const from = writeFiles(path.join(folder, `tar${count++}`), {
        ...files,
        ...(format === "gnu" || format === "pax" ? { [long]: "x" } : {}),
      });
      const file = path.join(folder, `${count++}.tar`);
      const made = spawnSync("tar", [`--format=${format}`, "-cf", file, "-C", from, "."]);
      if (made.status !== 0) this.skip();
      assert.deepEqual(sizes(await find(file)), [2, 5_000_002]);
    });

  const bad: readonly [string, Uint8Array, string][] = [
    ["nothing", Buffer.alloc(0), "malformed"],
    ["no archive", Buffer.from("FROM node\n".repeat(100)), "malformed"],
    ["cut short in a file", tar(files).subarray(0, 700), "malformed"],
    ["cut short in a header", tar(files).subarray(0, 1200), "malformed"],
    ["packed and cut short", gzipSync(tar(files)).subarray(0, 300), "malformed"],
    ["without an image", tar({ "a.txt": "x" }), "malformed"],
    [
      "with two lists",
      Buffer.concat([tar({ "index.json": "{}" }).subarray(0, -1024), tar(files)]),
      "malformed",
    ],
    ["with a link for a list", Buffer.concat([header("index.json", 0, "2"), tar({})]), "malformed"],
    [
      "with a size that is none",
      Buffer.concat([Buffer.from(header("a", 0)).fill("9", 124, 135), tar({})]),
      "malformed",
    ],
    [
      "a bomb",
      gzipSync(Buffer.concat([header("zeros", 40_000_000), Buffer.alloc(40_000_000)])),
      "too-large",
    ],
    [
      "with other content under a digest",
      tar({ ...files, [`blobs/${top.digest.replace(":", "/")}`]: "{}" }),
      "wrong-digest",
    ],
  ];
  for (const [name, bytes, code] of bad)
    it(`${name}: ${code}`, () => assert.rejects(find(write(bytes)), { code }));

  it("that is not there, and a folder", async () => {
    await assert.rejects(find(path.join(folder, "gone.tar")), { code: "not-found" });
    await assert.rejects(find(folder), { code: "unreadable" });
  });

  it("has the bundles that cosign saved and listed nowhere", async () => {
    const referrer = manifest([statement], { artifactType: inToto, subject: image.descriptor });
    const annotations = { kind: "dev.cosignproject.cosign/image" };
    const saved = layoutFiles([image, referrer, statement], [{ ...image.descriptor, annotations }]);
    assert.deepEqual(sizes(await find(write(tar(saved)))), [2]);
  });

  it("that is a pipe to which nobody writes is not waited for", async function () {
    const pipe = path.join(folder, "pipe.tar");
    if (spawnSync("mkfifo", [pipe]).status !== 0) return this.skip();
    await assert.rejects(find(pipe), { code: "unreadable" });
  });
});

describe("an archive of docker save before Docker 25", () => {
  const config = content("application/json", { ...linux, config: { User: "1" }, rootfs: {} });
  const id = config.digest.slice("sha256:".length);
  const list = (...names: string[]) => [{ Config: `${id}.json`, RepoTags: names, Layers: [] }];
  const saved = (images: unknown) =>
    write(tar({ "manifest.json": JSON.stringify(images), [`${id}.json`]: config.bytes }));

  it("has an image by its id, and no evidence: the reason is said for each place", async () => {
    const { image, artifacts, looks } = await find(saved(list("app:1")));
    assert.deepEqual([image.manifest.digest, image.platform], [config.digest, amd64]);
    assert.deepEqual(artifacts, []);
    assert.deepEqual(
      new Set(looks.map(({ answer }) => answer)),
      new Set(["none: this format has no place for it"]),
    );
  });

  it("has several: one is named by its tag", async () => {
    const other = content("application/json", { ...linux, config: {}, rootfs: {} });
    const file = write(
      tar({
        "manifest.json": JSON.stringify([
          ...list("app:1"),
          { Config: `${other.digest.slice(7)}.json`, RepoTags: ["localhost:5000/app:2"] },
        ]),
        [`${id}.json`]: config.bytes,
        [`${other.digest.slice(7)}.json`]: other.bytes,
      }),
    );
    await assert.rejects(find(file), {
      code: "ambiguous",
      choices: [
        { digest: config.digest, names: ["app:1"] },
        { digest: other.digest, names: ["localhost:5000/app:2"] },
      ],
    });
    const chosen = await find(file, { tag: null, digest: other.digest });
    assert.equal(chosen.image.manifest.digest, other.digest);
    const { image } = await find(file, { tag: "2", digest: null });
    assert.equal(image.manifest.digest, other.digest);
    await assert.rejects(find(file, { tag: "3", digest: null }), { code: "not-found" });
  });

  it("lists an image once that stands there for each of its names", async () => {
    const file = write(
      tar({
        "manifest.json": JSON.stringify([...list("app:1"), ...list("app:latest")]),
        [`${id}.json`]: config.bytes,
      }),
    );
    assert.equal((await find(file)).image.manifest.digest, config.digest);
  });

  it("whose config is another than its name says is refused", async () => {
    const file = write(
      tar({ "manifest.json": JSON.stringify(list("app:1")), [`${id}.json`]: "{}" }),
    );
    await assert.rejects(find(file), { code: "wrong-digest" });
  });

  it("has another id than was asked for, whatever its path says", async () => {
    const Config = `${id}/config.json`;
    const bytes = tar({ "manifest.json": JSON.stringify([{ Config }]), [Config]: "{}" });
    const wanted = { tag: null, digest: config.digest };
    await assert.rejects(find(write(bytes), wanted), { code: "wrong-digest" });
  });

  for (const odd of [{}, [], [7], [{ Config: 7 }], [{ Config: "../../etc/passwd" }], null])
    it(`${JSON.stringify(odd)} for its list`, () =>
      assert.rejects(find(saved(odd)), { name: "RegistryError" }));
});

describe("a packed archive", () => {
  it("is not gone over again and again for what was not kept of it", async () => {
    const large = randomBytes(4 * 1024 * 1024 + 1);
    const files = await openArchiveFiles(write(gzipSync(tar({ large }), { level: 1 })));
    const read = () => files.read("large", large.length);
    for (let time = 0; time < 50; time++) assert.equal((await read()).length, large.length);
    await assert.rejects(read(), { code: "too-large" });
  });
});

describe("the name of an archive", () => {
  const rows: readonly [string, string, string | null, string | null][] = [
    ["a.tar", "a.tar", null, null],
    ["a.tar:v1", "a.tar", "v1", null],
    ["C:\\a.tar", "C:\\a.tar", null, null],
    ["app:1.tar", "app:1.tar", null, null],
    ["image", "image", null, null],
    [`a.tar@${image.digest}`, "a.tar", null, image.digest],
  ];
  for (const [text, file, tag, digest] of rows)
    it(text, () => assert.deepEqual(parseArchiveReference(text), { file, tag, digest }));
});

const shared = process.env["DRYDOCK_SHARED"] ?? path.join(repository, "..", "shared");
const sample = path.join(shared, "samples", "oci-misc", "hello-oci-multiplatform-gzip.tar");

describe(`a real archive${existsSync(sample) ? "" : " (not run: no samples in DRYDOCK_SHARED or ../shared)"}`, () => {
  before(function () {
    if (!existsSync(sample)) this.skip();
  });

  it("of several platforms has BuildKit's provenance of each", async () => {
    for (const architecture of ["amd64", "arm64"]) {
      const platform = { os: "linux", architecture, variant: null };
      const source = openArchive(sample, () => new Date(0));
      const { artifacts } = await findEvidence(
        source,
        { tag: null, digest: null },
        platform,
        signal,
      );
      assert.deepEqual(
        artifacts.flatMap(({ layers }) =>
          layers.map((it) => it.descriptor.annotations["in-toto.io/predicate-type"]),
        ),
        ["https://slsa.dev/provenance/v0.2"],
      );
    }
  });
});
