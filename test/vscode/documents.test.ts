import assert from "node:assert/strict";
import { isDockerfile, isForeign, isLinted, kindOf } from "../../src/vscode/documents";

const document = (languageId: string, scheme: string, path = "/work/Dockerfile") => ({
  languageId,
  uri: { scheme, path },
});

describe("documents that are linted", () => {
  it("Dockerfiles wherever somebody works on them", () => {
    for (const scheme of ["file", "untitled", "vscode-remote", "vscode-vfs"])
      assert.ok(isLinted(document("dockerfile", scheme)), scheme);
  });

  it("not their other states, and no other language", () => {
    for (const scheme of ["git", "drydock-hardened", "vscode-bulkeditpreview-editor"])
      assert.ok(!isLinted(document("dockerfile", scheme)), scheme);
    assert.ok(!isLinted(document("dockerfile", "output")));
    assert.ok(!isLinted(document("yaml", "file")));
  });

  it("text that came with evidence, though nobody can change it", () => {
    const dockerfile = document("dockerfile", "drydock-evidence");
    assert.deepEqual([isLinted(dockerfile), isForeign(dockerfile)], [true, true]);
    assert.equal(isForeign(document("dockerfile", "file")), false);
  });

  it("compose and bake files by their language or their name", () => {
    const kind = (language: string, name: string, scheme = "file") =>
      kindOf(document(language, scheme, `/work/${name}`));
    assert.equal(kind("dockercompose", "stack.yml"), "compose");
    assert.equal(kind("yaml", "compose.prod.yaml"), "compose");
    assert.equal(kind("plaintext", "docker-bake.hcl"), "bake");
    assert.equal(kind("json", "docker-bake.json"), "bake");
    assert.equal(kind("dockerfile", "compose.yaml"), "dockerfile");
    assert.equal(kind("yaml", "values.yaml"), null);
    assert.equal(kind("yaml", "compose.yaml", "git"), null);
    assert.ok(!isDockerfile(document("yaml", "file", "/work/compose.yaml")));
  });
});
