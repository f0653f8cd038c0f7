import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { createFolder, type Folder } from "./drydock";

const compose = `services:
  app:
    image: python:3.13
    command: ["python", "/app.py"]
  web:
    image: nginx:1.30
    ports: ["80:80"]
    user: nginx
`;

describe("compose and bake files on the command line", function () {
  this.timeout(60_000);

  let folder: Folder;
  beforeEach(() => (folder = createFolder({ "compose.yaml": compose })));
  afterEach(() => folder.remove());

  const lint = (...args: string[]) =>
    folder.run(["lint", "--rule", "hardened-available=off", ...args]);

  it("are linted where they are named, and not searched for", () => {
    const { code, stdout, stderr } = lint("compose.yaml");
    assert.equal(
      stdout,
      `
compose.yaml:3:12 warning This container runs as root: python:3.13 does, and no user changes it. [root-user]
   3 |     image: python:3.13
     |            ^^^^^^^^^^^
  fix: Run as 10001:10001 (a number needs no entry in /etc/passwd)

1 finding in 1 file: 1 warning.
`.trimStart(),
    );
    assert.deepEqual([code, stderr], [1, ""]);
    assert.equal(folder.run(["lint"]).code, 2);
  });

  it("are reported in every format", () => {
    const places: Readonly<Record<string, RegExp>> = {
      json: /"path": "compose\.yaml",\s+"stages": \[\],/,
      sarif: /"startLine": 3,\s+"startColumn": 12,/,
      github: /^::warning file=compose\.yaml,line=3,col=12,/,
      junit: /<failure message="This container runs as root/,
    };
    for (const [format, expected] of Object.entries(places)) {
      const { code, stdout } = lint("compose.yaml", "--format", format);
      assert.equal(code, 1);
      assert.match(stdout, expected);
    }
  });

  it("count together with what lies beside them, and with the configuration", () => {
    folder.write("compose.override.yaml", "services: {app: {user: '1000'}}");
    assert.equal(lint("compose.yaml").code, 0);
    folder.write("compose.override.yaml", "services: {}");
    assert.equal(lint("compose.yaml").code, 1);
    folder.write(".drydock.yaml", "rules: {root-user: hint}");
    assert.equal(lint("compose.yaml").code, 0);
  });

  it("take variables of images from .env beside them, and print nothing else of it", () => {
    folder.write("compose.yaml", 'services: {a: {image: "node:${NODE}", command: "$TOKEN"}}');
    const eol = ["--rule", "root-user=off", "--rule", "unpinned-base=off"];
    assert.equal(lint("compose.yaml", ...eol).code, 0);
    folder.write(".env", "export NODE='18' # old\nTOKEN=hunter2\n");
    for (const format of ["text", "json", "sarif", "github", "junit"]) {
      const { code, stdout, stderr } = lint("compose.yaml", ...eol, "--format", format);
      assert.equal(code, 1);
      assert.match(stdout, /node:18 is no longer supported/);
      assert.ok(!(stdout + stderr).includes("hunter2"));
    }
    assert.match(
      lint("compose.yaml", ...eol).stdout,
      /see compose\.yaml:1:24 NODE is 18 by the file \.env, unless the environment sets it\.$/m,
    );
  });

  it("do not read a pipe that is called .env: it would ask a program for secrets", function () {
    const made = spawnSync("mkfifo", [path.join(folder.path, ".env")]);
    if (made.status !== 0) this.skip();
    folder.write("compose.yaml", 'services: {a: {image: "node:${NODE}"}}');
    const { code, stderr } = lint("compose.yaml", "--rule", "unpinned-base=off");
    assert.deepEqual([code, stderr], [0, ""]);
  });

  it("come from standard input by their name", () => {
    const { code, stdout } = folder.run(["lint", "--stdin-filename", "compose.yml", "-"], {
      input: "services: {a: {image: node:24, user: root}}",
    });
    assert.equal(code, 1);
    assert.match(
      stdout,
      /^compose\.yml:1:38 warning This container runs as root: its user is root\./m,
    );
  });

  it("that are broken are a syntax error with its line", () => {
    folder.write("docker-bake.hcl", 'target "a" {\n');
    folder.write("compose.yaml", "services: {a: [}\n");
    const { code, stdout } = lint("compose.yaml", "docker-bake.hcl");
    assert.equal(code, 1);
    assert.match(stdout, /^compose\.yaml:1:1 error .* \[syntax\]/m);
    assert.match(stdout, /^docker-bake\.hcl:1:1 error This block has no end\. \[syntax\]/m);
  });

  it("get hardened images with fix --swap, where nothing would fail", () => {
    const { code, stderr } = folder.run(["fix", "--swap", "--write", "compose.yaml"]);
    assert.equal(code, 0);
    const after = readFileSync(path.join(folder.path, "compose.yaml"), "utf8");
    assert.equal(after, compose.replace("python:3.13", "dhi.io/python:3.13"));
    assert.match(
      stderr,
      /^compose\.yaml:6:12 nginx:1\.30 stays, though dhi\.io\/nginx:1\.30 is there: ports publishes 80, and dhi\.io\/nginx:1\.30 listens on 8080\.$/m,
    );
    assert.match(stderr, /^compose\.yaml:3:12 python:3\.13 → dhi\.io\/python:3\.13: /m);
  });
});
