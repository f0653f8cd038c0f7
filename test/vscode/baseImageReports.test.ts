import assert from "node:assert/strict";
import Ajv from "ajv";
import addFormats from "ajv-formats";
import { baseImagesMarkdown } from "../../src/vscode/baseImageMarkdown";
import { overviewOf, type ImageFile } from "../../src/vscode/baseImageOverview";
import { baseImagesSarif } from "../../src/vscode/baseImageSarif";
import { sarifSubset } from "../cli/formats/sarifSubset";
import { imageFiles } from "./imageFiles";

const unread: ImageFile = {
  key: "file:///work/no/Dockerfile",
  path: "no/Dockerfile",
  images: [],
  problem: "There is no permission to read it.",
};
const files: readonly ImageFile[] = [
  ...imageFiles({
    "web/Dockerfile": "FROM golang:1.25-alpine AS build\nFROM node:24\nRUN npm ci\n",
    "compose.yaml": "services:\n  db:\n    image: acme.io/db:1\n  old:\n    image: node:16\n",
    "api/Dockerfile": "FROM dhi.io/node:24\n",
  }),
  unread,
];

describe("the report on base images in Markdown", () => {
  it("has a document that was never saved without a link: there is nothing to lead to", () => {
    const [file] = imageFiles({ Dockerfile: "FROM node:16\n" });
    assert.ok(file);
    const overview = overviewOf([{ ...file, key: "untitled:Untitled-1", path: "Untitled-1" }]);
    const rows = baseImagesMarkdown(overview, null)
      .match(/^\| `node:16`.*$/m)?.[0]
      .split(" | ");
    assert.equal(rows?.[2], "Untitled-1:1");
  });

  it("has a table of each state, with every place", () => {
    assert.equal(
      baseImagesMarkdown(overviewOf(files), "2026-09-25"),
      `# Base images

5 images at 5 places of 4 files; 1 hardened. What is known of them is of the image catalog of 2026-09-25.

| State | Images | Places |
| --- | --- | --- |
| End of life | 2 | 2 |
| Can be hardened | 1 | 1 |
| Unknown | 1 | 1 |
| Hardened | 1 | 1 |

## End of life

| Image | Size and user | Place | Part | Hardened image | What is known |
| --- | --- | --- | --- | --- | --- |
| \`golang:1.25-alpine\` | 64.4 MB, user root | [web/Dockerfile:1](web/Dockerfile#L1) | builds, stage build | \`dhi.io/golang:1.26-alpine-dev\` (the nearest) | Go 1.25 ended on 2026-08-19. |
| \`node:16\` | user root | [compose.yaml:5](compose.yaml#L5) | runs, service old |  | Node.js 16 ended on 2023-09-11. |

## Can be hardened

| Image | Size and user | Place | Part | Hardened image | What is known |
| --- | --- | --- | --- | --- | --- |
| \`node:24\` | 408.9 MB, user root | [web/Dockerfile:2](web/Dockerfile#L2) | ships | \`dhi.io/node:24\` | Not by a swap alone: Line 3: RUN in the shell form needs a shell, and dhi.io/node:24 has none. |

## Unknown

| Image | Size and user | Place | Part | Hardened image | What is known |
| --- | --- | --- | --- | --- | --- |
| \`acme.io/db:1\` |  | [compose.yaml:3](compose.yaml#L3) | runs, service db |  | The image catalog does not have it. |

## Hardened

| Image | Size and user | Place | Part | Hardened image | What is known |
| --- | --- | --- | --- | --- | --- |
| \`dhi.io/node:24\` | user node (1000) | [api/Dockerfile:1](api/Dockerfile#L1) | ships |  | It is a hardened image of Docker Hardened Images. |

## Could not be read

| File | Why |
| --- | --- |
| \`no/Dockerfile\` | There is no permission to read it. |
`,
    );
  });

  it("carries out nothing that a file or its name says", () => {
    const path = "a|b [x](y)/Dockerfile";
    const hostile = imageFiles({ [path]: "FROM ${X:-`|<b>www.evil.example}\n" });
    const lines = baseImagesMarkdown(overviewOf(hostile), null).split("\n");
    assert.equal(
      lines.find((line) => line.includes("evil")),
      "| \\$\\{X\\:\\-\\`\\|\\<b\\>www\\.evil\\.example\\} |  | " +
        "[a\\|b \\[x\\]\\(y\\)\\/Dockerfile\\:1](a%7Cb%20%5Bx%5D%28y%29/Dockerfile#L1) | ships |  | " +
        "Which image it is depends on a build argument. |",
    );
    assert.equal(
      lines[2],
      "1 image at 1 place of 1 file; 0 hardened. The image catalog can't be read, so nothing is known of them.",
    );
  });

  it("says so where there is nothing, or not all", () => {
    assert.match(
      baseImagesMarkdown(overviewOf([]), "2026-09-25", "Stopped after 1 of 2 files."),
      /2026-09-25\. Stopped after 1 of 2 files\.\n$/,
    );
    assert.equal(
      baseImagesMarkdown(overviewOf([]), "2026-09-25"),
      "# Base images\n\n0 images at 0 places of 0 files; 0 hardened. What is known of them is of the image catalog of 2026-09-25.\n",
    );
  });
});

