import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { repository } from "../lint/check";

interface Setting {
  readonly scope?: string;
  readonly default?: unknown;
  readonly markdownDescription?: string;
  readonly description?: string;
}

interface Manifest {
  readonly [key: string]: unknown;
  readonly version: string;
  readonly description: string;
  readonly icon: string;
  readonly keywords: readonly string[];
  readonly categories: readonly string[];
  readonly engines: { readonly vscode: string };
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly activationEvents: readonly string[];
  readonly extensionKind: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: {
      readonly supported: unknown;
      readonly restrictedConfigurations: unknown;
    };
    readonly virtualWorkspaces: unknown;
  };
  readonly contributes: {
    readonly commands: readonly {
      readonly command: string;
      readonly title: string;
      readonly category?: string;
    }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
    readonly walkthroughs?: readonly { readonly steps: readonly unknown[] }[];
  };
}

const read = (name: string) => readFileSync(path.join(repository, name), "utf8");
const manifest = JSON.parse(read("package.json")) as Manifest;
const { contributes } = manifest;
const settings = Object.entries(contributes.configuration.properties);

describe("The manifest", () => {
  it("names the job in a sentence", () => {
    assert.ok(manifest.description.length <= 200);
    assert.match(manifest.description, /\.$/);
  });

  it("has what VS Code asks of an extension", () => {
    for (const key of [
      "name",
      "displayName",
      "version",
      "publisher",
      "license",
      "galleryBanner",
      "pricing",
      "main",
      "bin",
    ]) {
      assert.ok(manifest[key] !== undefined, `${key} is missing`);
    }
    assert.ok(manifest.categories.includes("Linters"));
    assert.ok(manifest.extensionKind.length > 0);
  });

  it("has at most five keywords", () => {
    assert.ok(manifest.keywords.length >= 1 && manifest.keywords.length <= 5);
  });

  it("has a square PNG icon of at least 128 pixels", () => {
    const bytes = readFileSync(path.join(repository, manifest.icon));
    assert.equal(bytes.toString("latin1", 1, 4), "PNG");
    const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
    assert.ok(width >= 128 && width === height, `${width}x${height}`);
  });

  it("is activated by Dockerfiles, never by everything", () => {
    assert.ok(manifest.activationEvents.includes("onLanguage:dockerfile"));
    assert.ok(!manifest.activationEvents.some((event) => /^\*|onStartupFinished/.test(event)));
  });

  it("works in restricted and virtual workspaces", () => {
    // Limited by nothing but this: a workspace that nobody trusts does not say where images come from.
    const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    assert.equal(supported, "limited");
    assert.deepEqual(restrictedConfigurations, ["drydock.mirrors"]);
    assert.equal(manifest.capabilities.virtualWorkspaces, true);
  });

  it("asks for the version of VS Code that its types are of", () => {
    const minor = (version = "") => /(\d+\.\d+)\./.exec(version)?.[1];
    assert.equal(minor(manifest.engines.vscode), minor(manifest.devDependencies["@types/vscode"]));
  });

  it("links to no address before a person has set the repository", () => {
    const links = ["bugs", "homepage", "badges"].filter((key) => manifest[key] !== undefined);
    if (manifest["repository"] === undefined) assert.deepEqual(links, []);
  });

  it("ships nothing but what .vscodeignore lets through", () => {
    assert.equal(manifest["files"], undefined);
    const [first, ...rest] = read(".vscodeignore")
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "" && !line.startsWith("#"));
    assert.equal(first, "**");
    assert.deepEqual(
      rest.filter((line) => !line.startsWith("!")),
      [],
    );
  });

  it("pins the dependencies exactly", () => {
    const all = { ...manifest.dependencies, ...manifest.devDependencies };
    const loose = Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));
    assert.deepEqual(loose, []);
  });
});

describe("Commands", () => {
  for (const { command, title, category } of contributes.commands) {
    it(command, () => {
      assert.match(command, /^drydock\.\w+$/);
      assert.equal(category, "Drydock");
      assert.match(title, /^[A-Z][^.!]*$/);
    });
  }
});

describe("Settings", () => {
  it("are few", () => {
    assert.ok(settings.length <= 12);
  });

  for (const [name, setting] of settings) {
    it(name, () => {
      const isApplication = /^drydock\.(?:online|policy|insecureRegistries)$/.test(name);
      assert.match(name, /^drydock\.\w+$/);
      assert.equal(setting.scope, isApplication ? "application" : "resource");
      assert.notEqual(setting.default, undefined);
      assert.match(setting.markdownDescription ?? setting.description ?? "", /\.$/);
    });
  }
});

describe("The walkthrough", () => {
  it("is one, of a few steps", () => {
    const { walkthroughs = [] } = contributes;
    assert.ok(walkthroughs.length <= 1);
    assert.ok(walkthroughs.every(({ steps }) => steps.length >= 3 && steps.length <= 5));
  });
});
