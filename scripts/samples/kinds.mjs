// One image for each way in which evidence is kept beside images. With `tamper` one byte of what says
// something differs from what was signed, with digests that fit: as one would who may push.
import { createHash, sign } from "node:crypto";
import { content, createLayout, tagOf, types } from "./content.mjs";
import { statements } from "./documents.mjs";

const platform = { os: "linux", architecture: "amd64" };
const predicateLabel = "in-toto.io/predicate-type";

/**
 * Name → what it is, and how it is made. A maker takes the signing key, the image's name and whether to tamper; of
 * those in the index and of Docker's shape also what image it is, `sample` or one of shop.mjs.
 */
export const kinds = {
  "buildkit-index": {
    about: "BuildKit's attestations in the index, unsigned",
    make: (options) => buildKit(options, false),
  },
  "buildkit-artifact": {
    about: "the same as OCI artifacts, signed by a referrer of each",
    make: (options) => buildKit(options, true),
  },
  "docker-hardened": { about: "the shape of Docker Hardened Images", make: dockerHardened },
  referrers: { about: "Sigstore bundles as referrers of the image", make: referrers },
  "fallback-tag": {
    about: "the same, listed by the tag for registries without referrers",
    make: fallbackTag,
  },
  "bundle-of-manifest": {
    about: "a Sigstore bundle that signs the bytes of the manifest, as a referrer of it",
    make: bundleOfManifest,
  },
  "cosign-tags": { about: "cosign's tags for signature and attestations", make: cosignTags },
  "cosign-sbom": { about: "cosign's tag for an SBOM, unsigned", make: cosignSbom },
};

const sample = {
  tag: "latest",
  config: { User: "65532" },
  layerBytes: null,
  statements: (manifest, name) => Object.values(statements(manifest, name)),
};

function image(layout, { config, layerBytes } = sample) {
  const layers =
    layerBytes === null
      ? [layout.add(content(layerType, "a layer that nobody unpacks\n"))]
      : layerBytes.map(absentLayer);
  const added = layout.add(
    content(types.config, {
      ...platform,
      config,
      rootfs: { type: "layers", diff_ids: layers.map(({ digest }) => digest) },
    }),
  );
  return layout.manifest(
    layers.map(({ descriptor }) => descriptor),
    { config: added.descriptor },
  );
}

const layerType = "application/vnd.oci.image.layer.v1.tar";

/** A layer that is as large as it says somewhere else, and not in the layout. */
function absentLayer(size, index) {
  const { digest, descriptor } = content(layerType, `layer ${index} of ${size} bytes`);
  return { digest, descriptor: { ...descriptor, size } };
}

/** Changes a digit of a version, so that the document says something else. */
function altered(text, tamper) {
  return tamper
    ? text.replace(/1\.37\.0|not_affected|sample-1/, (it) => `${it.slice(0, -1)}9`)
    : text;
}

function statementBlob(layout, statement, tamper) {
  return layout.add(content(types.statement, altered(JSON.stringify(statement), tamper)));
}

function buildKit({ key, name, tamper, of = sample }, isArtifact) {
  const layout = createLayout();
  const manifest = image(layout, of);
  const said = of.statements(manifest, `pkg:docker/${name}?platform=linux%2Famd64`);
  const attestationOf = (isTampered) =>
    layout.manifest(
      said.map((statement) => ({
        ...statementBlob(layout, statement, isTampered).descriptor,
        annotations: { [predicateLabel]: statement.predicateType },
      })),
      isArtifact
        ? {
            artifactType: "application/vnd.docker.attestation.manifest.v1+json",
            subject: manifest.descriptor,
          }
        : {},
    );
  const signed = attestationOf(false);
  const attestation = tamper && isArtifact ? attestationOf(true) : signed;
  const index = layout.index([
    { ...manifest.descriptor, platform },
    {
      ...attestation.descriptor,
      annotations: {
        "vnd.docker.reference.type": "attestation-manifest",
        "vnd.docker.reference.digest": manifest.digest,
      },
      platform: { os: "unknown", architecture: "unknown" },
    },
  ]);
  layout.list(index, { "org.opencontainers.image.ref.name": of.tag });
  if (isArtifact) {
    const statement = { ...statements(signed, "_").vex, predicate: {} };
    const bundle = bundleOf(
      { ...statement, predicateType: "https://sigstore.dev/cosign/sign/v1" },
      key,
    );
    layout.list(referrer(layout, attestation, bundle));
  }
  if (tamper && !isArtifact) spoil(layout, said[0]);
  return layout;
}

/** Other bytes under the digest of an unsigned statement, which is all that holds it. */
function spoil(layout, statement) {
  const { digest } = content(types.statement, JSON.stringify(statement));
  const { bytes } = content(types.statement, altered(JSON.stringify(statement), true));
  layout.add({ digest, bytes });
}

/** Bare statements as referrers of the platform manifest, each signed by a referrer of its own. */
function dockerHardened({ key, name, tamper, of = sample }) {
  const layout = createLayout();
  const manifest = image(layout, of);
  const index = layout.index(
    [{ ...manifest.descriptor, platform, annotations: { "com.docker.dhi.build.id": "1" } }],
    { annotations: { "org.opencontainers.image.title": `dhi/${name.split("/").at(-1)}` } },
  );
  layout.list(index, { "org.opencontainers.image.ref.name": of.tag });
  for (const statement of of.statements(manifest, "_")) {
    const { predicateType } = statement;
    const annotations = { [predicateLabel]: predicateType };
    const attestationOf = (isTampered) =>
      layout.manifest(
        [{ ...statementBlob(layout, statement, isTampered).descriptor, annotations }],
        { artifactType: types.statement, annotations, subject: manifest.descriptor },
      );
    const signed = attestationOf(false);
    const attestation = tamper ? attestationOf(true) : signed;
    layout.list(attestation);
    const payload = simpleSigning(signed, name, {
      type: statement._type,
      predicateType,
      subject: `${name}@${manifest.digest}`,
    });
    layout.list(
      layout.manifest([signedLayer(layout, payload, key)], {
        artifactType: types.cosignSignature,
        subject: attestation.descriptor,
      }),
    );
  }
  return layout;
}

