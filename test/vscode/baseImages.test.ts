import assert from "node:assert/strict";
import type { LintRequest } from "../../src/lint/result";
import { overviewOf } from "../../src/vscode/baseImageOverview";
import {
  groupRow,
  imageRow,
  partText,
  placeRow,
  summaryText,
  unreadFileRow,
  unreadRow,
  type Row,
} from "../../src/vscode/baseImageRows";
import { swapsOfImage, type UsedImage } from "../../src/vscode/baseImages";
import { requestOf } from "../harden/swapText";
import { assertLinear } from "../operations";
import { imageFiles } from "./imageFiles";

/** `3 hardenable node:24, ships → dhi.io/node:24: its reason`, lines from 1. */
function shown({ range, state, name, swap, reason, ...image }: UsedImage): string {
  const to = swap === null ? "" : ` → ${swap.target}${swap.obstacle === null ? "" : " (blocked)"}`;
  return `${range.start.line + 1} ${state} ${name}, ${partText({ range, state, name, swap, reason, ...image })}${to}: ${reason}`;
}

function used(path: string, text: string, changes: Partial<LintRequest> = {}): string[] {
  return imageFiles({ [path]: text }, changes).flatMap(({ images }) => images.map(shown));
}

/** The tree as it is read, each line with its description in brackets. */
function outline(texts: Readonly<Record<string, string>>): string {
  const { groups } = overviewOf(imageFiles(texts));
  const line = (depth: number, { label, description }: Row) =>
    `${"  ".repeat(depth)}${label}${description === "" ? "" : ` [${description}]`}`;
  return groups
    .flatMap((group) => [
      line(0, groupRow(group)),
      ...group.images.flatMap((image) => [
        line(1, imageRow(image)),
        ...image.places.map((place) => line(2, placeRow(place, image.state))),
      ]),
    ])
    .join("\n");
}

const digest = (digit: string) => `sha256:${digit.repeat(64)}`;

describe("the images that a file uses", () => {
  it("of a Dockerfile: what ships, what builds, what is copied from and mounted", () => {
    const text = `ARG BASE
FROM golang:1.26-alpine AS build
RUN --mount=type=bind,from=busybox:1.37,target=/b go build -o /app .

FROM build AS test
FROM \${BASE} AS other
FROM scratch AS empty
FROM dhi.io/node:24
COPY --from=build /app /app
COPY --from=acme.io/tools:2 /t /t
`;
    assert.deepEqual(used("Dockerfile", text), [
      "2 hardenable golang:1.26-alpine, builds, stage build → dhi.io/golang:1.26-alpine-dev: dhi.io/golang:1.26-alpine-dev is the hardened image of golang:1.26-alpine.",
      "3 hardenable busybox:1.37, mounted, stage build → dhi.io/busybox:1.37-dev (blocked): dhi.io/busybox:1.37-dev is the hardened image that is nearest to busybox:1.37.",
      "6 unknown ${BASE}, builds, stage other: Which image it is depends on a build argument.",
      "8 hardened dhi.io/node:24, ships: It is a hardened image of Docker Hardened Images.",
      "10 unknown acme.io/tools:2, copied from: The image catalog does not have it.",
    ]);
  });

  const cases: readonly (readonly [text: string, expected: string])[] = [
    ["FROM node:16", "1 end-of-life node:16, ships: Node.js 16 ended on 2023-09-11."],
    ["FROM node:18", "1 end-of-life node:18, ships: Node.js 18 ended on 2025-04-30."],
    [
      "FROM bitnamilegacy/redis:8",
      "1 end-of-life bitnamilegacy/redis:8, ships: bitnamilegacy/redis:8 is the archive of old Bitnami images and gets no updates.",
    ],
    [
      "FROM app",
      "1 unknown app:latest, ships: It is an image of this machine, or a build context that has a name.",
    ],
    [
      "ARG TAG\nFROM node:${TAG}",
      "2 unknown node:${TAG}, ships: Which image it is depends on a build argument.",
    ],
    ["FROM Node:24", "1 unknown Node:24, ships: This is no image reference."],
    [
      `FROM node:24@${digest("a")}`,
      "1 hardenable node:24@sha256:aaaaaaaaaaaa…, ships → dhi.io/node:24: dhi.io/node:24 is the hardened image of node:24.",
    ],
  ];
  for (const [text, expected] of cases)
    it(text.replaceAll("\n", " ⏎ "), () => assert.deepEqual(used("Dockerfile", text), [expected]));

  it("of a compose file: each place once, with the service that runs it", () => {
    const text = `x-base: &base
  image: python:3.13
services:
  app:
    <<: *base
  worker:
    <<: *base
  cache:
    image: redis:\${REDIS}
  built:
    build: .
    image: acme/built
`;
    assert.deepEqual(used("compose.yaml", text), [
      "2 hardenable python:3.13, runs, service app → dhi.io/python:3.13 (blocked): dhi.io/python:3.13 is the hardened image of python:3.13.",
      "9 unknown redis:${REDIS}, runs, service cache: Which image it is depends on a variable.",
    ]);
  });

  it("of a bake file: what it hands to a Dockerfile", () => {
    const text = `target "app" {
  contexts = { base = "docker-image://node:24" }
}
`;
    assert.deepEqual(used("docker-bake.hcl", text), [
      "2 no-swap node:24, handed to a build as app: Whether it builds or ships is for the Dockerfile to say that gets it.",
    ]);
  });

  it("says so where there is no catalog", () => {
    assert.deepEqual(used("Dockerfile", "FROM node:24", { catalog: null }), [
      "1 unknown node:24, ships: The image catalog can't be read.",
    ]);
  });

  it("leaves out none of more images than are looked at for swaps", () => {
    const text = "FROM node:24\nFROM node:16\nFROM dhi.io/node:24\n".repeat(101);
    const states = imageFiles({ Dockerfile: text }).flatMap(({ images }) =>
      images.map(({ state, reason }) => `${state}: ${reason}`),
    );
    assert.equal(states.length, 303);
    const tooMany =
      "unknown: The file has 303 FROMs: images are swapped only where there are 300 at most.";
    assert.deepEqual(
      [...new Set(states)],
      [tooMany, "end-of-life: Node.js 16 ended on 2023-09-11."],
    );
  });

  it("one image that nothing can be swapped in for is known all the same", () => {
    const [image] = used("Dockerfile", "FROM mcr.microsoft.com/windows/nanoserver:ltsc2025");
    assert.match(image ?? "", /^1 (?:no-swap|unknown) mcr\.microsoft\.com\/windows\/nanoserver/);
  });
});

