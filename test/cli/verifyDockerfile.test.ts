import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import path from "node:path";
import { trustedKey } from "../../src/verify/trustedKey";
import { bundle, content, emptyConfig, index, linux, manifest } from "../registry/image";
import { startRegistry, type Contents } from "../registry/server";
import { envelope, keyBundle } from "../verify/signing";
import { createFolder, type Folder } from "./drydock";

const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const { hint } = trustedKey("key.pub", publicKey);

const signed = manifest([], { annotations: { name: "signed" } });
const bare = manifest([], { annotations: { name: "bare" } });
const statement = JSON.stringify({
  _type: "https://in-toto.io/Statement/v1",
  subject: [{ name: "_", digest: { sha256: signed.digest.slice("sha256:".length) } }],
  predicateType: "https://spdx.dev/Document",
  predicate: { spdxVersion: "SPDX-2.3", packages: [] },
});
const layer = content(bundle, keyBundle(hint, envelope(statement, privateKey)));
const attestation = manifest([layer], { artifactType: bundle, subject: signed.descriptor });
const platforms = index([
  { ...signed.descriptor, platform: linux },
  { ...bare.descriptor, platform: { os: "linux", architecture: "arm64" } },
]);

const contents: Contents = {
  content: [signed, bare, platforms, attestation, layer, emptyConfig],
  tags: { signed, bare, platforms },
  referrers: { [signed.digest]: [attestation] },
};

