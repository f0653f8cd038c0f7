import assert from "node:assert/strict";
import { commandWords } from "../../src/project/commandWords";
import { composeFilesBeside, serviceFileKind } from "../../src/project/names";
import { readServiceFile } from "../../src/project/serviceFile";

const only = (service: string) => {
  const [found] = readServiceFile(`services:\n  a: ${service}`, "compose.yaml", "compose").services;
  assert.ok(found);
  return found;
};

describe("names of compose and bake files", () => {
  it("those that the tools read, and those that people give to them", () => {
    for (const name of [
      "compose.yaml",
      "compose.prod.yml",
      "docker-compose.yml",
      "docker-compose-dev.yaml",
      "web.compose.yaml",
      "app.docker-compose.yml",
    ])
      assert.equal(serviceFileKind(name), "compose", name);
    for (const name of [
      "docker-bake.hcl",
      "docker-bake.override.json",
      "docker-bake-ci.hcl",
      "bake.hcl",
      "app.bake.hcl",
    ])
      assert.equal(serviceFileKind(name), "bake", name);
    for (const name of [
      "Dockerfile",
      "values.yaml",
      "compose.json",
      "main.hcl",
      "decompose.yaml",
      "bake.json",
      "my-compose.yaml.bak",
    ])
      assert.equal(serviceFileKind(name), null, name);
  });

  it("those that are read together", () => {
    const beside = (name: string, ...names: string[]) =>
      composeFilesBeside(name, (other) => names.includes(other));
    assert.deepEqual(beside("compose.prod.yaml", "compose.yaml", "docker-compose.yml"), [
      "compose.yaml",
    ]);
    assert.deepEqual(beside("docker-compose.ci.yml", "compose.yaml", "docker-compose.yml"), [
      "docker-compose.yml",
    ]);
    assert.deepEqual(beside("compose.yaml", "compose.override.yml"), ["compose.override.yml"]);
    assert.deepEqual(beside("docker-bake.hcl", "compose.yaml"), ["compose.yaml"]);
  });
});

describe("a service", () => {
  it("has its command as words, as compose splits them", () => {
    for (const [text, words] of [
      ["npm run start", ["npm", "run", "start"]],
      ["  a 'b c' \"d e\" f\\ g ", ["a", "b c", "d e", "f g"]],
      ["''", [""]],
      ["", []],
      ["it's", null],
      ["a\\", ["a"]],
    ] as const)
      assert.deepEqual(commandWords(text), words, text);
    assert.deepEqual(only("{command: [a, 1, true]}").command?.words, ["a", "1", "true"]);
    assert.deepEqual(only("{entrypoint: []}").entrypoint?.words, []);
    assert.equal(only("{command: 'a ${B}'}").command?.words, null);
    assert.deepEqual(only("{command: 'a $$B'}").command?.words, ["a", "$B"]);
    assert.equal(only("{command: {a: b}}").command?.words, null);
    assert.equal(only("{command: }").command, null);
  });

  it("has its health check in the exec form", () => {
    const check = (test: string) => only(`{healthcheck: {test: ${test}}}`).healthcheck?.words;
    assert.deepEqual(check("curl x"), ["/bin/sh", "-c", "curl x"]);
    assert.deepEqual(check("[CMD-SHELL, curl x]"), ["/bin/sh", "-c", "curl x"]);
    assert.deepEqual(check("[CMD, curl, x]"), ["curl", "x"]);
    assert.deepEqual(check("[NONE]"), []);
  });

  it("has the container's side of ports and volumes", () => {
    const ports = "['80', 8080:81, '127.0.0.1:1:82/tcp', {target: 83}, '${P}:84', '3000-3005']";
    assert.deepEqual(
      only(`{ports: ${ports}}`).ports.map(({ port }) => port),
      [80, 81, 82, 83],
    );
    const volumes =
      "[/a, ./b:/b, data:/d:ro, 'C:\\e:/e', {source: f, target: /f, read_only: true}, '${G}:/g']";
    assert.deepEqual(
      only(`{volumes: ${volumes}}`).mounts.map(({ source, target, isReadOnly }) => [
        source,
        target,
        isReadOnly,
      ]),
      [
        [null, "/a", false],
        ["./b", "/b", false],
        ["data", "/d", true],
        ["C:\\e", "/e", false],
        ["f", "/f", true],
        [null, null, false],
      ],
    );
  });

  it("has its variables, from a map or a list", () => {
    assert.deepEqual(
      [...only("{environment: {A: 1, B: '${C}', D: }}").environment],
      [
        ["A", "1"],
        ["B", null],
        ["D", null],
      ],
    );
    assert.deepEqual(
      [...only("{environment: [A=1=2, B]}").environment],
      [
        ["A", "1=2"],
        ["B", null],
      ],
    );
  });

  it("takes over what it extends, and not what it resets", () => {
    const { services } = readServiceFile(
      "services:\n  a: {image: x, user: root, volumes: [/a]}\n  b: {extends: a, volumes: [/b]}\n  c: {extends: a, user: !reset }\n",
      "compose.yaml",
      "compose",
    );
    assert.deepEqual(
      services.map(({ name, image, user, mounts }) => [
        name,
        image?.text,
        user?.text,
        user?.isOwn,
        mounts.length,
      ]),
      [
        ["a", "x", "root", true, 1],
        ["b", "x", "root", false, 2],
        ["c", "x", undefined, undefined, 1],
      ],
    );
  });

  it("a file that is too large is not read", () => {
    const { services, problems } = readServiceFile(" ".repeat(262_145), "compose.yaml", "compose");
    assert.deepEqual([services, problems.length], [[], 1]);
  });
});
