import assert from "node:assert/strict";
import { defaultSettings } from "../../src/lint/settings";
import { emptyConfiguration } from "../../src/project/configuration";
import { mergeSettings, type WrittenSettings } from "../../src/vscode/lintSettings";

const unset: WrittenSettings = {
  profile: undefined,
  rules: undefined,
  targets: undefined,
  registries: undefined,
  family: undefined,
};

describe("settings of the editor", () => {
  it("without any, the defaults apply", () => {
    assert.deepEqual(mergeSettings(unset, null), defaultSettings);
    assert.deepEqual(mergeSettings(unset, emptyConfiguration), defaultSettings);
  });

  it("a file wins over settings, key by key and rule by rule", () => {
    const written = {
      ...unset,
      profile: "strict",
      rules: { "root-user": "hint", "heavy-base": "off" },
      registries: { allow: ["ghcr.io"], deny: ["quay.io"] },
      family: "chainguard",
    };
    const file = {
      ...emptyConfiguration,
      rules: { "root-user": "error" as const },
      registries: { allow: null, deny: ["docker.io"] },
    };
    assert.deepEqual(mergeSettings(written, file), {
      profile: "strict",
      rules: { "root-user": "error", "heavy-base": "off" },
      targets: [],
      registries: { allow: ["ghcr.io"], deny: ["docker.io"] },
      family: "chainguard",
      requireDigest: false,
    });
  });

  it("a value of the wrong kind counts as left out", () => {
    const written = {
      profile: "lenient",
      rules: { "root-user": 3, "heavy-base": "error" },
      targets: "build",
      registries: ["docker.io"],
      family: 7,
    };
    assert.deepEqual(mergeSettings(written, null), {
      ...defaultSettings,
      rules: { "heavy-base": "error" },
    });
  });
});
