import assert from "node:assert/strict";
import { cachedSource } from "../../src/registry/cachedSource";
import { createClient } from "../../src/registry/client";
import { createContentCache } from "../../src/registry/contentCache";
import { findEvidence } from "../../src/registry/evidence";
import { openRepository } from "../../src/registry/repository";
import type { HttpRequest } from "../../src/registry/transport";
import { amd64, signal } from "./client";
import { temporaryFolder } from "./folder";
import { bundle, index, linux, manifest } from "./image";
import { serving, testNetwork, type Answer } from "./network";

const image = manifest([]);
const source = (url: string) =>
  index([{ ...image.descriptor, platform: linux }], {
    annotations: { "org.opencontainers.image.source": url },
  });
const latest = { tag: "latest", digest: null };
const attested = (...bundles: unknown[]): Answer => ({
  body: JSON.stringify({ attestations: bundles.map((it) => ({ repository_id: 1, bundle: it })) }),
});

function network(top: typeof image, github: (request: HttpRequest) => Answer) {
  const usual = serving([top, image], { latest: top });
  return testNetwork((request) =>
    request.url.host === "api.github.com" ? github(request) : usual(request),
  );
}
const open = (from: ReturnType<typeof network>, registry: string, path: string) =>
  openRepository({ registry, path }, createClient({ transport: from.transport }));
const paths = (from: ReturnType<typeof network>) =>
  from.requests.filter(({ url }) => url.host === "api.github.com").map(({ url }) => url.pathname);

describe("GitHub's attestations", () => {
  it("are those of the repository that the index names, of both digests, asked for without credentials", async () => {
    const top = source("https://github.com/acme/app.git");
    const signed = { mediaType: bundle, dsseEnvelope: {} };
    const from = network(top, ({ url }) =>
      url.pathname.endsWith(top.digest) ? attested(signed) : { status: 404 },
    );
    const { artifacts, looks, problems } = await findEvidence(
      open(from, "docker.io", "acme/app"),
      latest,
      amd64,
      signal,
    );
    assert.deepEqual(
      paths(from).sort(),
      [
        `/repos/acme/app/attestations/${image.digest}`,
        `/repos/acme/app/attestations/${top.digest}`,
      ].sort(),
    );
    assert.ok(from.requests.every(({ headers }) => headers["authorization"] === undefined));
    assert.deepEqual(
      artifacts.map(({ place, layers }) => [
        place,
        JSON.parse(Buffer.from(layers[0]?.bytes ?? []).toString()) as unknown,
      ]),
      [["bundle", signed]],
    );
    assert.deepEqual(
      looks.slice(-2).map(({ place, answer }) => `${place}: ${answer}`),
      [
        "GitHub's attestations of acme/app: 1 artifact",
        "GitHub's attestations of acme/app: none (404)",
      ],
    );
    assert.deepEqual(problems, []);
  });

  it("of an image on ghcr.io are those of its owner, organisation or person", async () => {
    const top = index([{ ...image.descriptor, platform: linux }]);
    const from = network(top, () => ({ status: 404 }));
    await findEvidence(open(from, "ghcr.io", "acme/app"), latest, amd64, signal);
    assert.deepEqual(
      new Set(paths(from)),
      new Set(
        [top, image].flatMap(({ digest }) => [
          `/orgs/acme/attestations/${digest}`,
          `/users/acme/attestations/${digest}`,
        ]),
      ),
    );
  });

  for (const url of [
    "https://gitlab.com/acme/app",
    "https://github.com.evil.test/acme/app",
    "https://github.com/acme/../../evil",
    "https://github.com/acme/app?x=/y",
    "http://github.com/acme/app",
    "",
  ])
    it(`of an image with the source "${url}" are not asked for`, async () => {
      const from = network(source(url), () => assert.fail("asked"));
      await findEvidence(open(from, "docker.io", "acme/app"), latest, amd64, signal);
    });

  const failures: readonly [string, Answer, RegExp][] = [
    ["it has enough", { status: 403 }, /asks us to wait/],
    ["it answers with a page", { body: "<html>" }, /can't be read/],
    ["it keeps bundles elsewhere", attested(null), /keeps 1 bundles elsewhere/],
  ];
  for (const [name, answer, problem] of failures)
    it(`where ${name} are a problem, and what else there is counts`, async () => {
      const from = network(source("https://github.com/acme/app"), () => answer);
      const found = await findEvidence(open(from, "docker.io", "a/b"), latest, amd64, signal);
      assert.equal(found.problems.length, 1);
      assert.match(found.problems[0] ?? "", problem);
    });

  it("are kept like all else", async () => {
    const top = source("https://github.com/acme/app");
    const from = network(top, () => attested({ mediaType: bundle }));
    const cache = createContentCache({ folder: temporary, log: () => undefined });
    const now = () => new Date(0);
    const find = () =>
      findEvidence(
        cachedSource(open(from, "docker.io", "acme/app"), cache, { now }),
        latest,
        amd64,
        signal,
      );
    const first = await find();
    from.requests.length = 0;
    assert.deepEqual(await find(), first);
    assert.equal(first.artifacts.length, 2);
    assert.deepEqual(from.lines(), []);
  });
  const temporary = temporaryFolder();
});
