import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { createFolder, type Folder } from "./drydock";

const before = `FROM node:24 AS build
RUN npm ci

FROM node:24-slim@sha256:${"ab".repeat(32)}
COPY --from=build --chown=node:node /app /app
USER node
CMD ["node", "/app/index.js"]
`;
const after = `FROM dhi.io/node:24-dev AS build
RUN npm ci

FROM dhi.io/node:24
COPY --from=build --chown=node:node /app /app
USER node
CMD ["node", "/app/index.js"]
`;
const blocked = "FROM python:3.13-slim\nRUN pip install flask\n";

describe("drydock fix --swap", function () {
  this.timeout(60_000);

  let folder: Folder;
  beforeEach(() => (folder = createFolder()));
  afterEach(() => folder.remove());

  const content = () => readFileSync(path.join(folder.path, "Dockerfile"), "utf8");

  it("writes the images, and tells what and why; a second run changes nothing", () => {
    folder.write("Dockerfile", before);
    const { code, stdout, stderr } = folder.run(["fix", "--swap", "--write"]);
    assert.equal(content(), after);
    assert.equal(code, 0);
    assert.equal(
      stdout,
      "Dockerfile: node:24 → dhi.io/node:24-dev [swap]\nDockerfile: node:24-slim → dhi.io/node:24 [swap]\n",
    );
    assert.match(stderr, /^Dockerfile:4:6 node:24-slim → dhi\.io\/node:24: .*It has no shell\./m);
    assert.match(stderr, /^Dockerfile:4:6 .*The old digest is dropped \(sha256:abababababab…\)/m);
    // What holds for both is said once.
    assert.equal(stderr.match(/docker login dhi\.io/g)?.length, 1);
    assert.equal(stderr.match(/The catalog is of \d{4}-\d{2}-\d{2}/g)?.length, 1);
    const again = folder.run(["fix", "--swap", "--write"]);
    assert.deepEqual(
      [again.code, again.stdout, again.stderr],
      [0, "", "Nothing to change in 1 file.\n"],
    );
    assert.equal(content(), after);
  });

  it("prints a diff and writes nothing", () => {
    folder.write("Dockerfile", before);
    const { code, stdout } = folder.run(["fix", "--swap"]);
    assert.equal(code, 1);
    assert.match(stdout, /^-FROM node:24 AS build\n\+FROM dhi\.io\/node:24-dev AS build$/m);
    assert.equal(content(), before);
  });

  it("says with its line what stands in the way, and swaps in spite of it with --force", () => {
    folder.write("Dockerfile", blocked);
    const { code, stdout, stderr } = folder.run(["fix", "--swap"]);
    assert.deepEqual([code, stdout], [0, ""]);
    assert.match(
      stderr,
      /^Dockerfile:2:1 python:3\.13-slim stays, though dhi\.io\/python:3\.13 is there: RUN in the shell form needs a shell/m,
    );
    const forced = folder.run(["fix", "--swap", "--force", "--write"]);
    assert.equal(forced.code, 0);
    assert.match(forced.stderr, /In spite of this: RUN in the shell form/);
    assert.equal(content(), blocked.replace("python:3.13-slim", "dhi.io/python:3.13"));
  });

  it("describes edits, what is blocked, warnings and the text after as JSON", () => {
    folder.write("other/Dockerfile", before);
    const { code, stdout } = folder.run(["fix", "--swap", "--format", "json", "other"]);
    const { files } = JSON.parse(stdout) as {
      files: { edits: unknown; blocked: unknown; warnings: { message: string }[]; text: string }[];
    };
    const [file] = files;
    assert.ok(file);
    assert.equal(code, 1);
    assert.equal(file.text, after);
    assert.deepEqual(file.blocked, []);
    assert.deepEqual(file.edits, [
      {
        range: { start: { line: 1, column: 6 }, end: { line: 1, column: 13 } },
        newText: "dhi.io/node:24-dev",
      },
      {
        range: { start: { line: 4, column: 6 }, end: { line: 4, column: 90 } },
        newText: "dhi.io/node:24",
      },
    ]);
    assert.ok(file.warnings.some(({ message }) => message.includes("docker login dhi.io")));
  });

  it("takes another family when it is named, and only then", () => {
    folder.write("Dockerfile", 'FROM alpine:3.23\nCOPY a /a\nENTRYPOINT ["/a"]\n');
    const { stdout, stderr } = folder.run(["fix", "--swap", "--family", "chainguard"]);
    assert.ok(!stdout.includes("dhi.io"), stdout);
    assert.ok(stdout.includes("cgr.dev/") || stderr.includes("Nothing to change"), stderr);
  });

  it("makes the fixes of a rule after the swaps, when both are asked for", () => {
    folder.write(
      "Dockerfile",
      "FROM golang:1.26 AS b\nRUN go build -o /a\nFROM scratch\nCOPY --from=b /a /a\n",
    );
    assert.equal(folder.run(["fix", "--swap", "--rule", "root-user", "--write"]).code, 0);
    assert.equal(
      content(),
      "FROM dhi.io/golang:1.26-dev AS b\nRUN go build -o /a\nFROM scratch\nCOPY --from=b /a /a\nUSER 10001:10001\n",
    );
  });

  it("keeps line ends and byte order mark", () => {
    folder.write("Dockerfile", `\ufeff${before.replaceAll("\n", "\r\n")}`);
    folder.run(["fix", "--swap", "--write"]);
    assert.equal(content(), `\ufeff${after.replaceAll("\n", "\r\n")}`);
  });

  it("writes the names of a mirror: of the configuration, or of --mirror, which wins", () => {
    folder.write("Dockerfile", before);
    folder.write(".drydock.yaml", "mirrors:\n  dhi.io/: registry.acme.io/\n");
    const written = (...more: string[]) => {
      const { stdout } = folder.run(["fix", "--swap", ...more]);
      return [...stdout.matchAll(/^\+FROM (\S+)/gm)].map(([, name]) => name);
    };
    assert.deepEqual(written(), ["registry.acme.io/node:24-dev", "registry.acme.io/node:24"]);
    assert.deepEqual(written("--mirror", "dhi.io/=docker.io/acme/dhi-"), [
      "docker.io/acme/dhi-node:24-dev",
      "docker.io/acme/dhi-node:24",
    ]);
  });

  it("tells of a mirror that can't be used, where it is written", () => {
    folder.write("Dockerfile", before);
    folder.write(".drydock.yaml", "mirrors:\n  dhi.io/: acme\n");
    assert.match(
      folder.run(["lint"]).stderr,
      /^\.drydock\.yaml:2: "mirrors" has "acme", with which no image can begin: /m,
    );
  });

  it("tells of files with more images than are looked at", () => {
    folder.write("Dockerfile", "FROM node:24\nUSER 1\n".repeat(301));
    const { stdout, stderr } = folder.run(["fix", "--swap"]);
    assert.equal(stdout, "");
    assert.match(
      stderr,
      /^Dockerfile:601:1 The file has 301 FROMs: images are swapped only where there are 300 at most\.$/m,
    );
    folder.write(
      "Dockerfile",
      `FROM scratch\nUSER 1\n${"COPY --from=busybox:1 a b\n".repeat(302)}`,
    );
    assert.match(
      folder.run(["fix", "--swap"]).stderr,
      /^Dockerfile:303:13 The file names 302 images: only the first 300 are looked at\.$/m,
    );
  });

  it("refuses options that say something of --swap without it", () => {
    folder.write("Dockerfile", before);
    const { code, stderr } = folder.run(["fix", "--force"]);
    assert.equal(code, 2);
    assert.match(stderr, /--force says something of --swap/);
  });

  it("lint offers the swap as a fix, and GitHub's annotations leave the offer out", () => {
    folder.write("Dockerfile", "FROM golang:1.26 AS b\nRUN go build -o /a\nFROM scratch\nUSER 1\n");
    const { stdout } = folder.run(["lint", "--format", "json"]);
    assert.match(stdout, /hardened-available[^]*Swap in dhi\.io\/golang:1\.26-dev/);
    assert.ok(!folder.run(["lint", "--format", "github"]).stdout.includes("hardened-available"));
  });
});
