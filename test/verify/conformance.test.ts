import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { createFolder, type Folder } from "../cli/drydock";
import { hasSamples, samplePath, samplesNote, sampleText } from "./samples";

const suite = "sigstore-conformance";
const identity =
  "https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main";
const issuer = "https://token.actions.githubusercontent.com";

/** The arguments with which the suite calls a client for one of its cases (its test/assets/bundle-verify/README.md). */
function argumentsOf(name: string): string[] {
  const at = (file: string) => samplePath(suite, name, file);
  const has = (file: string) => existsSync(at(file));
  const textOr = (file: string, otherwise: string) =>
    has(file) ? sampleText(suite, name, file).trim() : otherwise;
  const signer = has("key.pub")
    ? ["--key", at("key.pub")]
    : [
        "--certificate-identity",
        textOr("identity", identity),
        "--certificate-oidc-issuer",
        textOr("issuer", issuer),
      ];
  return [
    "verify-bundle",
    "--bundle",
    at("bundle.sigstore.json"),
    ...signer,
    ...(has("trusted_root.json") ? ["--trusted-root", at("trusted_root.json")] : []),
    has("artifact") ? at("artifact") : samplePath(suite, "a.txt"),
  ];
}

describe(`Sigstore's conformance suite, through drydock verify-bundle${samplesNote}`, function () {
  this.timeout(60_000);
  let folder: Folder;
  before(function () {
    if (!hasSamples) this.skip();
    folder = createFolder();
  });
  after(() => folder?.remove());

  const names = hasSamples
    ? readdirSync(samplePath(suite)).filter((name) =>
        existsSync(samplePath(suite, name, "bundle.sigstore.json")),
      )
    : [];

  it("has its 70 cases, of which 49 must fail", () => {
    assert.deepEqual(
      [names.length, names.filter((name) => name.endsWith("_fail")).length],
      [70, 49],
    );
  });

  for (const name of names) {
    it(name, () => {
      const { code, stdout, stderr } = folder.run(argumentsOf(name));
      const mustFail = name.endsWith("_fail");
      assert.equal(code === 0, !mustFail, `${code}\n${stdout}${stderr}`);
      // Refused by a check, not by a fault of ours.
      assert.doesNotMatch(stderr, /drydock failed|^ {4}at /m);
    });
  }
});
