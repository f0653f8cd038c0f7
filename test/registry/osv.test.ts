import assert from "node:assert/strict";
import { createContentCache } from "../../src/registry/contentCache";
import { createNodeTransport } from "../../src/registry/nodeTransport";
import { askOsv, type OsvOptions, type OsvPackage } from "../../src/registry/osv";
import type { HttpRequest } from "../../src/registry/transport";
import { signal } from "./client";
import { temporaryFolder } from "./folder";
import { testNetwork, type Answer } from "./network";
import { startOsv, type OsvContents } from "./osvServer";

const npm = (name: string, version = "1.0.0"): OsvPackage => ({ ecosystem: "npm", name, version });
const idsOf = (...ids: string[]) => ids.map((id) => ({ id, modified: "" }));

describe("OSV", () => {
  const folder = temporaryFolder();
  let given: OsvContents = { packages: {}, records: {} };
  const osv = startOsv(() => given);
  let minutes = 0;
  const now = () => new Date(minutes * 60_000);
  const ask = (packages: readonly OsvPackage[], options: Partial<OsvOptions> = {}) =>
    askOsv(
      packages,
      {
        transport: createNodeTransport({ log: () => undefined }),
        cache: createContentCache({ folder, log: () => undefined }),
        now,
        instance: osv.address,
        ...options,
      },
      signal,
    );

  it("is asked for packages at once, then for each record", async () => {
    given = {
      packages: { "npm a 1.0.0": ["GHSA-1", "GHSA-2"], "npm b 1.0.0": ["GHSA-2"] },
      records: { "GHSA-1": { summary: "one" }, "GHSA-2": {} },
    };
    const answer = await ask([npm("a"), npm("none"), npm("b")]);
    assert.deepEqual(answer.identifiers, [["GHSA-1", "GHSA-2"], [], ["GHSA-2"]]);
    assert.equal(
      Buffer.from(answer.records.get("GHSA-1") ?? []).toString(),
      '{"id":"GHSA-1","summary":"one"}',
    );
    assert.deepEqual(answer.problems, []);
    assert.deepEqual(osv.requests.sort(), [
      "GET /v1/vulns/GHSA-1 200",
      "GET /v1/vulns/GHSA-2 200",
      "POST /v1/querybatch 200",
    ]);
  });

  it("is asked again after 15 minutes, and for no record that has not changed", async () => {
    given = { packages: { "npm c 1.0.0": ["GHSA-3"] }, records: { "GHSA-3": {} } };
    const asked = async (options: Partial<OsvOptions> = {}) => {
      osv.requests.length = 0;
      await ask([npm("c")], options);
      return osv.requests.length;
    };
    assert.equal(await asked(), 2);
    minutes = 14;
    assert.equal(await asked(), 0);
    minutes = 16;
    assert.equal(await asked({ offline: true }), 0);
    assert.equal(await asked(), 1);
    minutes = 32;
    given = { ...given, modified: "2026-02-02T00:00:00Z" };
    assert.equal(await asked(), 2);
    assert.equal(await asked({ refresh: true }), 1);
  });

  it("says when it was asked", async () => {
    given = { packages: {}, records: {} };
    minutes = 100;
    await ask([npm("d")]);
    minutes = 105;
    const { askedAt } = await ask([npm("d")]);
    assert.equal(askedAt.getTime(), 100 * 60_000);
  });

  it("gives long lists in pages, and takes a thousand packages at once", async () => {
    const ids = ["GHSA-4", "GHSA-5", "GHSA-6"];
    given = { packages: { "npm e 1.0.0": ids }, records: {}, pageSize: 1 };
    const many = Array.from({ length: 1000 }, (_, index) => npm(`p${index}`));
    const { identifiers, problems } = await ask([...many, npm("e")]);
    assert.deepEqual([identifiers.length, identifiers[1000]], [1001, ids]);
    const posts = osv.requests.filter((line) => line.startsWith("POST"));
    assert.deepEqual(posts, Array(4).fill("POST /v1/querybatch 200"));
    // Records that are not there leave the identifiers, which are known.
    assert.match(problems.join(), /^Of 3 of OSV's records only the identifier is known\. /);
  });

  it("is not asked offline", async () => {
    await assert.rejects(ask([npm("f")], { offline: true }), { code: "offline" });
    assert.deepEqual(osv.requests, []);
  });

  it("is asked at an https address without a password, or on this machine", async () => {
    for (const instance of ["http://osv.test", "https://a:b@osv.test", "ftp://osv.test", "osv"])
      await assert.rejects(ask([npm("g")], { instance }), { code: "malformed" });
  });
});

describe("an OSV that means harm", () => {
  const folder = temporaryFolder();
  let count = 0;
  const ask = (answer: (request: HttpRequest) => Answer, packages = 1) => {
    const network = testNetwork(answer);
    const { transport } = network;
    const cache = createContentCache({ folder, log: () => undefined });
    // Each test asks for a package of its own: answers are kept.
    const names = Array.from({ length: packages }, () => npm(`x${count++}`));
    const asked = askOsv(names, { transport, cache, now: transport.now }, signal);
    return { network, asked };
  };
  const json = (value: unknown): Answer => ({ body: JSON.stringify(value) });

  it("may not send us elsewhere, and gets no answer of a private network", async () => {
    const { network, asked } = ask(() => ({
      status: 302,
      headers: { location: "https://evil.test/" },
    }));
    await assert.rejects(asked, { code: "server" });
    assert.deepEqual(network.lines(), ["POST https://api.osv.dev/v1/querybatch"]);
    assert.deepEqual(
      network.requests.map(({ allowPrivate }) => allowPrivate),
      [false],
    );
  });

  it("may not give pages without end, however many questions there are", async () => {
    const { network, asked } = ask(({ method, body }) => {
      const questions = method === "POST" ? (body?.split('"version"').length ?? 1) - 1 : 0;
      const page = { vulns: idsOf("GHSA-10"), next_page_token: "more" };
      return json(method === "POST" ? { results: Array(questions).fill(page) } : { id: "GHSA-10" });
    }, 3000);
    const { problems, identifiers } = await asked;
    assert.deepEqual(problems, [
      "OSV's answers go on for more than 100 further pages: the rest was not read.",
    ]);
    assert.equal(identifiers.length, 3000);
    // All packages are asked about once.
    assert.equal(network.lines().filter((line) => line.startsWith("POST")).length, 103);
  });

  it("may not name vulnerabilities without end", async () => {
    const ids = Array.from({ length: 30_000 }, (_, index) => `PYSEC-${index}`);
    const { network, asked } = ask(({ method }) =>
      method === "POST"
        ? json({ results: [{ vulns: idsOf(...ids), next_page_token: "more" }] })
        : { status: 404 },
    );
    const { problems, identifiers } = await asked;
    assert.equal(problems[0], "OSV names more than 200000 vulnerabilities: the rest was not read.");
    assert.equal(identifiers[0]?.length, 200_000);
    assert.equal(network.lines().filter((line) => line.startsWith("POST")).length, 7);
  });

  it("may not give identifiers that are paths", async () => {
    const ids = idsOf("../../evil", "a/b", "..", "", "GHSA-1?x", `G${"x".repeat(100)}`, "RHSA-1:2");
    const { network, asked } = ask(({ method }) =>
      json(method === "POST" ? { results: [{ vulns: ids }] } : { id: "RHSA-1:2" }),
    );
    assert.deepEqual((await asked).identifiers, [["RHSA-1:2"]]);
    assert.equal(network.lines()[1], "GET https://api.osv.dev/v1/vulns/RHSA-1%3A2");
  });

  it("may not fill the memory", async () => {
    const ids = Array.from({ length: 100 }, (_, index) => `GHSA-${1000 + index}`);
    const filler = "x".repeat(2 * 1024 * 1024);
    const { network, asked } = ask(({ method, url }) =>
      method === "POST"
        ? json({ results: [{ vulns: idsOf(...ids) }] })
        : json({ id: url.pathname.slice("/v1/vulns/".length), details: filler }),
    );
    const { records, problems } = await asked;
    assert.ok(records.size < 80, `${records.size} records`);
    assert.ok(network.requests.every((request) => request.maximumBytes <= 16 * 1024 * 1024));
    assert.match(problems.join(), /only the identifier is known\. OSV's records have more than/);
  });

  it("may not answer what was not asked", async () => {
    for (const results of [[], [{}, {}], "x"])
      await assert.rejects(ask(() => json({ results })).asked, { code: "malformed" });
    const { asked } = ask(({ method }) =>
      json(method === "POST" ? { results: [{ vulns: idsOf("GHSA-7") }] } : { id: "GHSA-8" }),
    );
    const { records, problems } = await asked;
    assert.deepEqual([records.size, problems.length], [0, 1]);
  });
});
