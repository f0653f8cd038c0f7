import assert from "node:assert/strict";
import { findFacts, isProjectFile, readBuilds } from "../../src/project/targets";
import type { DockerfileFacts } from "../../src/project/targets";

function facts(files: Readonly<Record<string, string>>, dockerfile: string): DockerfileFacts {
  const builds = readBuilds(Object.entries(files).map(([path, text]) => ({ path, text })));
  return findFacts(builds, dockerfile);
}

/** Each use as `stage file:line kind`. */
function uses(files: Readonly<Record<string, string>>, dockerfile: string): string[] {
  return facts(files, dockerfile).targets.map(
    ({ target, file, line, kind }) => `${target} ${file}:${line} ${kind}`,
  );
}

const compose = (build: string): string => `services: {a: {build: ${build}}}`;

describe("stages that other files build", () => {
  it("come with the user that compose runs them as, and bake knows nothing of", () => {
    const users = (text: string) =>
      facts({ "compose.yaml": text, "docker-bake.hcl": 'target "a" {}' }, "Dockerfile").targets.map(
        ({ user }) => user ?? "-",
      );
    assert.deepEqual(users("services: {a: {build: {target: t}, user: '1000'}}"), ["1000", "-"]);
    assert.deepEqual(users("services: {a: {build: {target: t}, user: '${U}'}}"), ["-"]);
    const shared = "x: &b {target: t}\nservices: {b: {build: *b}, c: {build: *b, user: app}}";
    assert.deepEqual(users(shared), ["-", "app"]);
  });

  it("come from compose and bake files that build this Dockerfile", () => {
    const files = {
      "compose.yaml": compose("{context: app, target: prod}"),
      "docker-bake.hcl": 'target "b" {\n  context = "app"\n  target = "slim"\n}',
      "other/compose.yaml": compose("{target: no}"),
      "app/values.yaml": compose("{target: no}"),
    };
    assert.deepEqual(uses(files, "app/Dockerfile"), [
      "prod ../compose.yaml:0 compose",
      "slim ../docker-bake.hcl:2 bake",
    ]);
    assert.deepEqual(facts(files, "app/Dockerfile"), {
      targets: facts(files, "app/Dockerfile").targets,
      contextKnown: true,
      hasIgnoreFile: null,
      contexts: ["app"],
    });
    assert.deepEqual(facts(files, "Dockerfile"), {
      targets: [],
      contextKnown: false,
      hasIgnoreFile: null,
      contexts: [],
    });
  });

  it("give the context even where they name no stage", () => {
    const files = {
      "compose.yaml": compose("{context: ., dockerfile: docker/Dockerfile}"),
      "docker/compose.yaml": compose("."),
    };
    const { targets, contexts } = facts(files, "docker/Dockerfile");
    assert.deepEqual(targets, []);
    assert.deepEqual(contexts, [".", "docker"]);
  });

  it("don't depend on the order of the files", () => {
    const one = {
      "a/compose.yaml": compose("{context: .., target: x}"),
      "compose.yaml": compose("{target: y}"),
    };
    const other = { "compose.yaml": one["compose.yaml"], "a/compose.yaml": one["a/compose.yaml"] };
    assert.deepEqual(uses(one, "Dockerfile"), [
      "y compose.yaml:0 compose",
      "x a/compose.yaml:0 compose",
    ]);
    assert.deepEqual(uses(one, "Dockerfile"), uses(other, "Dockerfile"));
  });

  it("are found on Windows", () => {
    const files = { "C:\\Repo\\compose.yaml": compose("{context: .\\app, target: prod}") };
    assert.deepEqual(uses(files, "c:\\repo\\app\\Dockerfile"), ["prod ../compose.yaml:0 compose"]);
    assert.deepEqual(facts(files, "c:\\repo\\app\\Dockerfile").contexts, ["C:/Repo/app"]);
  });

  it("take a lower-case dockerfile where none is named", () => {
    assert.deepEqual(uses({ "compose.yaml": compose("{target: x}") }, "dockerfile"), [
      "x compose.yaml:0 compose",
    ]);
    const named = { "compose.yaml": compose("{target: x, dockerfile: Dockerfile}") };
    assert.deepEqual(uses(named, "dockerfile"), []);
  });

  it("come from a compose file put on top of the usual one", () => {
    const files = {
      "docker-compose.yml": "services: {a: {build: {context: app, target: base}}}",
      "docker-compose.prod.yml": "services: {a: {build: {target: prod}}, b: {build: {target: b}}}",
    };
    assert.deepEqual(uses(files, "app/Dockerfile"), [
      "prod ../docker-compose.prod.yml:0 compose",
      "base ../docker-compose.yml:0 compose",
    ]);
    assert.deepEqual(uses(files, "Dockerfile"), ["b docker-compose.prod.yml:0 compose"]);
  });

  it("are merged over bake's files, compose services included", () => {
    const files = {
      "compose.yaml": "services: {web.app: {build: {context: app}}}",
      "docker-bake.hcl": 'target "web_app" {\n  target = "one"\n}',
      "docker-bake.override.json":
        '{"target": {"x": {"inherits": ["web_app"]}, "web_app": {"target": "two"}}}',
    };
    assert.deepEqual(uses(files, "app/Dockerfile"), ["two ../docker-bake.override.json:0 bake"]);
  });

  it("inherit from compose services as bake sees them", () => {
    const files = {
      "compose.yaml": compose("{target: base}"),
      "docker-bake.hcl": `
target "b" {
  context = "app"
  dockerfile = "x"
}
target "a" {
  inherits = ["b"]
}`,
    };
    // The service leaves its context out, which to bake is ".", and its Dockerfile, which is not.
    assert.deepEqual(uses(files, "x"), ["base compose.yaml:0 compose"]);
    assert.deepEqual(facts(files, "app/x").contexts, ["app"]);
  });

  it("come with the problems of the files", () => {
    const { builds, problems } = readBuilds([
      { path: "a/compose.yaml", text: "a: [" },
      { path: "a/docker-bake.json", text: "{" },
      { path: "a/docker-bake.hcl", text: 'target "a" {}' },
    ]);
    assert.deepEqual(
      problems.map(({ file }) => file),
      ["a/compose.yaml", "a/docker-bake.json"],
    );
    assert.equal(builds.length, 1);
  });

  it("are looked for in files of these names", () => {
    for (const name of [
      "compose.yaml",
      "compose.yml",
      "docker-compose.yaml",
      "docker-compose.yml",
      "compose.prod.yaml",
      "docker-compose.override.yml",
      "docker-bake.hcl",
      "docker-bake.json",
      "docker-bake.override.hcl",
      "docker-bake.override.json",
    ]) {
      assert.equal(isProjectFile(name), true, name);
    }
    for (const name of [
      "my-compose.yaml",
      "compose.json",
      "docker-bake.yaml",
      "composeyaml",
      "a/compose.yaml",
    ]) {
      assert.equal(isProjectFile(name), false, name);
    }
  });
});
