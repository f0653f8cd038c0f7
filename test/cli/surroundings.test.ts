import assert from "node:assert/strict";
import { createFolder, type Folder } from "./drydock";

const root = "FROM scratch\nUSER root\n";

describe("files around a Dockerfile", function () {
  // Each case starts processes, which is slow on a busy machine.
  this.timeout(60_000);

  let folder: Folder;
  beforeEach(() => (folder = createFolder()));
  afterEach(() => folder.remove());

  const severities = (...args: string[]): string[] => {
    const { stdout } = folder.run(["lint", "--format", "json", ...args]);
    return JSON.parse(stdout).files.flatMap((file: { findings: { severity: string }[] }) =>
      file.findings.map(({ severity }) => severity),
    );
  };

  it("follows the nearest configuration, and the command line over it", () => {
    folder.write(".drydock.yaml", "rules:\n  root-user: error\n");
    folder.write("a/Dockerfile", root);
    folder.write("b/Dockerfile", root);
    folder.write("b/.drydock.yaml", "rules:\n  root-user: hint\n");
    assert.deepEqual(severities(), ["error", "hint"]);
    assert.deepEqual(severities("--rule", "root-user=information"), ["information", "information"]);
    folder.write("other.yaml", "profile: strict\nrules:\n  root-user: warning\n");
    assert.deepEqual(severities("--config", "other.yaml"), ["warning", "warning"]);
  });

  it("looks no further up than the repository's root, or the working directory", () => {
    folder.write(".drydock.yaml", "rules:\n  root-user: error\n");
    folder.write("a/b/Dockerfile", root);
    const inside = folder.run(["lint", "--format", "json"], { below: "a" });
    assert.match(inside.stdout, /"severity": "warning"/);
    folder.write(".git/HEAD", "");
    const repository = folder.run(["lint", "--format", "json"], { below: "a" });
    assert.match(repository.stdout, /"severity": "error"/);
    folder.write("a/b/.git", "gitdir: elsewhere\n");
    const submodule = folder.run(["lint", "--format", "json"], { below: "a" });
    assert.match(submodule.stdout, /"severity": "warning"/);
  });

  it("names file and line of what is wrong in a configuration, and goes on", () => {
    folder.write(".drydock.yaml", "profile: strict\nrules:\n  rot-user: off\n");
    folder.write("Dockerfile", root);
    const { code, stdout, stderr } = folder.run(["lint"]);
    assert.match(stderr, /^\.drydock\.yaml:3: .*rot-user.*\n$/);
    assert.match(stdout, /Dockerfile:2:6 error /);
    assert.equal(code, 1);
  });

  it("takes the defaults where a configuration is no YAML", () => {
    folder.write(".drydock.yaml", "rules: [\n");
    folder.write("Dockerfile", root);
    const { stdout, stderr } = folder.run(["lint"]);
    assert.match(stderr, /^\.drydock\.yaml:\d+: /);
    assert.match(stdout, /Dockerfile:2:6 warning /);
  });

  it("takes the stages that compose and bake files build for shipped", () => {
    const ships = (...args: string[]): boolean[] => {
      const { stdout } = folder.run(["lint", "--format", "json", "app/Dockerfile", ...args]);
      return JSON.parse(stdout).files[0].stages.map((stage: { ships: boolean }) => stage.ships);
    };
    const stages = ["one", "two", "three"].map((name) => `FROM scratch AS ${name}\nUSER 1\n`);
    folder.write("app/Dockerfile", stages.join(""));
    assert.deepEqual(ships(), [false, false, true]);
    folder.write(
      "compose.yaml",
      "services:\n  app:\n    build:\n      context: app\n      target: one\n",
    );
    assert.deepEqual(ships(), [true, false, true]);
    folder.write("app/docker-bake.hcl", 'target "two" {\n  target = "two"\n}\n');
    assert.deepEqual(ships(), [true, true, true]);
    assert.deepEqual(ships("--target", "two"), [false, true, false]);
  });
});
