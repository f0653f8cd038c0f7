import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { repository } from "../lint/check";

/** Folder → what its files may import beside each other and node: modules without I/O. See ARCHITECTURE.md. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  dockerfile: ["dockerfile-ast"],
  image: [],
  project: ["yaml"],
  lint: ["dockerfile", "image", "project"],
  harden: ["lint", "dockerfile", "image", "project"],
  registry: ["image"],
  attestations: [
    "image",
    "@cyclonedx/cyclonedx-library",
    "ajv",
    "ajv-formats",
    "saxes",
    "spdx-expression-parse",
    "spdx-license-ids",
  ],
  verify: [
    "attestations",
    "image",
    "@sigstore/bundle",
    "@sigstore/core",
    "@sigstore/protobuf-specs",
    "@sigstore/verify",
  ],
  view: ["verify", "attestations", "harden", "lint", "dockerfile", "image", "project"],
  protocol: ["view"],
  webview: ["protocol", "view", "@vscode/webview-ui-toolkit"],
  vscode: [
    "vscode",
    "protocol",
    "view",
    "verify",
    "attestations",
    "registry",
    "harden",
    "lint",
    "dockerfile",
    "image",
    "project",
  ],
  cli: [
    "view",
    "verify",
    "attestations",
    "registry",
    "harden",
    "lint",
    "dockerfile",
    "image",
    "project",
  ],
};
const ioModules =
  /^node:(?:fs|fs\/promises|http|https|net|tls|dgram|dns|child_process|worker_threads|cluster|os|process)$/;

const source = path.join(repository, "src");
const files = readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => name.replaceAll(path.sep, "/"));

interface Import {
  readonly target: string;
  readonly isType: boolean;
}

function importsOf(file: string): Import[] {
  const text = readFileSync(path.join(source, file), "utf8");
  const found = text.matchAll(/^(?:import|export)\s+(type\s)?(?:[^"';]*?\sfrom\s+)?"([^"]+)"/gm);
  const dynamic = text.matchAll(/\b(?:import|require)\(\s*"([^"]+)"\s*\)/g);
  return [
    ...[...found].map(([, isType, target = ""]) => ({ target, isType: isType !== undefined })),
    ...[...dynamic].map(([, target = ""]) => ({ target, isType: false })),
  ];
}

/** `protocol.ts` stands for itself. */
const folderOf = (file: string) =>
  /^protocol(?:\.ts)?$/.test(file)
    ? "protocol"
    : file.includes("/")
      ? file.slice(0, file.indexOf("/"))
      : "";

const isOfView = (target: string) => /^(?:\.\.?)\/view\//.test(target);

describe("imports go one way", () => {
  for (const file of files) {
    const folder = folderOf(file);
    if (folder === "") continue;
    it(file, () => {
      const permitted = allowed[folder];
      assert.ok(permitted, `${folder} is not in the layout`);
      for (const { target, isType } of importsOf(file)) {
        if (target.startsWith("node:")) {
          const isEdge = folder === "vscode" || folder === "cli" || folder === "registry";
          assert.ok(isEdge || isType || !ioModules.test(target), `${target} does I/O`);
          continue;
        }
        // The editor's edge loads its other bundles by name.
        if (/^\.\/(?:project|harden|evidence)\.js$/.test(target) && folder === "vscode") continue;
        const name = target.startsWith(".")
          ? folderOf(path.posix.join(path.posix.dirname(file), target))
          : target
              .split("/")
              .slice(0, target.startsWith("@") ? 2 : 1)
              .join("/");
        assert.ok(name === folder || permitted.includes(name), `${file} imports ${target}`);
      }
    });
  }

  it("only src/vscode and extension.ts know the editor", () => {
    const users = files.filter((file) => importsOf(file).some(({ target }) => target === "vscode"));
    assert.deepEqual(
      users.filter((file) => folderOf(file) !== "vscode" && file !== "extension.ts"),
      [],
    );
  });

  it("only one file knows the interface kit of the page", () => {
    const users = files.filter((file) =>
      importsOf(file).some(({ target }) => target === "@vscode/webview-ui-toolkit"),
    );
    assert.deepEqual(users, ["webview/controls.ts"]);
  });

  it("the page knows nothing of Node.js, and of the views what runs in any browser", () => {
    const uses = files
      .filter((file) => folderOf(file) === "webview" || file === "protocol.ts")
      .flatMap((file) =>
        importsOf(file)
          .filter(
            ({ target, isType }) => target.startsWith("node:") || (isOfView(target) && !isType),
          )
          .map(({ target }) => target),
      );
    assert.deepEqual([...new Set(uses)], ["../view/columns"]);
  });

  it("only one file knows dockerfile-ast", () => {
    const users = files.filter((file) =>
      importsOf(file).some(({ target }) => target === "dockerfile-ast"),
    );
    assert.deepEqual(users, ["dockerfile/structure.ts"]);
  });
});

describe("source files", () => {
  for (const file of files) {
    it(`${file} is short and keeps the type checker on`, () => {
      const text = readFileSync(path.join(source, file), "utf8");
      const code = text.replace(/\/\*[^]*?\*\/|\/\/.*/g, "");
      assert.ok(text.split("\n").length <= 350, "more than 350 lines");
      assert.ok(
        !/(?::|<|\bas) any\b|@ts-ignore|@ts-nocheck|eslint-disable/.test(code),
        "an escape from the type checker",
      );
      assert.ok(
        !/\.(?:innerHTML|outerHTML)\b|insertAdjacentHTML|document\.write/.test(code),
        "text may become HTML",
      );
    });
  }

  it("median and largest stay readable", () => {
    const lengths = files
      .map((file) => readFileSync(path.join(source, file), "utf8").split("\n").length)
      .sort((a, b) => a - b);
    assert.ok((lengths[Math.floor(lengths.length / 2)] ?? 0) <= 100);
  });
});
