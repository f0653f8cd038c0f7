import assert from "node:assert/strict";
import { painter } from "../../../src/cli/colour";
import { formatVerifyText } from "../../../src/cli/formats/evidenceText";
import type { Evidence } from "../../../src/image/artifact";
import { artifact, createKey, evidence, statement, trusting, verify } from "../../verify/image";
import { envelope } from "../../verify/signing";

const asked = new Date("2026-11-23T00:00:00Z");

/** What `verify` prints above the first piece of evidence, so much later. */
function headOf(found: Evidence, options: Parameters<typeof verify>[1] = {}, laterMs = 0): string {
  const result = verify(found, options);
  const { image } = found;
  const now = new Date(asked.getTime() + laterMs);
  const text = formatVerifyText({ source: "app", image, looks: [], result, now }, painter(false));
  return text.split("\n\n").slice(0, 2).join("\n");
}

describe("the text of verify", () => {
  const minute = 60_000;
  const ages: readonly (readonly [laterMs: number, text: string])[] = [
    [-minute, "2026-11-23 00:00 UTC"],
    [0, "2026-11-23 00:00 UTC"],
    [minute, "2026-11-23 00:00 UTC, 1 minute ago"],
    [59 * minute, "2026-11-23 00:00 UTC, 59 minutes ago"],
    [60 * minute, "2026-11-23 00:00 UTC, 1 hour ago"],
    [47 * 60 * minute, "2026-11-23 00:00 UTC, 47 hours ago"],
    [48 * 60 * minute, "2026-11-23 00:00 UTC, 2 days ago"],
  ];
  for (const [laterMs, text] of ages)
    it(`says how old answers are: ${text}`, () => {
      const line = headOf(evidence([]), {}, laterMs).trimEnd().split("\n").at(-1);
      assert.equal(line, `  looked up  ${text}`);
    });

  it("says of a copy what it was signed as, and how to say that it is one", () => {
    const key = createKey();
    const signed = statement({
      subject: [{ name: "pkg:docker/acme/app@1", digest: { sha256: "a".repeat(64) } }],
    });
    const of = (text: string) => {
      const content = envelope(text, key.privateKey);
      return headOf(evidence([artifact({ content })], "mirror.test/app"), trusting(key));
    };
    const [head, reason, wayOut] = of(signed).split("\n");
    assert.deepEqual(
      [head, reason, wayOut],
      [
        "failed: app",
        "  The SBOM (SPDX 2.3) was signed as that of docker.io/acme/app, not of mirror.test/app.",
        "  If it is your copy of that image, say so under mirrors in a policy: --policy FILE.",
      ],
    );
    // Of another image it is no copy.
    const ofOther = statement({
      subject: [{ name: "pkg:docker/acme/app@1", digest: { sha256: "c".repeat(64) } }],
    });
    assert.doesNotMatch(of(ofOther), /your copy of/);
  });
});
