import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { findEvidence } from "../../src/registry/evidence";
import { amd64, repositoryAt, signal } from "./client";
import {
  copyWithSkopeo,
  hasDockerRegistry,
  hasZot,
  push,
  startDockerRegistry,
  startZot,
  type RealRegistry,
} from "./dockerRegistry";
import { temporaryFolder, writeFiles } from "./folder";
import { content, emptyConfig, index, inToto, layoutFiles, linux, manifest, tagOf } from "./image";

const config = content("application/vnd.oci.image.config.v1+json", {
  ...linux,
  config: { User: "65532" },
  rootfs: { type: "layers", diff_ids: [] },
});
const image = manifest([], { config: config.descriptor });
const statement = content(inToto, { predicateType: "https://spdx.dev/Document" });
const unknown = { os: "unknown", architecture: "unknown" };
const attestationConfig = content("application/vnd.oci.image.config.v1+json", {
  ...unknown,
  rootfs: { type: "layers", diff_ids: [statement.digest] },
});
const attestation = manifest([statement], { config: attestationConfig.descriptor });
const top = index([
  { ...image.descriptor, platform: linux },
  {
    ...attestation.descriptor,
    annotations: {
      "vnd.docker.reference.digest": image.digest,
      "vnd.docker.reference.type": "attestation-manifest",
    },
    platform: unknown,
  },
]);
const files = layoutFiles(
  [config, image, statement, attestationConfig, attestation, top],
  [top.descriptor],
);
const envelope = content("application/vnd.dsse.envelope.v1+json", { payloadType: inToto });
const latest = { tag: "latest", digest: null };

describe(`Debian's docker-registry${hasDockerRegistry ? "" : " (not run: docker-registry, skopeo, htpasswd or openssl is missing)"}`, () => {
  const folder = temporaryFolder();
  const running: RealRegistry[] = [];
  before(function () {
    if (!hasDockerRegistry) this.skip();
  });
  after(() => Promise.all(running.map((it) => it.stop())));

  const start = async (name: string, options: Parameters<typeof startDockerRegistry>[1] = {}) => {
    const registry = await startDockerRegistry(path.join(folder, name), options);
    running.push(registry);
    const layout = writeFiles(path.join(folder, `${name}-layout`), files);
    copyWithSkopeo(layout, registry, "latest", options.login ?? null);
    return registry;
  };

  it("has what BuildKit put into the index, and what cosign put beside it", async () => {
    const registry = await start("open");
    const att = manifest([envelope]);
    await push(registry, `${tagOf(top)}.att`, att, [envelope, emptyConfig]);
    const bundle = manifest([envelope], { subject: image.descriptor, artifactType: "text/x" });
    await push(registry, bundle.digest, bundle, []);
    await push(registry, tagOf(image), index([bundle.descriptor]), []);
    const { source } = repositoryAt(registry.host);
    const evidence = await findEvidence(source, latest, amd64, signal);
    assert.deepEqual(
      evidence.artifacts.map(({ place, manifest }) => [place, manifest?.descriptor.digest]),
      [
        ["index", attestation.digest],
        ["referrer", bundle.digest],
        ["tag", att.digest],
      ],
    );
    assert.deepEqual(evidence.problems, []);
    assert.equal(evidence.image.index?.digest, top.digest);
  });

  it("with a password lets in who has it", async () => {
    const registry = await start("locked", { login: "ann:secret" });
    await assert.rejects(findEvidence(repositoryAt(registry.host).source, latest, amd64, signal), {
      code: "unauthorized",
    });
    const credential = { kind: "basic", username: "ann", password: "secret" } as const;
    const { source, lines } = repositoryAt(registry.host, {
      credentials: () => Promise.resolve(credential),
    });
    const evidence = await findEvidence(source, latest, amd64, signal);
    assert.equal(evidence.artifacts.length, 1);
    assert.ok(!/secret|YW5u/.test(lines.join()));
  });

  it("with a certificate nobody knows is not trusted, and is with it", async () => {
    const registry = await start("secure", { tls: true });
    await assert.rejects(findEvidence(repositoryAt(registry.host).source, latest, amd64, signal), {
      code: "certificate",
    });
    const authorities = [readFileSync(registry.certificate ?? "", "utf8")];
    const { source } = repositoryAt(registry.host, { network: { authorities } });
    const evidence = await findEvidence(source, latest, amd64, signal);
    assert.equal(evidence.artifacts.length, 1);
  });
});

describe(`zot${hasZot ? "" : " (not run: zot or skopeo is missing)"}`, () => {
  const folder = temporaryFolder();
  let registry: RealRegistry | null = null;
  before(async function () {
    if (!hasZot) return this.skip();
    registry = await startZot(path.join(folder, "zot"));
  });
  after(() => registry?.stop());

  it("lists over the referrers API what was pushed with a subject", async () => {
    assert.ok(registry !== null);
    copyWithSkopeo(writeFiles(path.join(folder, "layout"), files), registry, "latest");
    const bundle = manifest([envelope], { subject: image.descriptor, artifactType: "text/x" });
    await push(registry, bundle.digest, bundle, [envelope, emptyConfig]);
    const { source } = repositoryAt(registry.host);
    const { artifacts, looks, problems } = await findEvidence(source, latest, amd64, signal);
    assert.deepEqual(
      artifacts.map(({ place, manifest }) => [place, manifest?.descriptor.digest]),
      [
        ["index", attestation.digest],
        ["referrer", bundle.digest],
      ],
    );
    const referrers = looks.find(({ place }) => place === "referrers of the platform manifest");
    assert.deepEqual([referrers?.answer, problems], ["1 artifact", []]);
  });
});