describe("the report on base images in SARIF", () => {
  const validate = addFormats(
    new Ajv({ allErrors: true, strict: true, strictRequired: false }),
  ).compile(sarifSubset);

  it("has what there is to do as results, and counts the rest", () => {
    const text = baseImagesSarif(files, overviewOf(files), "1.2.3");
    assert.ok(validate(JSON.parse(text)), JSON.stringify(validate.errors));
    const run = runOf(text);
    assert.equal(run.tool.driver.semanticVersion, "1.2.3");
    assert.deepEqual(
      run.tool.driver.rules.map(({ id }) => id),
      ["eol-base", "moved-base", "hardened-available"],
    );
    assert.deepEqual(
      run.results.map(({ ruleId, level, message, locations: [place] }) => {
        const { artifactLocation, region } = place.physicalLocation;
        const { startLine, startColumn } = region;
        return `${artifactLocation.uri}:${startLine}:${startColumn} ${level} ${ruleId}: ${message.text}`;
      }),
      [
        "compose.yaml:5:12 warning eol-base: node:16 is no longer supported: Node.js 16 ended on 2023-09-11.",
        "web/Dockerfile:1:6 warning eol-base: golang:1.25-alpine is no longer supported: Go 1.25 ended on 2026-08-19. dhi.io/golang:1.26-alpine-dev can take its place.",
        "web/Dockerfile:2:6 note hardened-available: dhi.io/node:24 is the hardened image of node:24. Not by a swap alone: Line 3: RUN in the shell form needs a shell, and dhi.io/node:24 has none.",
      ],
    );
    assert.deepEqual(run.properties, {
      files: 4,
      "end-of-life": { images: 2, places: 2 },
      hardenable: { images: 1, places: 1 },
      "no-swap": { images: 0, places: 0 },
      unknown: { images: 1, places: 1 },
      hardened: { images: 1, places: 1 },
    });
    const [{ executionSuccessful, toolExecutionNotifications }] = run.invocations;
    assert.equal(executionSuccessful, false);
    assert.deepEqual(
      toolExecutionNotifications.map(({ message }) => message.text),
      ["There is no permission to read it."],
    );
  });

  it("knows a place again after lines above it", () => {
    const prints = (text: string): string[] => {
      const moved = imageFiles({ Dockerfile: text });
      const { results } = runOf(baseImagesSarif(moved, overviewOf(moved), "1.2.3"));
      return results.map(({ partialFingerprints }) => partialFingerprints["drydock/v1"] ?? "");
    };
    const text = "FROM node:16 AS a\nFROM node:16 AS b\n";
    assert.deepEqual(prints(`# more\n\n${text}`), prints(text));
    assert.equal(new Set(prints(text)).size, 2);
  });
});

interface Run {
  readonly tool: {
    readonly driver: {
      readonly semanticVersion: string;
      readonly rules: readonly { readonly id: string }[];
    };
  };
  readonly properties: Readonly<Record<string, unknown>>;
  readonly invocations: readonly [
    {
      readonly executionSuccessful: boolean;
      readonly toolExecutionNotifications: readonly { readonly message: Message }[];
    },
  ];
  readonly results: readonly Result[];
}

interface Message {
  readonly text: string;
}

interface Result {
  readonly ruleId: string;
  readonly level: string;
  readonly message: Message;
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly locations: readonly [
    {
      readonly physicalLocation: {
        readonly artifactLocation: { readonly uri: string };
        readonly region: { readonly startLine: number; readonly startColumn: number };
      };
    },
  ];
}

function runOf(text: string): Run {
  const log = JSON.parse(text) as { readonly runs: readonly [Run] };
  return log.runs[0];
}
