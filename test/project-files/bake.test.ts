import assert from "node:assert/strict";
import { readBake, resolveBake } from "../../src/project/bake";

/** Each build as `target context dockerfile stage`. */
function builds(text: string, path = "docker-bake.hcl"): string[] {
  return resolveBake(readBake(text, path).targets).map(
    ({ name, context, dockerfile, target }) =>
      `${name} ${context} ${dockerfile} ${target?.name ?? "-"}`,
  );
}

const json = (text: string): string[] => builds(text, "docker-bake.json");

describe("bake file in HCL", () => {
  it("gives the builds of its targets", () => {
    assert.deepEqual(
      builds(`
group "default" { targets = ["app", "web"] }
target "app" {
  context    = "app"
  dockerfile = "docker/app.Dockerfile"
  target     = "prod"
}
target "web" {}
`),
      ["app app app/docker/app.Dockerfile prod", "web . Dockerfile -"],
    );
  });

  it("knows the line of the stage", () => {
    const { targets } = readBake('target "a" {\n  target = "prod"\n}', "docker-bake.hcl");
    assert.deepEqual(targets[0]?.build.target, {
      kind: "text",
      text: "prod",
      place: { file: "docker-bake.hcl", line: 1 },
    });
  });

  it("inherits in order, own attributes winning", () => {
    assert.deepEqual(
      builds(`
target "one" {
  target = "one"
  context = "c1"
}
target "two" { target = "two" }
target "three" { dockerfile = "3" }
target "a" { inherits = ["one", "two"] }
target "b" {
  inherits = [
    "two", # first
    "one",
  ]
  target = "own"
}
target "c" {
  inherits = ["b", "three"]
}
`),
      [
        "one c1 c1/Dockerfile one",
        "two . Dockerfile two",
        "three . 3 -",
        "a c1 c1/Dockerfile two",
        "b c1 c1/Dockerfile own",
        "c c1 c1/3 own",
      ],
    );
  });

  it("leaves out what hangs on something computed", () => {
    assert.deepEqual(
      builds(`
variable "DIR" { default = "app" }
target "a" { context = DIR }
target "b" { context = "\${DIR}/x" }
target "c" { dockerfile = join("/", ["a", "b"]) }
target "d" { dockerfile = DIR == "app" ? "a" : "b" }
target "e" { inherits = ["a"] }
target "f" { inherits = [DIR] }
target "g" { inherits = concat(["a"], ["b"]) }
target "h" { inherits = ["missing"] }
target "i" {
  name = "i-\${tgt}"
  matrix = { tgt = ["x", "y"] }
  target = "prod"
}
target "j" { dockerfile-inline = "FROM scratch" }
target "k" {
  dockerfile = <<EOT
}
target "no" {}
EOT
}
target "l" { context = "https://github.com/acme/app.git" }
target "m" { inherits = ["n"] }
target "n" { inherits = ["m"] }
`),
      [],
    );
  });

  it("knows the Dockerfile where only the stage is computed", () => {
    assert.deepEqual(builds('target "a" { target = STAGE }'), ["a . Dockerfile -"]);
    assert.deepEqual(builds('target "a" { target = null }'), ["a . Dockerfile -"]);
  });

  it("is not misled by comments, strings, heredocs and nested blocks", () => {
    assert.deepEqual(
      builds(`
# target "no" {
// target "no" {
/* target "no" {
*/
target "a" { // {
  args = {
    target = "no"
    "x" = "}\\"}"
    y = "\${foo("}", "\${bar("{")}")}"
  }
  labels = <<-EOT
    target = "no" }
    EOT
  target = "yes" /* "no" */ # "no"
  tags = [for t in ["}"] : "\${t}{"]
}
function "f" {
  params = []
  result = { target = "no" }
}
target "b" { target = "$\${x} \\u0041" }
`),
      ["a . Dockerfile yes", "b . Dockerfile ${x} A"],
    );
  });

  it("takes paths from where bake was called", () => {
    assert.deepEqual(
      builds('target "a" {\n dockerfile = "cwd://x"\n context = "app"\n}', "sub/docker-bake.hcl"),
      ["a sub/app sub/x -"],
    );
  });

  it("goes on after a half-typed target", () => {
    assert.deepEqual(builds('target "a" {\n  inherits = ["x"\n}\ntarget "b" {}'), [
      "b . Dockerfile -",
    ]);
    assert.deepEqual(builds('target "a" {\n  target = "x\n}\ntarget "b" {}'), [
      "a . Dockerfile -",
      "b . Dockerfile -",
    ]);
    const { targets, problems } = readBake('target "b" {}\ntarget "a" {\n', "docker-bake.hcl");
    assert.deepEqual(
      targets.map(({ build }) => build.name),
      ["b"],
    );
    assert.deepEqual(problems, [{ message: "This block has no end.", line: 1 }]);
  });

  it("stays fast on hostile files", function () {
    this.timeout(20_000);
    const size = 300_000;
    for (const piece of [
      "[",
      "{",
      "}",
      "{]",
      "[}",
      '"',
      '"${',
      "\\",
      "<<A\n",
      "/*",
      "\0",
      "a=",
      "a={",
    ]) {
      assert.deepEqual(builds(piece.repeat(size / piece.length)), [], piece);
      assert.deepEqual(builds(`target "a" { x = ${piece.repeat(20_000)}`).slice(1), [], piece);
    }
    const chain = Array.from(
      { length: 10_000 },
      (_, n) => `target "t${n}" { inherits = ["t${n + 1}"] }`,
    );
    assert.deepEqual(builds(chain.join("\n")), []);
  });
});

describe("bake file in JSON", () => {
  it("gives the builds of its targets", () => {
    assert.deepEqual(
      json(`{
  "group": { "default": { "targets": ["app"] } },
  "target": {
    "base": { "context": "app", "args": { "target": "no" } },
    "app": { "inherits": ["base"], "target": "prod", "dockerfile": null },
    "many": [ { "target": "one" }, { "context": "x" } ]
  }
}`),
      ["base app app/Dockerfile -", "app app app/Dockerfile prod", "many x x/Dockerfile one"],
    );
  });

  it("knows the line of the stage", () => {
    const text = '{\n"target": {\n"a": {\n"target":\n"x" } } }';
    const [target] = readBake(text, "docker-bake.json").targets;
    assert.deepEqual(target?.build.target, {
      kind: "text",
      text: "x",
      place: { file: "docker-bake.json", line: 4 },
    });
  });

  it("leaves out templates, which HCL evaluates here too", () => {
    assert.deepEqual(
      json(`{"target": {
        "a": {"context": "\${DIR}"},
        "b": {"context": "\${f(\\"x\\")}", "target": "x"},
        "c": {"target": "$\${x}"}
      }}`),
      ["c . Dockerfile ${x}"],
    );
  });

  it("gives a problem and no targets where it is broken", () => {
    const { targets, problems } = readBake('{"target": {"a": {}}', "docker-bake.override.json");
    assert.deepEqual([targets.length, problems.length], [0, 1]);
  });

  it("takes any JSON", function () {
    this.timeout(20_000);
    for (const text of [
      "null",
      "[]",
      '"target"',
      '{"target": 1}',
      '{"target": {"a": 1}}',
      "[[{}]]",
    ]) {
      assert.deepEqual(json(text).slice(1), [], text);
    }
    assert.deepEqual(json(`{"target": ${"[".repeat(20_000)}${"]".repeat(20_000)}}`), []);
  });
});
