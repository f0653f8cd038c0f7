import assert from "node:assert/strict";
import { defaultSettings } from "../../src/lint/settings";
import { type Configuration, emptyConfiguration } from "../../src/project/configuration";
import {
  foreignSettings,
  mergeSettings,
  mirrorsOf,
  type WrittenSettings,
} from "../../src/vscode/lintSettings";

const unset: WrittenSettings = {
  profile: undefined,
  rules: undefined,
  targets: undefined,
  registries: undefined,
  family: undefined,
  families: undefined,
  mirrors: undefined,
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
      families: [],
      mirrors: {},
      requireDigest: false,
    });
  });

  it("a list of families has an order of its own, unless a nearer place prefers one", () => {
    const written = { ...unset, family: "dhi", families: ["distroless", "dhi"] };
    const familiesOf = (file: Partial<Configuration>) => {
      const { family, families } = mergeSettings(written, { ...emptyConfiguration, ...file });
      return [family, ...families];
    };
    assert.deepEqual(familiesOf({}), ["distroless", "distroless", "dhi"]);
    assert.deepEqual(familiesOf({ family: "chainguard" }), ["chainguard", "distroless", "dhi"]);
    assert.deepEqual(familiesOf({ families: ["chainguard"] }), ["chainguard", "chainguard"]);
    assert.deepEqual(familiesOf({ families: [] }), ["dhi"]);
  });

  it("mirrors of a file win over those of settings; one that can't be used is told", () => {
    const mirrors = { "dhi.io/": "a.io/", "cgr.dev/chainguard/": "b.io/", "gcr.io/": "c" };
    const file = { ...emptyConfiguration, mirrors: { "dhi.io/": "d.io/" } };
    assert.deepEqual(mergeSettings({ ...unset, mirrors }, file).mirrors, {
      "dhi.io/": "d.io/",
      "cgr.dev/chainguard/": "b.io/",
    });
    assert.deepEqual(mirrorsOf(mirrors).problems, [
      'drydock.mirrors has "c", with which no image can begin: write it as dhi.io/ → docker.io/acme/dhi-.',
    ]);
    assert.deepEqual(mirrorsOf({ "dhi.io/": 7 }).good, {});
    assert.deepEqual(mirrorsOf("dhi.io/"), { good: {}, problems: [] });
  });

  it("in somebody else's text only secrets are marked", () => {
    const own = { ...defaultSettings, profile: "strict", rules: { "root-user": "error" } } as const;
    const rules = { "secret-in-image": "information" } as const;
    assert.deepEqual(foreignSettings(own), { ...own, profile: "off", rules });
    const off = { ...own, rules: { "secret-in-image": "off" } } as const;
    assert.deepEqual(foreignSettings(off).rules, {});
  });

  it("a value of the wrong kind counts as left out", () => {
    const written = {
      profile: "lenient",
      rules: { "root-user": 3, "heavy-base": "error" },
      targets: "build",
      registries: ["docker.io"],
      family: 7,
      families: "dhi",
      mirrors: ["dhi.io/"],
    };
    assert.deepEqual(mergeSettings(written, null), {
      ...defaultSettings,
      rules: { "heavy-base": "error" },
    });
  });
});
