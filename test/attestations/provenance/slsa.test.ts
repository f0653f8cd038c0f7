import assert from "node:assert/strict";
import { provenanceOf, read } from "../read";

const base64 = (text: string) => Buffer.from(text).toString("base64");
const git = { uri: "https://github.com/example/app.git#refs/heads/main", digest: { sha1: "ab" } };
const alpine = { uri: "pkg:docker/alpine@3.22?platform=linux%2Famd64", digest: { sha256: "cd" } };

describe("SLSA provenance", () => {
  it("0.2 without a build type, as Kubernetes has it", () => {
    const { document, format, problems } = read({
      builder: { id: "https://builds.example.com" },
      invocation: { configSource: { uri: git.uri, entryPoint: "build" } },
      metadata: { buildInvocationID: "7" },
      materials: [git],
    });
    assert.equal(format, "SLSA provenance 0.2");
    assert.ok(document.kind === "provenance");
    const { builder, buildType, source, entryPoint } = document.provenance;
    assert.deepEqual(
      [builder, buildType, source?.uri, entryPoint],
      ["https://builds.example.com", "", git.uri, "build"],
    );
    assert.deepEqual(problems, []);
  });

  it("0.2 of BuildKit", () => {
    const { document, format } = read({
      builder: { id: "" },
      buildType: "https://mobyproject.org/buildkit@v1",
      materials: [alpine],
      invocation: {
        configSource: { entryPoint: "Dockerfile" },
        parameters: {
          frontend: "dockerfile.v0",
          args: { "build-arg:VERSION": "1", target: "final" },
          locals: [{ name: "context" }],
        },
        environment: { platform: "linux/amd64" },
      },
      metadata: {
        buildInvocationID: "x1",
        buildStartedOn: "2026-01-01T00:00:00Z",
        buildFinishedOn: "2026-01-01T00:01:00Z",
        completeness: { parameters: true, environment: true, materials: false },
        reproducible: false,
        "https://mobyproject.org/buildkit@v1#hermetic": true,
        "https://mobyproject.org/buildkit@v1#metadata": {
          vcs: { source: "https://github.com/example/app", revision: "ab" },
          source: {
            infos: [
              { filename: "Dockerfile", language: "Dockerfile", data: base64("FROM scratch\n") },
            ],
          },
        },
      },
    });
    assert.equal(format, "SLSA provenance 0.2");
    assert.deepEqual(document, {
      kind: "provenance",
      provenance: {
        version: "0.2",
        builder: "",
        buildType: "https://mobyproject.org/buildkit@v1",
        invocation: "x1",
        started: "2026-01-01T00:00:00Z",
        finished: "2026-01-01T00:01:00Z",
        source: { uri: "https://github.com/example/app", digests: new Map([["sha1", "ab"]]) },
        entryPoint: "Dockerfile",
        inputs: [{ uri: alpine.uri, digests: new Map([["sha256", "cd"]]) }],
        parameters: [
          { name: "frontend", value: "dockerfile.v0" },
          { name: "args.build-arg:VERSION", value: "1" },
          { name: "args.target", value: "final" },
          { name: "locals", value: '[{"name":"context"}]' },
        ],
        dockerfile: { name: "Dockerfile", text: "FROM scratch\n" },
        complete: false,
        reproducible: false,
        hermetic: true,
      },
    });
  });

  it("1 of BuildKit", () => {
    const provenance = provenanceOf({
      buildDefinition: {
        buildType:
          "https://github.com/moby/buildkit/blob/master/docs/attestations/slsa-definitions.md",
        externalParameters: {
          configSource: { ...git, path: "app.Dockerfile" },
          request: { frontend: "dockerfile.v0" },
        },
        resolvedDependencies: [alpine, git],
      },
      runDetails: {
        builder: { id: "https://example.com/builder" },
        metadata: {
          invocationID: "x1",
          startedOn: "2026-01-01T00:00:00Z",
          buildkit_completeness: { request: true, resolvedDependencies: true },
          buildkit_reproducible: true,
          buildkit_hermetic: false,
          buildkit_metadata: {
            source: { infos: [{ filename: "app.Dockerfile", data: base64("FROM alpine") }] },
          },
        },
      },
    });
    assert.deepEqual(provenance.source, { uri: git.uri, digests: new Map([["sha1", "ab"]]) });
    assert.deepEqual(
      [provenance.builder, provenance.entryPoint, provenance.invocation, provenance.inputs.length],
      ["https://example.com/builder", "app.Dockerfile", "x1", 2],
    );
    assert.deepEqual(provenance.dockerfile, { name: "app.Dockerfile", text: "FROM alpine" });
    assert.deepEqual(
      [provenance.complete, provenance.reproducible, provenance.hermetic],
      [true, true, false],
    );
  });

  for (const [builder, externalParameters, entryPoint] of [
    [
      "GitHub",
      { workflow: { repository: "https://github.com/a/b", ref: "refs/heads/main", path: "r.yml" } },
      "r.yml",
    ],
    [
      "Google",
      {
        buildConfigSource: {
          repository: "git+https://github.com/a/b",
          ref: "refs/heads/main",
          path: "c.yaml",
        },
      },
      "c.yaml",
    ],
    [
      "a generator",
      { source: { uri: "git+https://github.com/a/b@refs/heads/main" }, configPath: "x" },
      "x",
    ],
    ["a generator, as text", { source: "git+https://github.com/a/b@refs/heads/main" }, null],
  ] as const) {
    it(`1 of ${builder}: the source has the digest of the same input`, () => {
      const provenance = provenanceOf({
        buildDefinition: {
          externalParameters,
          resolvedDependencies: [
            { uri: "git+https://github.com/a/b@refs/heads/main", digest: { gitCommit: "ab" } },
          ],
        },
      });
      assert.deepEqual(provenance.source, {
        uri: "git+https://github.com/a/b@refs/heads/main",
        digests: new Map([["gitCommit", "ab"]]),
      });
      assert.equal(provenance.entryPoint, entryPoint);
    });
  }

  it("0.1 of Google: the source is one of the materials", () => {
    const provenance = provenanceOf({
      builder: { id: "https://cloudbuild.googleapis.com/GoogleHostedWorker@v0.3" },
      recipe: {
        type: "https://cloudbuild.googleapis.com/CloudBuildYaml@v0.1",
        definedInMaterial: 1,
        entryPoint: "cloudbuild.yaml",
        arguments: { options: { machineType: "large" } },
      },
      metadata: { buildInvocationId: "x", completeness: {} },
      materials: [alpine, git],
    });
    assert.equal(provenance.version, "0.1");
    assert.equal(provenance.source?.uri, git.uri);
    assert.equal(provenance.complete, null);
    assert.deepEqual(provenance.parameters, [{ name: "options.machineType", value: "large" }]);
  });

  it("in the file that buildx writes beside a build", () => {
    const content = {
      "buildx.build.provenance": {
        buildType: "https://mobyproject.org/buildkit@v1",
        materials: [alpine],
        invocation: {},
      },
      "containerimage.digest": "sha256:ab",
    };
    assert.equal(provenanceOf(content).inputs.length, 1);
  });

  it("a Dockerfile that is no text in base64 is a problem", () => {
    for (const data of ["FROM scratch", "/w=="]) {
      const { document, problems } = read({
        buildDefinition: {},
        runDetails: { metadata: { buildkit_metadata: { source: { infos: [{ data }] } } } },
      });
      assert.ok(document.kind === "provenance");
      assert.equal(document.provenance.dockerfile, null);
      assert.deepEqual(problems, ["The Dockerfile in it is not text in base64."]);
    }
  });
});
