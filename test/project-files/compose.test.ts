import assert from "node:assert/strict";
import { readCompose } from "../../src/project/compose";
import { assertLinear } from "../operations";

/** Each build as `service context dockerfile target line`. */
function builds(text: string, path = "compose.yaml"): string[] {
  return readCompose(text, path).builds.map(
    ({ name, context, dockerfile, target, place }) =>
      `${name} ${context} ${dockerfile} ${target?.name ?? "-"} ${place.line}`,
  );
}

describe("compose file", () => {
  it("gives the builds of its services", () => {
    assert.deepEqual(
      builds(`
services:
  web:
    build: ./web
  api:
    build:
      context: api
      dockerfile: docker/api.Dockerfile
      target: prod
  db:
    image: postgres
`),
      ["web web web/Dockerfile - 3", "api api api/docker/api.Dockerfile prod 5"],
    );
  });

  it("finds paths from its own folder", () => {
    assert.deepEqual(builds("services: {a: {build: ..}}", "deploy/compose.yaml"), [
      "a . Dockerfile - 0",
    ]);
    assert.deepEqual(builds("services: {a: {build: .\\app}}", "C:\\repo\\compose.yaml"), [
      "a C:/repo/app C:/repo/app/Dockerfile - 0",
    ]);
    assert.deepEqual(builds("services: {a: {build: {dockerfile: /x/Dockerfile}}}"), [
      "a . /x/Dockerfile - 0",
    ]);
  });

  it("knows the line of the target", () => {
    const { builds } = readCompose("services:\n  a:\n    build:\n      target: prod\n", "c/x.yaml");
    assert.deepEqual(builds[0]?.target, { name: "prod", place: { file: "c/x.yaml", line: 3 } });
  });

  it("follows anchors, aliases and merge keys", () => {
    assert.deepEqual(
      builds(`
x-build: &build
  context: app
  target: base
services:
  a:
    build: *build
  b:
    build:
      <<: *build
      target: prod
  c:
    <<: [{build: {target: first}}, {build: {target: second}}]
`),
      ["a app app/Dockerfile base 6", "b app app/Dockerfile prod 8", "c . Dockerfile first 12"],
    );
  });

  it("takes the default of a variable, and nothing without one", () => {
    assert.deepEqual(
      builds(`
services:
  a: {build: {target: "\${STAGE:-prod}"}}
  b: {build: {target: "\${STAGE-\${OTHER:-dev}}-x"}}
  c: {build: {target: "$STAGE"}}
  d: {build: {context: "\${DIRECTORY}", target: prod}}
  e: {build: {target: "\${STAGE:?needed}"}}
  f: {build: {target: "\${STAGE:+set}"}}
  g: {build: {target: "a$$b"}}
  h: {build: {target: "\${STAGE:-"}}
`),
      [
        "a . Dockerfile prod 2",
        "b . Dockerfile dev-x 3",
        "c . Dockerfile - 4",
        "e . Dockerfile - 6",
        "f . Dockerfile - 7",
        "g . Dockerfile a$b 8",
        "h . Dockerfile - 9",
      ],
    );
  });

  it("leaves out what is remote, inline or elsewhere", () => {
    assert.deepEqual(
      builds(`
services:
  a: {build: "https://github.com/acme/app.git"}
  b: {build: {context: "git@github.com:acme/app.git", target: prod}}
  c: {build: github.com/acme/app}
  d: {build: {dockerfile_inline: FROM scratch, target: prod}}
  e: {build: ~/app}
  f: {build: {context: service:a}}
  g: {build: {context: [x]}}
  h: {build: }
`),
      [],
    );
  });

  it("follows extends within the file only", () => {
    assert.deepEqual(
      builds(`
services:
  base: {build: {context: app, target: base}}
  a: {extends: base}
  b: {extends: {service: a}, build: {target: prod}}
  c: {extends: {service: base, file: ./compose.yaml}, build: {dockerfile: c.Dockerfile}}
  d: {extends: {service: base, file: other.yaml}, build: {target: prod}}
  e: {extends: {service: base, file: other.yaml}, build: {context: ., dockerfile: e, target: prod}}
  f: {extends: {service: base, file: other.yaml}}
  g: {extends: f, build: {target: prod}}
  h: {extends: i, build: {target: prod}}
  i: {extends: h}
  j: {extends: none, build: {target: prod}}
`),
      [
        "base app app/Dockerfile base 2",
        "a app app/Dockerfile base 2",
        "b app app/Dockerfile prod 4",
        "c app app/c.Dockerfile base 5",
      ],
    );
  });

  it("puts later documents on top, and knows !reset and !override", () => {
    assert.deepEqual(
      builds(`
services:
  a: {build: {context: app, target: base}}
  b: {build: {context: app, target: base}}
  c: {build: {context: app, target: base}}
  d: {build: {context: app, target: base}}
---
services:
  a: {build: {target: prod}}
  b: {build: !override {target: prod}}
  c: {build: !reset null}
  d: {build: {target: !reset null}}
`),
      ["a app app/Dockerfile prod 8", "b . Dockerfile prod 9", "d app app/Dockerfile - 11"],
    );
  });

  it("gives problems and no builds where it is broken", () => {
    const text = "services:\n  a: {build: {target: prod}}\n  b: [";
    const { builds, problems } = readCompose(text, "compose.yaml");
    assert.deepEqual(builds, []);
    assert.equal(problems[0]?.line, 2);
  });

  it("takes anything for a file", () => {
    for (const text of ["", "\0", "services", "services: 1", "- services", "services: {a: 1}"]) {
      assert.deepEqual(readCompose(text, "compose.yaml"), {
        builds: [],
        services: new Map(),
        problems: [],
      });
    }
  });

  it("stands aliases that multiply, circles and deep nesting", function () {
    this.timeout(20_000);
    const lines = Array.from(
      { length: 30 },
      (_, index) => `a${index + 1}: &a${index + 1} {<<: [*a${index}, *a${index}, *a${index}]}`,
    );
    assert.deepEqual(builds(["a0: &a0 {build: .}", ...lines, "services: {a: *a30}"].join("\n")), [
      "a . Dockerfile - 0",
    ]);
    assert.deepEqual(builds("services: &s\n  <<: *s\n  a: {build: .}\n  b: *s"), [
      "a . Dockerfile - 2",
    ]);
    for (const open of ["[", "{a: ", "- ", "? ", "!a ", "&a "]) {
      const text = `services: {a: {build: ${open.repeat(20_000)}`;
      assert.deepEqual(builds(text), [], open);
      assert.deepEqual(builds(open.repeat(20_000)), [], open);
    }
  });

  const repeat = (count: number, line: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => line(index)).join("\n");
  const hostile: readonly [string, number, (size: number) => string][] = [
    ["zeros", 200_000, (size) => "\0".repeat(size)],
    ["quotes", 200_000, (size) => '"'.repeat(size)],
    ["commas", 200_000, (size) => `[${",".repeat(size)}`],
    ["tags", 60_000, (size) => "!a ".repeat(size)],
    ["lines of a text", 200_000, (size) => `services: "${"x\n ".repeat(size)}`],
    ["merges", 4000, (size) => repeat(size, (n) => `a${n}: &a${n}\n  <<: *a${n - 1}\n  k${n}: v`)],
    [
      "services that extend each other",
      4000,
      (size) => `services:\n${repeat(size, (n) => `  s${n}: {extends: s${n + 1}}`)}`,
    ],
    [
      "variables in each other",
      100_000,
      (size) => `services: {a: {build: "${"${A:-".repeat(size)}"}}`,
    ],
    ["dollars", 100_000, (size) => `services: {a: {build: "${"$".repeat(2 * size + 1)}"}}`],
  ];
  for (const [name, size, make] of hostile)
    it(`takes linear time on ${name}`, () => {
      assertLinear(size, (count) => {
        const text = make(count);
        return () => assert.deepEqual(builds(text), []);
      });
    }).timeout(120_000);

  it("takes linear time on services that build", () => {
    assertLinear(4000, (size) => {
      const services = repeat(size, (n) => `  s${n}: {build: {target: t${n}}}`);
      return () => assert.equal(builds(`services:\n${services}`).length, size);
    });
  }).timeout(120_000);
});
