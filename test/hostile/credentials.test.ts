import assert from "node:assert/strict";
import { signal } from "../registry/client";
import { manifest } from "../registry/image";
import { repositoryOf, serving, testNetwork, type Answer } from "../registry/network";
import { basicOf } from "../registry/server";

const image = manifest([]);
const latest = { tag: "latest", digest: null };
const secret = basicOf("ann:secret");
const credentials = () =>
  Promise.resolve({ kind: "basic", username: "ann", password: "secret" } as const);
const identity = () =>
  Promise.resolve({ kind: "identity", token: "refresh", username: "", password: "" } as const);
const served = serving([image], { latest: image });

const challenge = (realm: string, more = ""): Answer => ({
  status: 401,
  headers: { "www-authenticate": `Bearer realm="${realm}",service="s"${more}` },
});
const given: Answer = { body: '{"token":"t"}' };

/** A registry that sends for its tokens to `realm`, which gives them to anybody. */
function sendingTo(realm: string, more = "", isPrivate = false) {
  return testNetwork((request) => {
    if (request.url.href.startsWith(realm)) return given;
    if (request.headers["authorization"] === "Bearer t") return served(request);
    return { ...challenge(realm, more), isPrivate };
  });
}

describe("hostile registries and credentials", () => {
  it("a realm on another host gets none, and may give out tokens for what is public", async () => {
    const network = sendingTo("https://evil.test/token");
    await repositoryOf(network, { credentials }).resolve(latest, signal);
    assert.equal(
      network.lines()[1],
      "GET https://evil.test/token?service=s&scope=repository%3Aapp%3Apull",
    );
    assert.ok(!network.lines().some((line) => line.includes(secret)));
  });

  it("a refresh token does not go to a realm on another host", async () => {
    const network = sendingTo("https://evil.test/token");
    await repositoryOf(network, { credentials: identity }).resolve(latest, signal);
    assert.ok(network.requests.every(({ method, body }) => method !== "POST" && body === null));
  });

  it("a realm on the registry's own host gets them", async () => {
    const network = sendingTo("https://registry.test/token");
    await repositoryOf(network, { credentials }).resolve(latest, signal);
    assert.match(network.lines()[1] ?? "", / Basic /);
    const second = sendingTo("https://registry.test/token");
    await repositoryOf(second, { credentials: identity }).resolve(latest, signal);
    assert.match(second.requests[1]?.body ?? "", /refresh_token=refresh$/);
  });

  it("a realm on a host that the person named gets them, and no other does", async () => {
    const tokenHosts = new Map([["registry.test", "gitlab.test"]]);
    for (const [realm, gets] of [
      ["https://gitlab.test/jwt", true],
      ["https://gitlab.test.evil.test/jwt", false],
    ] as const) {
      const network = sendingTo(realm);
      await repositoryOf(network, { credentials, tokenHosts }).resolve(latest, signal);
      assert.equal(
        network.lines().some((line) => line.includes(secret)),
        gets,
      );
    }
  });

  for (const realm of [
    "https://registry.test.evil.test/token",
    "https://evilregistry.test/token",
    "https://test/token",
    "https://registry.test:8443/token",
  ])
    it(`${realm} is another host than registry.test`, async () => {
      const network = sendingTo(realm);
      await repositoryOf(network, { credentials }).resolve(latest, signal);
      assert.ok(!network.lines().some((line) => line.includes(secret)));
    });

  for (const realm of [
    "http://registry.test/token",
    "https://ann:pw@registry.test/token",
    "file:///etc/passwd",
  ])
    it(`${realm} is refused as a realm`, async () => {
      const network = sendingTo(realm);
      const resolved = repositoryOf(network, { credentials }).resolve(latest, signal);
      await assert.rejects(resolved, { code: "refused" });
      assert.equal(network.requests.length, 1);
    });

  it("a public registry can't name a realm in a private network; a private one can", async () => {
    for (const isPrivate of [false, true]) {
      const network = sendingTo("https://token.test/", "", isPrivate);
      await repositoryOf(network).resolve(latest, signal);
      assert.equal(network.requests[1]?.allowPrivate, isPrivate);
    }
  });

  it("a token is asked for to read what we read, whatever scope the registry names", async () => {
    const network = sendingTo(
      "https://registry.test/token",
      ',scope="repository:other:pull,push,delete"',
    );
    await repositoryOf(network, { credentials }).resolve(latest, signal);
    assert.equal(network.requests[1]?.url.searchParams.get("scope"), "repository:app:pull");
  });

  it("a token with a line break in it is none", async () => {
    const network = testNetwork(({ url }) =>
      url.pathname === "/token"
        ? { body: JSON.stringify({ token: "t\r\nX-Injected: yes" }) }
        : challenge("https://registry.test/token"),
    );
    await assert.rejects(repositoryOf(network).resolve(latest, signal), { code: "malformed" });
  });

  it("a registry that never has enough is asked twice", async () => {
    const network = testNetwork(({ url }) =>
      url.pathname === "/token" ? given : challenge("https://registry.test/token"),
    );
    const resolved = repositoryOf(network, { credentials }).resolve(latest, signal);
    await assert.rejects(resolved, { code: "unauthorized" });
    assert.equal(network.requests.length, 3);
  });

  it("the Authorization header does not leave its host by a redirect, nor comes back to it", async () => {
    const network = testNetwork((request) => {
      const { host, pathname } = request.url;
      const isKnown = request.headers["authorization"] !== undefined;
      if (pathname === "/token") return given;
      if (pathname === "/back/latest") return served(request);
      if (host === "registry.test" && !isKnown) return challenge("https://registry.test/token");
      const location =
        host === "registry.test" ? "https://cdn.test/x" : "https://registry.test/back/latest";
      return { status: 307, headers: { location } };
    });
    await repositoryOf(network, { credentials }).tagged("latest", "", signal);
    assert.deepEqual(network.lines().slice(2, 5), [
      "GET https://registry.test/v2/app/manifests/latest Bearer t",
      "GET https://cdn.test/x",
      "GET https://registry.test/back/latest",
    ]);
  });

  for (const location of [
    "http://cdn.test/blob",
    "ftp://cdn.test/blob",
    "https://ann:pw@cdn.test/blob",
    "https://registry.test/v2/app/manifests/latest",
  ])
    it(`a redirect to ${location} is not followed to the end`, async () => {
      const network = testNetwork(() => ({ status: 302, headers: { location } }));
      await assert.rejects(repositoryOf(network).resolve(latest, signal), { code: "refused" });
      assert.ok(network.requests.length <= 6);
    });

  it("a public registry can't redirect into a private network; a private one can", async () => {
    for (const isPrivate of [false, true]) {
      const network = testNetwork((request) =>
        request.url.host === "storage.test"
          ? served(request)
          : {
              status: 307,
              headers: { location: `https://storage.test${request.url.pathname}` },
              isPrivate,
            },
      );
      await repositoryOf(network).resolve(latest, signal);
      assert.equal(network.requests[1]?.allowPrivate, isPrivate);
    }
  });
});
