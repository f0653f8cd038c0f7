import assert from "node:assert/strict";
import { compare } from "../../src/view/comparison";
import { comparisonMarkdown } from "../../src/view/comparisonMarkdown";
import { hostile } from "../webview/hostile";
import { own, packages, scanned, side } from "./comparedSample";
import { component, evidence, image, sbom, statement } from "./sample";

describe("A comparison as Markdown", () => {
  it("is ready for a pull request", () => {
    const vulnerabilities = scanned("Trivy 0.58.0", "CVE-1 high bash", "CVE-2 low tar");
    const before = side(
      "node:24",
      packages("bash 5.2", "libc6 2.36", "npm:@npmcli/fs 1.0.0", "tzdata 1"),
      { verdict: "unsigned" },
      { vulnerabilities, own: own("", ["node"], 408_900_000) },
    );
    const after = side(
      "dhi.io/node:24",
      packages("libc6 2.41", "tzdata 1"),
      {},
      { vulnerabilities: scanned("Trivy 0.58.0"), own: own("1000", ["node"], 48_100_000) },
    );
    assert.equal(
      comparisonMarkdown(compare(before, after)),
      `### \`node:24\` → \`dhi.io/node:24\`

**50% fewer packages: 4 → 2. 2 of 2 vulnerabilities are gone after VEX.**

|  | \`node:24\` | \`dhi.io/node:24\` |
| --- | --- | --- |
| Verdict | Verified | Verified |
| SBOM | \`SPDX 2.3\` (unsigned) | \`SPDX 2.3\` (verified) |
| Packages | 4 | 2 |
| Vulnerabilities left | 2: 1 high, 1 low | none |
| Looked for by | \`Trivy 0.58.0\` | \`Trivy 0.58.0\` |
| User | root | \`1000\` |
| Shell | yes | not known |
| Size to pull | 408.9 MB | 48.1 MB |
| Starts | \`node\` | \`node\` |
| Platform | \`linux/amd64\` | \`linux/amd64\` |

- Nobody whom you trust stands for the SBOM of \`node:24\`: its packages are compared as they are listed.

Packages: 2 gone, 0 added, 1 changed (1 newer), 1 the same.

| Type | Before | After |
| --- | --- | --- |
| \`deb, debian\` | 3 | 2 |
| \`npm\` | 1 | 0 |

<details><summary>2 gone</summary>

| Package | Type | Version |
| --- | --- | --- |
| \`bash\` | \`deb, debian\` | \`5.2\` |
| \`@npmcli/fs\` | \`npm\` | \`1.0.0\` |

</details>

<details><summary>1 changed</summary>

| Package | Type | Before | After |
| --- | --- | --- | --- |
| \`libc6\` | \`deb, debian\` | \`2.36\` | \`2.41\` |

</details>

\`node:24\` is \`sha256:${"a".repeat(64)}\`. \`dhi.io/node:24\` is \`sha256:${"a".repeat(64)}\`.
`,
    );
  });

  it("is cut where it would not end, and says how much is left", () => {
    const lines = Array.from({ length: 412 }, (_, at) => `p${at} 1`);
    const text = comparisonMarkdown(compare(side("a", packages(...lines)), side("b", packages())));
    assert.match(text, /<summary>412 gone<\/summary>/);
    assert.match(
      text,
      /\| `p99` \| `deb, debian` \| `1` \|\n\nand 312 more\n\n<\/details>\n\n`a` is `sha256:/,
    );
    assert.doesNotMatch(text, /`p100`/);
  });

  it(`${hostile.length} strings in every field stay code, each on its line`, () => {
    const everywhere = (text: string) =>
      component(text, { type: text, version: text, purl: text, licenses: [text] });
    const list = { ...sbom([component("root"), ...hostile.map(everywhere)]), tools: hostile };
    for (const text of hostile) {
      const vulnerabilities = scanned(text, `${text} high ${text}`);
      const items = [statement({ kind: "sbom", sbom: list }, { format: text })];
      const platform = { os: text, architecture: text, variant: text };
      const before = side(
        text,
        null,
        {},
        {
          evidence: evidence(items, {}, { image: { ...image, platform } }),
          ...{ vulnerabilities, problems: [text] },
        },
      );
      const after = side(text, packages("a 1"), {}, { own: own(text, [text], 1) });
      const markdown = comparisonMarkdown(compare(before, after));
      const outside = markdown.replace(/`[^`\n]*`/g, "");
      // Our own words have no link, mention, HTML but the folding, nor a backtick that is left over.
      assert.doesNotMatch(outside.replace(/<\/?(?:details|summary)>/g, ""), /[<>`[\]@\\]|https?:/);
      const rows = markdown.split("\n").filter((line) => line.startsWith("| "));
      for (const row of rows) assert.ok([3, 4].includes(row.split("|").length - 2), row);
    }
  });
});
