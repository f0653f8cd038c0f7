import assert from "node:assert/strict";
import { withLiveFacts, type LiveConfig, type LiveFacts } from "../../src/image/liveFacts";
import { parseReference } from "../../src/image/reference";
import { catalog } from "../lint/check";

const config: LiveConfig = {
  user: "node",
  entrypoint: ["docker-entrypoint.sh"],
  cmd: ["node"],
  environment: { NODE_VERSION: "24.9.0" },
  ports: ["8080/tcp"],
  workdir: "/app",
};
const live: LiveFacts = {
  reference: "docker.io/library/node:24",
  registry: "docker.io",
  askedAt: new Date("2026-11-23T10:00:00Z"),
  digest: `sha256:${"a".repeat(64)}`,
  platform: { os: "linux", architecture: "amd64", variant: null },
  config,
  compressedBytes: 123,
  tags: ["24"],
  problems: [],
};
const stamp = { source: "docker.io", date: "2026-11-23" };

function known() {
  const reference = parseReference("node:24");
  const facts = reference === null ? null : catalog().lookup(reference);
  assert.ok(facts);
  return facts;
}

describe("what a registry says of an image", () => {
  it("stands in place of what was known, with the registry and the day", () => {
    const facts = withLiveFacts(known(), live);
    assert.deepEqual(facts?.compressedBytes, { value: 123, ...stamp });
    assert.deepEqual(facts.user, { value: { value: "node", uid: 1000 }, ...stamp });
    assert.deepEqual(
      [facts.entrypoint, facts.cmd, facts.ports, facts.workdir, facts.environment],
      [config.entrypoint, config.cmd, config.ports, config.workdir, config.environment],
    );
    assert.deepEqual(facts.packages, known().packages);
  });

  it("takes nothing away where it is missing", () => {
    const nothing = { ...live, config: null, compressedBytes: null, tags: null };
    assert.deepEqual(withLiveFacts(known(), nothing), known());
    assert.equal(withLiveFacts(null, nothing), null);
    const sizeAlone = withLiveFacts(known(), { ...live, config: null });
    assert.deepEqual(sizeAlone?.user, known().user);
  });

  it("is all there is of an image that the catalog does not know", () => {
    const facts = withLiveFacts(null, { ...live, reference: "registry.test/app:1" });
    assert.equal(facts?.reference, "registry.test/app:1");
    assert.deepEqual(facts.user?.value, { value: "node", uid: null });
    assert.equal(facts.shell, null);
  });

  const users: readonly [string, number | null][] = [
    ["", 0],
    ["root", 0],
    ["0", 0],
    ["root:root", 0],
    ["65532", 65532],
    ["1000:1000", 1000],
    ["nobody-knows", null],
    ["99999999999", null],
  ];
  for (const [user, uid] of users)
    it(`the user "${user}" has the uid ${uid}`, () => {
      const facts = withLiveFacts(known(), { ...live, config: { ...config, user } });
      assert.deepEqual(facts?.user?.value, { value: user, uid });
    });
});