describe("the swaps of one image of a file", () => {
  it("are those of all its places, however it is written there", () => {
    const text = `FROM golang:1.26-alpine AS one
FROM docker.io/library/golang:1.26-alpine AS two
FROM golang:1.26 AS three
`;
    const swaps = swapsOfImage(requestOf(text), "golang:1.26-alpine");
    assert.deepEqual(
      swaps.map(({ place, target }) => `${place.stage.name ?? ""}: ${target}`),
      ["one: dhi.io/golang:1.26-alpine-dev", "two: dhi.io/golang:1.26-alpine-dev"],
    );
  });
});

describe("the tree of base images", () => {
  it("has a group for each state, the gravest first, with images, places and counts", () => {
    const texts = {
      "web/Dockerfile":
        "FROM golang:1.26-alpine AS build\nRUN go build\nFROM node:24\nRUN npm ci\n",
      "old/Dockerfile": "FROM node:16\n",
      "api/Dockerfile": "FROM golang:1.26-alpine AS build\nFROM dhi.io/node:24\n",
      "compose.yaml": "services:\n  db:\n    image: acme.io/db:1\n",
    };
    assert.equal(
      outline(texts),
      `End of life [1]
  node:16 [ended 2023-09-11]
    old/Dockerfile:1 [ships]
Can be hardened [2]
  golang:1.26-alpine [→ dhi.io/golang:1.26-alpine-dev, 2 places]
    api/Dockerfile:1 [builds, stage build]
    web/Dockerfile:1 [builds, stage build]
  node:24 [→ dhi.io/node:24]
    web/Dockerfile:3 [ships, swap blocked]
Unknown [1]
  acme.io/db:1
    compose.yaml:3 [runs, service db]
Hardened [1]
  dhi.io/node:24
    api/Dockerfile:2 [ships]`,
    );
    assert.deepEqual(overviewOf(imageFiles(texts)).counts, {
      files: 4,
      images: 5,
      places: 6,
      hardened: 1,
    });
    assert.equal(summaryText(overviewOf(imageFiles(texts))), "1 of 5 hardened");
  });

  it("keeps two digests of one tag, and one image in two states, apart", () => {
    const texts = {
      "a/Dockerfile": `FROM node:16@${digest("a")}\nFROM node:16@${digest("b")}\n`,
      "b/Dockerfile": "FROM docker.io/library/node:24\n",
      "docker-bake.hcl": 'target "b" {\n  contexts = { n = "docker-image://node:24" }\n}\n',
    };
    assert.equal(
      outline(texts),
      `End of life [2]
  node:16@sha256:aaaaaaaaaaaa… [ended 2023-09-11]
    a/Dockerfile:1 [builds]
  node:16@sha256:bbbbbbbbbbbb… [ended 2023-09-11]
    a/Dockerfile:2 [ships]
Can be hardened [1]
  node:24 [→ dhi.io/node:24]
    b/Dockerfile:1 [ships]
No swap known [1]
  node:24
    docker-bake.hcl:2 [handed to a build as b]`,
    );
    assert.equal(overviewOf(imageFiles(texts)).counts.images, 3);
  });

  it("says to a screen reader what the eye sees, and to menus what can be done", () => {
    const { groups } = overviewOf(
      imageFiles({ "web/Dockerfile": "FROM node:24\nRUN npm ci\nFROM x\n" }),
    );
    const rows = groups.flatMap((group) => [
      groupRow(group),
      ...group.images.flatMap((image) => [
        imageRow(image),
        ...image.places.map((place) => placeRow(place, group.state)),
      ]),
    ]);
    assert.deepEqual(
      rows.map(({ spoken, context }) => `${context}: ${spoken}`),
      [
        "group: Can be hardened, 1 image at 1 place",
        "image swap evidence: node:24, can be hardened with dhi.io/node:24-dev, 1 place",
        "place swap evidence: web/Dockerfile line 1, builds",
        "group: Unknown, 1 image at 1 place",
        "image: x:latest, Unknown, 1 place",
        "place: web/Dockerfile line 3, ships",
      ],
    );
    assert.equal(new Set(rows.map(({ id }) => id)).size, rows.length);
  });

  it("explains in the tooltip, in Markdown that shows exactly the text", () => {
    const files = imageFiles({
      "w*b/Dockerfile": "FROM golang:1.25-alpine AS build\nFROM scratch\n",
    });
    const [group] = overviewOf(files).groups;
    const [image] = group?.images ?? [];
    const [place] = image?.places ?? [];
    assert.ok(image && place);
    assert.equal(
      placeRow(place, image.state).tooltip,
      `**golang\\:1\\.25\\-alpine**\\, builds\\, stage build

Go 1\\.25 ended on 2026\\-08\\-19\\.

dhi\\.io\\/golang\\:1\\.26\\-alpine\\-dev can take its place\\.`,
    );
  });

  it("shows no invisible character and no markup of a file or its name", () => {
    const files = imageFiles({
      "a\u202e<b>/Dockerfile": "FROM ${X:-[a](https://evil.example)\u202e<img>} AS `s`\n",
    });
    const [group] = overviewOf(files).groups;
    const [image] = group?.images ?? [];
    const [place] = image?.places ?? [];
    assert.ok(image && place);
    const { label, description, spoken } = placeRow(place, image.state);
    const rows = [imageRow(image), placeRow(place, image.state)];
    for (const { id: _, ...row } of rows) {
      assert.doesNotMatch(Object.values(row).join(" "), /\u202e/);
      assert.doesNotMatch(row.tooltip, /(?<!\\)[<[\]`]/);
    }
    assert.deepEqual(
      { label, description, spoken },
      {
        label: "a⟨U+202E⟩<b>/Dockerfile:1",
        description: "ships, stage `s`",
        spoken: "a⟨U+202E⟩<b>/Dockerfile line 1, ships, stage `s`",
      },
    );
  });

  it("names the files that could not be read", () => {
    const problem = "There is no permission to read it.";
    const files = [{ key: "file:///w/Dockerfile", path: "Dockerfile", images: [], problem }];
    const { unread, groups, counts } = overviewOf(files);
    assert.deepEqual(groups, []);
    assert.deepEqual(counts, { files: 1, images: 0, places: 0, hardened: 0 });
    const [row, ...rows] = [unreadRow(unread), ...unread.map(unreadFileRow)];
    assert.equal(`${row?.label} [${row?.description}]`, "Could not be read [1]");
    assert.deepEqual(
      rows.map(({ label, description }) => `${label}: ${description}`),
      [`Dockerfile: ${problem}`],
    );
  });

  it("takes time that grows with the files", () => {
    const [file] = imageFiles({ Dockerfile: "FROM node:24\nFROM acme.io/a:1\n" });
    assert.ok(file);
    assertLinear(4_000, (count) => {
      const files = Array.from({ length: count }, (_, index) => {
        const images = file.images.map((image) => ({ ...image, reference: `acme.io/a:${index}` }));
        return { ...file, images, path: `${index}/Dockerfile` };
      });
      return () => overviewOf(files).groups.flatMap(({ images }) => images.map(imageRow));
    });
  });
});
