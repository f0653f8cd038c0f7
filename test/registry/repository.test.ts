import assert from "node:assert/strict";
import type { Evidence } from "../../src/image/artifact";
import { findEvidence } from "../../src/registry/evidence";
import { amd64, repositoryAt, signal } from "./client";
import { bundle, content, index, inToto, linux, manifest, simpleSigning, tagOf } from "./image";
import { basicOf, startRegistry, type Contents } from "./server";

const image = manifest([]);
const statement = content(inToto, { predicateType: "https://spdx.dev/Document" });
const latest = { tag: "latest", digest: null };

const buildkit = manifest([statement], {
  artifactType: "application/vnd.docker.attestation.manifest.v1+json",
  subject: image.descriptor,
});
const top = index([
  { ...image.descriptor, platform: linux },
  {
    ...buildkit.descriptor,
    annotations: { "vnd.docker.reference.digest": image.digest },
    platform: { os: "unknown", architecture: "unknown" },
  },
]);

/** Place, layer and, after an arrow, the layers of signatures. */
const shape = ({ artifacts }: Evidence) =>
  artifacts.map(({ place, layers, signatures }) =>
    [place, text(layers[0]), ...signatures.map((it) => `<- ${text(it.layers[0])}`)].join(" "),
  );
const text = (layer: Evidence["artifacts"][number]["layers"][number] | undefined) =>
  Buffer.from(layer?.bytes ?? []).toString();

