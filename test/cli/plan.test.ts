import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { createFolder, type Folder } from "./drydock";

const before = `FROM node:24-slim
WORKDIR /app
COPY package*.json ./
RUN npm ci
COPY . .
CMD node index.js
`;
const after = `FROM dhi.io/node:24-dev AS build
WORKDIR /app
COPY package*.json ./
RUN npm ci

FROM dhi.io/node:24
WORKDIR /app
COPY --from=build --chown=node /app /app
COPY --chown=node . .
CMD ["node", "index.js"]
`;

describe("drydock fix --plan", function () {
  this.timeout(60_000);

  let folder: Folder;
  beforeEach(() => (folder = createFolder()));
  afterEach(() => folder.remove());

  const content = () => readFileSync(path.join(folder.path, "Dockerfile"), "utf8");

  it("writes the file, and tells what is changed; a second run changes nothing", () => {
    folder.write("Dockerfile", before);
    const { code, stdout } = folder.run(["fix", "--plan", "--write"]);
    assert.equal(content(), after);
    assert.equal(code, 0);
    assert.equal(
      stdout,
      [
        "Dockerfile: Build in dhi.io/node:24-dev [plan]",
        "Dockerfile: Ship on dhi.io/node:24 [plan]",
        "Dockerfile: Start it in the exec form [plan]",
        "Dockerfile: Give the files to node [plan]",
        "",
      ].join("\n"),
    );
    const again = folder.run(["fix", "--plan", "--write"]);
    assert.deepEqual([again.code, again.stdout, content()], [0, "", after]);
  });

  it("prints a diff and writes nothing; what is left and why goes to stderr", () => {
    folder.write("Dockerfile", before);
    const { code, stdout, stderr } = folder.run(["fix", "--plan"]);
    assert.equal(code, 1);
    assert.match(stdout, /^\+FROM dhi\.io\/node:24$/m);
    assert.equal(content(), before);
    assert.match(stderr, /^Dockerfile:4:1 The packages that only development needs /m);
    assert.match(stderr, /^Dockerfile:4:11 Ship on dhi\.io\/node:24\. /m);
    assert.match(stderr, /docker login dhi\.io/);
  });

  it("names the lines that the person has: those of before in a diff, those of after once written", () => {
    folder.write("Dockerfile", before);
    const start = /^Dockerfile:(\d+):\d+ Start it in the exec form\./m;
    assert.equal(start.exec(folder.run(["fix", "--plan"]).stderr)?.[1], "6");
    assert.equal(start.exec(folder.run(["fix", "--plan", "--write"]).stderr)?.[1], "10");
  });

  it("says why nothing is changed", () => {
    folder.write("Dockerfile", before.replace("CMD node index.js", "CMD npm start"));
    const { code, stdout, stderr } = folder.run(["fix", "--plan"]);
    assert.deepEqual([code, stdout], [0, ""]);
    assert.match(stderr, /^Dockerfile:6:1 What npm start starts is written in package\.json/m);
  });

  it("starts what package.json says, that of the build context", () => {
    const started = (code: string) => JSON.stringify({ scripts: { start: `node ${code}` } });
    folder.write("Dockerfile", before.replace("CMD node index.js", "CMD npm start"));
    folder.write("package.json", started("index.js"));
    const { stderr } = folder.run(["fix", "--plan"]);
    assert.match(stderr, /says: keep both in step\./);
    folder.run(["fix", "--plan", "--write"]);
    assert.equal(content(), after);

    folder.write("docker/Dockerfile", before.replace("CMD node index.js", "CMD npm start"));
    folder.write("docker/package.json", started("other.js"));
    folder.write(
      "compose.yaml",
      "services: { web: { build: { context: ., dockerfile: docker/Dockerfile } } }\n",
    );
    folder.run(["fix", "--plan", "--write", "docker/Dockerfile"]);
    assert.equal(readFileSync(path.join(folder.path, "docker/Dockerfile"), "utf8"), after);
  });

  it("does not read a package.json that no person has written", () => {
    folder.write("Dockerfile", before.replace("CMD node index.js", "CMD npm start"));
    folder.write("package.json", `{ "scripts": {} }${" ".repeat(1_000_000)}`);
    const { code, stdout, stderr } = folder.run(["fix", "--plan"]);
    assert.deepEqual([code, stdout], [0, ""]);
    assert.match(stderr, /^Dockerfile:6:1 package\.json is too large to be read\.$/m);
  });

  it("gives edits and text as JSON", () => {
    folder.write("Dockerfile", before);
    const { stdout } = folder.run(["fix", "--plan", "--format", "json"]);
    const { files } = JSON.parse(stdout) as {
      files: { text: string; blocked: unknown[]; edits: unknown[] }[];
    };
    assert.deepEqual(
      files.map(({ text, blocked, edits }) => [text, blocked.length, edits.length > 0]),
      [[after, 1, true]],
    );
  });

  it("names the images of an organisation's registry", () => {
    folder.write("Dockerfile", before);
    const mirror = "dhi.io/=docker.io/acme/dhi-";
    const { stdout } = folder.run(["fix", "--plan", "--mirror", mirror]);
    assert.match(stdout, /^\+FROM docker\.io\/acme\/dhi-node:24-dev AS build$/m);
    assert.match(stdout, /^\+FROM docker\.io\/acme\/dhi-node:24$/m);
  });

  it("goes neither with --swap nor with --force", () => {
    for (const [option, message] of [
      ["--swap", "--plan swaps as well, so it can't go with --swap."],
      ["--force", "--force says something of --swap; a plan is made of what is certain."],
    ] as const) {
      const { code, stderr } = folder.run(["fix", "--plan", option]);
      assert.equal(code, 2);
      assert.ok(stderr.includes(message), stderr);
    }
  });
});