describe("drydock verify --dockerfile", function () {
  this.timeout(60_000);
  const registry = startRegistry(() => contents);
  let folder: Folder;
  before(() => {
    const pem = publicKey.export({ type: "spki", format: "pem" });
    folder = createFolder({ "key.pub": String(pem) });
  });
  after(() => folder.remove());

  /** Each with a cache of its own. `HOST` in the text is the registry. */
  let count = 0;
  const verify = (text: string, args: readonly string[] = [], name = "Dockerfile") => {
    folder.write(name, text.replaceAll("HOST", registry.host));
    const environment = { DRYDOCK_CACHE_DIR: path.join(folder.path, `cache${count++}`) };
    const all = ["verify", "--dockerfile", name, "--key", "key.pub", ...args];
    return folder.start(all, { environment });
  };
  const lines = (stdout: string) => stdout.replaceAll(registry.host, "HOST").trimEnd().split("\n");

  it("verifies what the stages that ship stand on", async () => {
    const { code, stdout, stderr } = await verify(
      `FROM HOST/app:bare AS build
FROM HOST/app:signed
COPY --from=build /a /a
`,
    );
    assert.deepEqual(lines(stdout), [
      "verified: HOST/app:signed (Dockerfile:2), signed by key key.pub",
    ]);
    assert.deepEqual([code, stderr], [0, ""]);
  });

  it("with --all, all images; the worst decides", async () => {
    const { code, stdout } = await verify(
      `FROM HOST/app:bare AS build
FROM HOST/app:signed
COPY --from=HOST/app:signed /b /b
COPY --from=build /a /a
`,
      ["--all"],
    );
    assert.deepEqual(lines(stdout), [
      "unsigned: HOST/app:bare (Dockerfile:1): No evidence was found.",
      "verified: HOST/app:signed (Dockerfile:2), signed by key key.pub",
      "verified: HOST/app:signed (Dockerfile:3), signed by key key.pub",
    ]);
    assert.equal(code, 1);
    // Asked for once.
    const asked = registry.requests.filter((line) => line.includes("manifests/signed"));
    assert.equal(asked.length, 1);
  });

  it("follows build arguments and platforms", async () => {
    const text = `ARG TAG
FROM --platform=linux/arm64 HOST/app:$TAG
`;
    const open = await verify(text);
    assert.deepEqual(
      [open.code, lines(open.stdout)],
      [
        2,
        [
          "unchecked: HOST/app:$TAG (Dockerfile:2): A build argument decides which image it is: name it with --build-arg.",
        ],
      ],
    );
    const given = await verify(text, ["--build-arg", "TAG=platforms"]);
    assert.match(given.stdout, /^unsigned: /);
    const amd64 = await verify("FROM HOST/app:platforms\n", ["--platform", "linux/amd64"]);
    assert.match(amd64.stdout, /^verified: /);
    const ofBuild = "FROM --platform=$TARGETPLATFORM HOST/app:platforms\n";
    const target = await verify(ofBuild, ["--platform", "linux/amd64"]);
    assert.match(target.stdout, /^verified: /);
  });

  it("says what could not be reached, which is worse than verified", async () => {
    const { code, stdout } = await verify(
      `FROM HOST/app:none AS a
FROM HOST/app:signed
COPY --from=a /a /a
`,
      ["--all"],
    );
    assert.match(
      lines(stdout)[0] ?? "",
      /^unchecked: HOST\/app:none \(Dockerfile:1\): .*Check the name/,
    );
    assert.equal(code, 2);
  });

  it("has nothing to say of a file that stands on nothing, and does not trust one that is broken", async () => {
    const scratch = await verify("FROM scratch\nCOPY a /\n");
    assert.deepEqual([scratch.code, scratch.stdout], [0, "Dockerfile: no image to verify\n"]);
    const broken = await verify("FROM HOST/app:signed\nFOO bar\n");
    assert.match(broken.stdout, /^verified: /);
    assert.deepEqual(
      [broken.code, broken.stderr],
      [2, "Dockerfile:2: FOO is not an instruction.\n"],
    );
  });

  it("reads compose files, and says all as JSON", async () => {
    const text = "services:\n  web:\n    image: HOST/app:signed\n";
    const { code, stdout } = await verify(text, ["--format", "json"], "compose.yaml");
    const report = JSON.parse(stdout) as {
      readonly verdict: string;
      readonly images: readonly {
        readonly line: number;
        readonly role: string;
        readonly report: { readonly manifest: string } | null;
      }[];
    };
    const [image] = report.images;
    assert.deepEqual(
      [code, report.verdict, image?.line, image?.role, image?.report?.manifest],
      [0, "verified", 3, "base", signed.digest],
    );
  });

  it("says of a compose or bake file what is not part of this, in its own words", async () => {
    const open = await verify(
      "services:\n  web:\n    image: HOST/app:${TAG}\n",
      [],
      "compose.yaml",
    );
    assert.deepEqual(
      [open.code, lines(open.stdout)],
      [
        2,
        [
          "unchecked: HOST/app:${TAG} (compose.yaml:3): A variable that has no value in the file, or in .env beside it, decides which image it is.",
        ],
      ],
    );
    const odd = await verify('services:\n  web:\n    image: "not one"\n', [], "compose.yaml");
    assert.deepEqual(
      [odd.code, odd.stdout],
      [2, "unchecked: not one (compose.yaml:3): It is no image reference.\n"],
    );
    const built = "services:\n  web:\n    build: web\n  db:\n    image: HOST/app:signed\n";
    const whole = await verify(built, [], "compose.yaml");
    assert.deepEqual(
      [whole.code, lines(whole.stdout), whole.stderr],
      [
        0,
        ["verified: HOST/app:signed (compose.yaml:5), signed by key key.pub"],
        "compose.yaml builds web/Dockerfile too: verify that with --dockerfile.\n",
      ],
    );
    const json = await verify(built, ["--format", "json"], "compose.yaml");
    assert.deepEqual((JSON.parse(json.stdout) as { builds: unknown }).builds, ["web/Dockerfile"]);
    const none = await verify('target "web" {}\n', [], "docker-bake.hcl");
    assert.deepEqual([none.code, none.stdout], [0, "docker-bake.hcl: no image to verify\n"]);
    const broken = await verify("services: [\n", [], "compose.yaml");
    assert.deepEqual([broken.code, broken.stdout], [2, "compose.yaml: no image to verify\n"]);
    assert.match(broken.stderr, /^compose\.yaml:\d+: Flow sequence /);
  });

  it("names what can't be used", async () => {
    for (const [args, message] of [
      [["verify", "--dockerfile", "none"], /--dockerfile: none does not exist\./],
      [["verify", "--dockerfile", "key.pub", "node"], /either an image or --dockerfile/],
      [["verify", "--all", "node"], /--all needs --dockerfile\./],
    ] as const) {
      const { code, stdout, stderr } = folder.run(args);
      assert.deepEqual([code, stdout], [2, ""]);
      assert.match(stderr, message);
    }
    const target = await verify("FROM HOST/app:signed AS web\n", ["--target", "wbe"]);
    assert.match(target.stderr, /no stage is named "wbe"\. Did you mean "web"\?/);
    assert.equal(target.code, 2);
  });
});