function referrers({ key, tamper }) {
  const layout = createLayout();
  const manifest = image(layout);
  layout.list(manifest, { "org.opencontainers.image.ref.name": "latest" });
  for (const statement of Object.values(statements(manifest, "_"))) {
    layout.list(referrer(layout, manifest, bundleOf(statement, key, tamper)));
  }
  return layout;
}

function fallbackTag({ key, tamper }) {
  const layout = createLayout();
  const manifest = image(layout);
  layout.list(manifest, { "org.opencontainers.image.ref.name": "latest" });
  const list = Object.values(statements(manifest, "_")).map((statement) => {
    const { descriptor } = referrer(layout, manifest, bundleOf(statement, key, tamper));
    return { ...descriptor, artifactType: types.empty };
  });
  layout.list(layout.index(list), { "org.opencontainers.image.ref.name": tagOf(manifest) });
  return layout;
}

function bundleOfManifest({ key, tamper }) {
  const layout = createLayout();
  const manifest = image(layout);
  const index = layout.index([{ ...manifest.descriptor, platform }]);
  layout.list(index, { "org.opencontainers.image.ref.name": "latest" });
  const signed = tamper ? Buffer.concat([manifest.bytes, Buffer.from(" ")]) : manifest.bytes;
  const digest = Buffer.from(manifest.digest.slice("sha256:".length), "hex");
  layout.list(
    referrer(layout, manifest, {
      ...bundleBy(key),
      messageSignature: {
        messageDigest: { algorithm: "SHA2_256", digest: digest.toString("base64") },
        signature: sign("sha256", signed, key.privateKey).toString("base64"),
      },
    }),
  );
  return layout;
}

function cosignTags({ key, name, tamper }) {
  const layout = createLayout();
  const manifest = image(layout);
  layout.list(manifest, { "org.opencontainers.image.ref.name": "latest" });
  const payload = JSON.stringify(simpleSigning(manifest, name));
  const written = tamper ? payload.replace(/"docker-reference":"/, "$&x") : payload;
  const signature = layout.manifest([signedLayer(layout, payload, key, written)]);
  layout.list(signature, { "org.opencontainers.image.ref.name": `${tagOf(manifest)}.sig` });
  const layers = Object.values(statements(manifest, "_")).map((statement) => {
    const envelope = layout.add(content(types.envelope, envelopeOf(statement, key, tamper)));
    const { predicateType } = statement;
    const annotations = { predicateType, "dev.cosignproject.cosign/signature": "" };
    return { ...envelope.descriptor, annotations };
  });
  layout.list(layout.manifest(layers), {
    "org.opencontainers.image.ref.name": `${tagOf(manifest)}.att`,
  });
  return layout;
}

function cosignSbom({ tamper }) {
  const layout = createLayout();
  const manifest = image(layout);
  layout.list(manifest, { "org.opencontainers.image.ref.name": "latest" });
  const { predicate } = statements(manifest, "_").spdx;
  const sbom = layout.add(content("text/spdx+json", predicate));
  layout.list(layout.manifest([sbom.descriptor]), {
    "org.opencontainers.image.ref.name": `${tagOf(manifest)}.sbom`,
  });
  if (tamper)
    layout.add({ digest: sbom.digest, bytes: Buffer.from(altered(`${sbom.bytes}`, true)) });
  return layout;
}

function referrer(layout, subject, bundle) {
  const blob = layout.add(content(types.bundle, bundle));
  return layout.manifest([blob.descriptor], {
    artifactType: types.bundle,
    subject: subject.descriptor,
  });
}

function simpleSigning({ digest }, reference, optional = null) {
  return {
    critical: {
      identity: { "docker-reference": reference },
      image: { "docker-manifest-digest": digest },
      type: "cosign container image signature",
    },
    optional,
  };
}

function signedLayer(layout, payload, key, written = undefined) {
  const text = typeof payload === "string" ? payload : JSON.stringify(payload);
  const signature = sign("sha256", Buffer.from(text), key.privateKey).toString("base64");
  const blob = layout.add(content(types.simpleSigning, written ?? text));
  return {
    ...blob.descriptor,
    annotations: { "dev.cosignproject.cosign/signature": signature },
  };
}

function envelopeOf(statement, { privateKey }, tamper = false) {
  const payload = Buffer.from(JSON.stringify(statement));
  const type = types.statement;
  const encoded = Buffer.concat([
    Buffer.from(`DSSEv1 ${type.length} ${type} ${payload.length} `),
    payload,
  ]);
  const sig = sign("sha256", encoded, privateKey).toString("base64");
  const shown = tamper ? Buffer.from(altered(payload.toString(), true)) : payload;
  return { payloadType: type, payload: shown.toString("base64"), signatures: [{ sig }] };
}

function bundleOf(statement, key, tamper = false) {
  return { ...bundleBy(key), dsseEnvelope: envelopeOf(statement, key, tamper) };
}

function bundleBy(key) {
  const spki = key.publicKey.export({ type: "spki", format: "der" });
  const hint = createHash("sha256").update(spki).digest("base64");
  return {
    mediaType: types.bundle,
    verificationMaterial: { publicKey: { hint }, tlogEntries: [] },
  };
}