describe("a registry", () => {
  let given: Contents = { content: [] };
  const registry = startRegistry(() => given);
  const find = (options?: Parameters<typeof repositoryAt>[1]) =>
    findEvidence(repositoryAt(registry.host, options).source, latest, amd64, signal);

  it("is asked for an image without evidence at each place once, and says what each answered", async () => {
    given = { content: [image, top, buildkit], tags: { latest: image } };
    const { artifacts, looks, problems } = await find();
    assert.deepEqual([artifacts, problems], [[], []]);
    assert.deepEqual(
      looks.map(({ place, answer }) => `${place}: ${answer}`),
      [
        "referrers of the platform manifest: not supported (404)",
        `referrers of the platform manifest, tag ${tagOf(image)}: none (404)`,
        ...["sig", "att", "sbom"].map((kind) => `tag ${tagOf(image)}.${kind}: none (404)`),
      ],
    );
    assert.deepEqual(registry.requests.sort(), [
      `GET manifests/${tagOf(image)} 404`,
      ...["att", "sbom", "sig"].map((kind) => `GET manifests/${tagOf(image)}.${kind} 404`),
      `GET manifests/${image.digest} 200`,
      `GET referrers/${image.digest} 404`,
      "HEAD manifests/latest 200",
    ]);
  });

  it("has BuildKit's entries once, where the referrers list them again", async () => {
    given = {
      content: [image, top, buildkit, statement],
      tags: { latest: top },
      referrers: { [image.digest]: [buildkit] },
    };
    assert.deepEqual(shape(await find()), [`index ${statement.bytes.toString()}`]);
  });

  it("has hardened images' attestations, signed by a referrer of each", async () => {
    const signature = content(simpleSigning, "signature");
    const attestation = manifest([statement], { artifactType: inToto, subject: image.descriptor });
    const signed = manifest([signature], {
      artifactType: "application/vnd.dev.cosign.artifact.sig.v1+json",
      subject: attestation.descriptor,
    });
    given = {
      content: [image, top, buildkit, statement, attestation, signed, signature],
      tags: { latest: image },
      referrers: { [image.digest]: [attestation], [attestation.digest]: [signed] },
    };
    assert.deepEqual(shape(await find()), [`referrer ${statement.bytes.toString()} <- signature`]);
    // A signature is not asked who signed it.
    assert.equal(registry.requests.filter((it) => it.includes("referrers/")).length, 2);
  });

  it("has bundles of the index over several pages, and asks nobody who signed them", async () => {
    const bundles = ["one", "two", "three"].map((name) => {
      const layer = content(bundle, name);
      return {
        layer,
        manifest: manifest([layer], { artifactType: bundle, subject: top.descriptor }),
      };
    });
    given = {
      content: [
        image,
        top,
        buildkit,
        statement,
        ...bundles.flatMap((it) => [it.layer, it.manifest]),
      ],
      tags: { latest: top },
      referrers: { [top.digest]: bundles.map((it) => it.manifest) },
      pageSize: 2,
    };
    assert.deepEqual(shape(await find()).slice(1), [
      "referrer one",
      "referrer two",
      "referrer three",
    ]);
    assert.deepEqual(
      registry.requests.filter((it) => it.includes("referrers/")).sort(),
      [
        `GET referrers/${buildkit.digest} 200`,
        `GET referrers/${image.digest} 200`,
        `GET referrers/${top.digest} 200`,
        `GET referrers/${top.digest}?from=2 200`,
      ].sort(),
    );
  });

  it("is asked for the platform manifest only where something signs its bytes", async () => {
    const ask = async (signed: string) => {
      const layer = content(bundle, signed);
      const referrer = manifest([layer], { artifactType: bundle, subject: image.descriptor });
      given = {
        content: [image, top, buildkit, statement, referrer, layer],
        tags: { latest: top },
        referrers: { [image.digest]: [referrer] },
      };
      registry.requests.length = 0;
      const { manifests, problems } = await find();
      assert.deepEqual(problems, []);
      const asked = registry.requests.filter((it) => it.includes(`manifests/${image.digest}`));
      return { manifests, asked: asked.length };
    };
    const without = await ask('{"dsseEnvelope":{}}');
    assert.deepEqual([[...without.manifests.keys()], without.asked], [[top.digest], 0]);
    const { manifests, asked } = await ask('{"messageSignature":{}}');
    assert.deepEqual([[...manifests.keys()], asked], [[top.digest, image.digest], 1]);
    assert.deepEqual(Buffer.from(manifests.get(image.digest) ?? []), image.bytes);
  });

  for (const [change, altered] of [
    ["longer", "{}    "],
    ["shorter", "{"],
    ["other", "[]"],
  ] as const)
    it(`that sends a blob ${change} than announced sends other content`, async () => {
      const layer = content(bundle, "{}");
      const referrer = manifest([layer], { artifactType: bundle, subject: image.descriptor });
      for (const isStreamed of [false, true]) {
        given = {
          content: [image, referrer, layer],
          tags: { latest: image },
          referrers: { [image.digest]: [referrer] },
          before: (_, response, { pathname }) => {
            const isBlob = pathname.endsWith(layer.digest);
            if (isBlob) {
              response.writeHead(200, isStreamed ? {} : { "content-length": altered.length });
              response.end(altered);
            }
            return isBlob;
          },
        };
        const { artifacts, problems } = await find();
        assert.equal(artifacts[0]?.layers[0]?.isAltered, true);
        assert.match(problems.join(), /announced|has the digest/);
      }
    });

  it("without a referrers API has them under the fallback tag, whatever type it lists", async () => {
    const layer = content(bundle, "signed");
    const referrer = manifest([layer], { artifactType: bundle, subject: image.descriptor });
    const list = index([
      { ...referrer.descriptor, artifactType: "application/vnd.oci.empty.v1+json" },
    ]);
    given = {
      content: [image, referrer, layer, list],
      tags: { latest: image, [tagOf(image)]: list },
    };
    assert.deepEqual(shape(await find()), ["referrer signed"]);
    assert.equal(registry.requests.filter((it) => it.includes("referrers/")).length, 1);
  });

  it("has the signature of an attestation in the index, where cosign signed each manifest of an index", async () => {
    const payload = content(simpleSigning, "sig");
    const sig = manifest([payload]);
    given = {
      content: [image, top, buildkit, statement, payload],
      tags: { latest: top, [`${tagOf(buildkit)}.sig`]: sig },
      referrers: {},
    };
    assert.deepEqual(shape(await find()), [
      `index ${Buffer.from(statement.bytes).toString()} <- sig`,
    ]);
  });

  it("has documents whose type nobody named, by that of the artifact or the name of the file", async () => {
    const untyped = "application/vnd.oci.image.layer.v1.tar";
    const cases: readonly (readonly [type: string, layer: string, title: string, is: boolean])[] = [
      ["application/spdx+json", untyped, "list", true],
      ["application/vnd.acme.list", untyped, "list.cdx.json", true],
      ["application/vnd.acme.list", "application/octet-stream", "list.SPDX", true],
      ["application/vnd.acme.list", untyped, "disk.img", false],
      ["application/vnd.acme.config+json", untyped, "disk", false],
      ["application/spdx+json", `${untyped}+gzip`, "list.json", false],
    ];
    const layers = cases.map(([, type], at) => content(type, `document ${at}`));
    const referrers = cases.map(([artifactType, , title], at) => {
      const annotations = { "org.opencontainers.image.title": title };
      const layer = { ...layers[at]?.descriptor, annotations };
      return manifest([], { artifactType, layers: [layer], subject: image.descriptor });
    });
    given = {
      content: [image, ...referrers, ...layers],
      tags: { latest: image },
      referrers: { [image.digest]: referrers },
    };
    const { artifacts, problems } = await find();
    assert.deepEqual(
      artifacts.map((it) => text(it.layers[0])),
      cases.map(([, , , is], at) => (is ? `document ${at}` : "")),
    );
    assert.deepEqual(problems, []);
  });

  it("has cosign's tags of the index and of the platform manifest", async () => {
    const att = manifest([content("application/vnd.dsse.envelope.v1+json", "att")]);
    const sig = manifest([content(simpleSigning, "sig")]);
    given = {
      content: [
        image,
        top,
        buildkit,
        statement,
        content("application/vnd.dsse.envelope.v1+json", "att"),
        content(simpleSigning, "sig"),
      ],
      tags: { latest: top, [`${tagOf(top)}.att`]: att, [`${tagOf(image)}.sig`]: sig },
      referrers: {},
    };
    const evidence = await find();
    assert.deepEqual(shape(evidence).slice(1), ["tag sig", "tag att"]);
    assert.deepEqual(
      evidence.artifacts.slice(1).map(({ manifest }) => manifest?.about),
      [image.digest, top.digest],
    );
  });

  it("leaves out what is listed for an image and is about another", async () => {
    const foreign = manifest([statement], { artifactType: inToto, subject: top.descriptor });
    given = {
      content: [image, foreign, statement],
      tags: { latest: image },
      referrers: { [image.digest]: [foreign] },
    };
    const { artifacts, problems } = await find();
    assert.deepEqual(artifacts, []);
    assert.equal(problems.length, 1);
  });

  it("may fail at one place: the others count, and the failure is told", async () => {
    given = {
      content: [image, top, buildkit, statement],
      tags: { latest: top },
      before: (_, response, url) => {
        if (!url.pathname.includes("referrers")) return false;
        response.writeHead(500).end();
        return true;
      },
    };
    const evidence = await find();
    assert.deepEqual(shape(evidence), [`index ${statement.bytes.toString()}`]);
    assert.deepEqual(evidence.problems, [`${registry.host} failed (500). Try again later.`]);
    assert.ok(evidence.looks.some(({ answer }) => answer === "failed at the registry"));
  });

  it("without the tag: not found", async () => {
    given = { content: [] };
    await assert.rejects(find(), { code: "not-found" });
  });

  for (const challenge of ["basic", "bearer"] as const) {
    it(`asks who is there (${challenge}), and gets the password once`, async () => {
      given = { content: [image], tags: { latest: image }, login: "ann:p:w", challenge };
      const credentials = () =>
        Promise.resolve({ kind: "basic", username: "ann", password: "p:w" } as const);
      await find({ credentials });
      const sent = registry.authorizations;
      assert.equal(sent[0], undefined);
      assert.equal(sent[1], basicOf("ann:p:w"));
      const usual = challenge === "basic" ? basicOf("ann:p:w") : "Bearer a-token";
      assert.deepEqual(new Set(sent.slice(2)), new Set([usual]));
    });

    it(`gives no access without a login (${challenge})`, async () => {
      given = { content: [image], tags: { latest: image }, login: "ann:pw", challenge };
      await assert.rejects(find(), { code: "unauthorized" });
    });
  }

  it("gives a token to anybody for what is public", async () => {
    given = { content: [image], tags: { latest: image }, challenge: "bearer" };
    await find();
    assert.deepEqual(registry.authorizations.slice(0, 3), [undefined, undefined, "Bearer a-token"]);
  });

  it("that is busy is asked again after the time it wants; not if that is long", async () => {
    let answers = ["1", "2"];
    given = {
      content: [image],
      tags: { latest: image },
      before: (_, response) => {
        const seconds = answers.shift();
        if (seconds !== undefined) response.writeHead(429, { "retry-after": seconds }).end();
        return seconds !== undefined;
      },
    };
    const { source, pauses } = repositoryAt(registry.host);
    await findEvidence(source, latest, amd64, signal);
    assert.deepEqual(pauses, [1000, 2000]);
    answers = ["21600"];
    await assert.rejects(find(), {
      code: "rate-limited",
      message: `${registry.host} asks us to wait, for 21600 seconds`,
    });
  });

  it("gives its token to who still wants it, where who asked first has had enough", async () => {
    const enough = new AbortController();
    let isHeld = true;
    given = {
      content: [image],
      tags: { latest: image },
      challenge: "bearer",
      before: (_request, _response, url) => {
        if (url.pathname !== "/token" || !isHeld) return false;
        isHeld = false;
        setTimeout(() => enough.abort(), 20);
        return true;
      },
    };
    const { source } = repositoryAt(registry.host);
    const [first, second] = await Promise.allSettled([
      source.resolve(latest, enough.signal),
      source.resolve(latest, signal),
    ]);
    assert.equal(first.status, "rejected");
    assert.equal(second.status === "fulfilled" && second.value.descriptor.digest, image.digest);
  });

  it("stops when the person has enough", async () => {
    given = { content: [], before: () => true };
    const enough = new AbortController();
    const found = findEvidence(repositoryAt(registry.host).source, latest, amd64, enough.signal);
    setTimeout(() => enough.abort(), 20);
    await assert.rejects(found, { code: "cancelled" });
  });
});
