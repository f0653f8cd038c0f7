// A registry of this machine with one image in it, `app:latest`, that has attestations as referrers.
import { generateKeyPairSync, sign } from "node:crypto";
import { createServer } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { content, createLayout, types } from "../scripts/samples/content.mjs";

/**
 * Starts it. Each answer takes `delayMs`, as one from another machine would; `requests` has what was asked for.
 * @param attestations Sigstore bundles over SBOMs, for each the number of its components
 */
export async function startRegistry({ attestations, delayMs }) {
  const image = imageWith(attestations);
  const requests = [];
  const server = createServer(async (request, response) => {
    requests.push({ method: request.method, url: request.url, accept: request.headers.accept });
    await wait(delayMs);
    const { status, type, body, digest } = image.answer(request.url);
    const named = digest === undefined ? {} : { "docker-content-digest": digest };
    response.writeHead(status, { "content-type": type, "content-length": body.length, ...named });
    response.end(request.method === "HEAD" ? undefined : body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    host: `127.0.0.1:${server.address().port}`,
    requests,
    bundles: image.bundles,
    publicKey: image.publicKey,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function imageWith(attestations) {
  const key = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const contents = new Map();
  const layout = createLayout();
  const keep = (one) => {
    contents.set(one.digest, one);
    return one;
  };
  const platform = { os: "linux", architecture: process.arch === "x64" ? "amd64" : process.arch };
  const config = keep(content(types.config, { ...platform, config: { User: "65532" } }));
  const manifest = keep(layout.manifest([], { config: config.descriptor }));
  const index = keep(layout.index([{ ...manifest.descriptor, platform }]));
  const bundles = attestations.map((components, at) =>
    keep(content(types.bundle, bundleOf(statementOf(manifest, components, at), key))),
  );
  const referrers = bundles.map((bundle) =>
    keep(
      layout.manifest([bundle.descriptor], {
        artifactType: types.bundle,
        subject: manifest.descriptor,
      }),
    ),
  );
  keep(content(types.empty, "{}"));
  const listed = referrers.map(({ descriptor }) => ({ ...descriptor, artifactType: types.bundle }));
  const listOf = (manifests) =>
    content(types.index, { schemaVersion: 2, mediaType: types.index, manifests }).bytes;
  return {
    bundles: bundles.map(({ bytes }) => bytes),
    publicKey: key.publicKey.export({ type: "spki", format: "pem" }),
    answer(url) {
      const [, kind, name] = /^\/v2\/app\/(\w+)\/([^?]+)/.exec(url) ?? [];
      if (kind === "referrers")
        return found(types.index, listOf(name === manifest.digest ? listed : []));
      const one = name === "latest" ? index : contents.get(name);
      if (one === undefined)
        return { ...found("application/json", Buffer.from("{}")), status: 404 };
      const isBlob = kind === "blobs";
      const type = isBlob ? "application/octet-stream" : one.descriptor.mediaType;
      return { ...found(type, one.bytes), digest: one.digest };
    },
  };
}

function found(type, body) {
  return { status: 200, type, body };
}

function statementOf({ digest }, components, at) {
  return {
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ name: "app", digest: { sha256: digest.slice("sha256:".length) } }],
    predicateType: "https://spdx.dev/Document",
    predicate: spdxOf(components, `sbom-${at}`),
  };
}

/** An SPDX 2.3 document as syft writes it. */
export function spdxOf(components, name) {
  return {
    spdxVersion: "SPDX-2.3",
    dataLicense: "CC0-1.0",
    SPDXID: "SPDXRef-DOCUMENT",
    name,
    documentNamespace: `https://example.com/${name}`,
    creationInfo: { created: "2026-11-01T00:00:00Z", creators: ["Tool: bench-1"] },
    packages: Array.from({ length: components }, (_, index) => ({
      name: `package-${index}`,
      SPDXID: `SPDXRef-Package-${index}`,
      versionInfo: `1.${index % 50}.${index % 7}`,
      supplier: "Person: Somebody (somebody@example.com)",
      downloadLocation: "NOASSERTION",
      filesAnalyzed: false,
      licenseConcluded: "NOASSERTION",
      licenseDeclared: index % 3 === 0 ? "MIT" : "Apache-2.0 AND BSD-3-Clause",
      copyrightText: "NOASSERTION",
      externalRefs: [
        {
          referenceCategory: "SECURITY",
          referenceType: "cpe23Type",
          referenceLocator: `cpe:2.3:a:package-${index}:package-${index}:1.0:*:*:*:*:*:*:*`,
        },
        {
          referenceCategory: "PACKAGE-MANAGER",
          referenceType: "purl",
          referenceLocator: `pkg:deb/debian/package-${index}@1.${index % 50}.${index % 7}?arch=amd64`,
        },
      ],
    })),
    relationships: Array.from({ length: components }, (_, index) => ({
      spdxElementId: "SPDXRef-DOCUMENT",
      relatedSpdxElement: `SPDXRef-Package-${index}`,
      relationshipType: "DESCRIBES",
    })),
  };
}

function bundleOf(statement, { privateKey }) {
  const payload = Buffer.from(JSON.stringify(statement));
  const head = `DSSEv1 ${types.statement.length} ${types.statement} ${payload.length} `;
  const signed = Buffer.concat([Buffer.from(head), payload]);
  return {
    mediaType: types.bundle,
    verificationMaterial: { publicKey: { hint: "" }, tlogEntries: [] },
    dsseEnvelope: {
      payload: payload.toString("base64"),
      payloadType: types.statement,
      signatures: [{ sig: sign("sha256", signed, privateKey).toString("base64"), keyid: "" }],
    },
  };
}
