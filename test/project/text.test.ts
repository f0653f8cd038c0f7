import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { repository } from "../lint/check";

const ignored = /^(?:node_modules|dist|out|\.git|\.vscode-test)$/;
const texts = filesIn("").filter((name) =>
  /\.(?:c?ts|[cm]?js|json|md|ya?ml|svg|Dockerfile)$|(?:^|\/)(?:Dockerfile|NOTICE|LICENSE|run)$|(?:^|\/)\.[a-z]+$/.test(
    name,
  ),
);
const read = (name: string) => readFileSync(path.join(repository, name), "utf8");

function filesIn(folder: string): string[] {
  return readdirSync(path.join(repository, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = path.posix.join(folder, entry.name);
    if (entry.isDirectory()) return ignored.test(entry.name) ? [] : filesIn(name);
    return entry.isFile() ? [name] : [];
  });
}

function placesOf(pattern: RegExp, names: readonly string[]): string[] {
  return names.flatMap((name) =>
    read(name)
      .split("\n")
      .flatMap((line, index) =>
        pattern.test(line) ? [`${name}:${index + 1} ${line.trim().slice(0, 100)}`] : [],
      ),
  );
}

describe("Texts of the repository", () => {
  const others = texts.filter((name) => name !== "test/project/text.test.ts");

  it("name no folder of somebody's machine", () => {
    // In Dockerfiles and in the catalog `/home/app` is a folder of an image.
    const own = others.filter((name) => !/^(?:test|examples|docs)\/|\/.*\.json$/.test(name));
    assert.deepEqual(placesOf(/\/home\/[a-z]|\/Users\/\w|[A-Z]:\\Users\\/, own), []);
    // A short one, such as `/app`, stands in texts for other reasons.
    const here = own.filter((name) => repository.length >= 10 && read(name).includes(repository));
    assert.deepEqual(here, []);
  });

  it("never tell anybody to fetch somebody else's drydock", () => {
    const foreign =
      /\bnpx\s+(?:-\S+\s+)*drydock\b|\bnpm\s+(?:i|install|add|exec)\s+(?:-\S+\s+)*drydock\b/;
    assert.deepEqual(placesOf(foreign, others), []);
  });

  it("name the packed file by the version that there is", () => {
    const { version } = JSON.parse(read("package.json")) as { version: string };
    const named = placesOf(/drydock-\d+\.\d+\.\d+\.(?:tgz|vsix)/, ["README.md", "CONTRIBUTING.md"]);
    const old = named.filter((place) => !place.includes(`drydock-${version}.`));
    assert.deepEqual(old, []);
  });
});

describe("The lock file", () => {
  it("names no host, so that any registry may serve it", () => {
    const lock = read("package-lock.json");
    assert.ok(!lock.includes('"resolved"'));
    assert.deepEqual(
      placesOf(/https?:\/\/[^"]*(?:registry|npmjs|yarnpkg|artifactory|nexus|verdaccio)/i, [
        "package-lock.json",
        ".npmrc",
      ]),
      [],
    );
  });
});

describe("The source", () => {
  it("connects to nothing and starts nothing, but for the registry client", () => {
    const sources = texts.filter((name) => /^src\/(?!registry\/).*\.ts$/.test(name));
    const outward =
      /["'](?:node:)?(?:https?|http2|net|tls|dgram|dns|child_process)(?:\/\w+)?["']|\bfetch\(|\bWebSocket\b|\bXMLHttpRequest\b/;
    assert.deepEqual(placesOf(outward, sources), []);
  });
});
