import assert from "node:assert/strict";
import { chooseCounterparts } from "../../src/harden/families";
import { type Mirrors, withMirrors } from "../../src/image/mirrors";
import { defaultSettings } from "../../src/lint/settings";
import { noProjectFacts } from "../../src/project/facts";
import { serviceFileKind } from "../../src/project/names";
import { readServiceFile } from "../../src/project/serviceFile";
import { imagesOf } from "../../src/vscode/fileImages";
import { completionsAt, type Completions } from "../../src/vscode/imageCompletions";
import { type Cursor, placeInDockerfile, placeInServices } from "../../src/vscode/imagePlaces";
import { inlayText, lensTexts } from "../../src/vscode/imageLines";
import { byNewestTag } from "../../src/vscode/tagOrder";
import { catalog } from "../lint/check";
import { assertLinear } from "../operations";

const request = (text: string) => ({
  text,
  catalog: catalog(),
  choose: chooseCounterparts,
  settings: defaultSettings,
  project: noProjectFacts,
  today: new Date("2026-11-23T00:00:00Z"),
});

/** What is offered at the `|` of a Dockerfile. */
function at(marked: string, mirrors: Mirrors = {}): Completions | null {
  const { text, cursor } = cursorIn(marked);
  const place = placeInDockerfile(request(text), text.split("\n")[cursor.line] ?? "", cursor);
  return place && completionsAt(place, withMirrors(catalog(), mirrors), request("").today);
}

/** What is offered at the `|` of a compose or bake file. */
function inFile(path: string, marked: string): Completions | null {
  const { text, cursor } = cursorIn(marked);
  const kind = serviceFileKind(path) ?? "compose";
  const place = placeInServices((all) => readServiceFile(all, path, kind), text, cursor);
  return place && completionsAt(place, catalog(), request("").today);
}

function cursorIn(marked: string): { readonly text: string; readonly cursor: Cursor } {
  const before = marked.slice(0, marked.indexOf("|")).split("\n");
  const line = before.length - 1;
  const cursor = { line, character: before[line]?.length ?? 0 };
  return { text: marked.replace("|", ""), cursor };
}

const labels = (marked: string) => at(marked)?.items.map(({ label }) => label) ?? [];

describe("Completion of images", () => {
  it("offers the hardened images of a software before the others", () => {
    const found = labels("FROM node|");
    assert.equal(found[0], "dhi.io/node");
    assert.ok(found.indexOf("node") < found.indexOf("dhi.io/node-exporter"));
    const all = labels("FROM |");
    assert.ok(all.slice(0, 50).every((name) => name.startsWith("dhi.io/")));
    assert.ok(all.indexOf("dhi.io/node") < all.indexOf("node"));
    assert.ok(labels("FROM dhi|").indexOf("dhi.io/python") < 100);
  });

  it("offers an organisation's mirror in place of what it mirrors, and its tags", () => {
    const mirrors = { "dhi.io/": "docker.io/acme/dhi-" };
    const names = at("FROM node|", mirrors)?.items.map(({ label }) => label) ?? [];
    assert.equal(names[0], "acme/dhi-node");
    assert.ok(!names.includes("dhi.io/node"));
    const tags = at("FROM acme/dhi-node:|", mirrors)?.items.map(({ label }) => label) ?? [];
    assert.deepEqual(tags, labels("FROM dhi.io/node:|"));
  });

  it("leaves out what ended or has moved", () => {
    assert.ok(!labels("FROM gcr.io/distroless/|").includes("gcr.io/distroless/nodejs14-debian11"));
    assert.ok(!labels("FROM openj|").includes("openjdk"));
  });

  it("offers tags after the colon, the newest first, what ended last and marked", () => {
    const found = labels("FROM node:|");
    assert.ok(found.indexOf("26") < found.indexOf("24"), found.join(" "));
    assert.ok(found.indexOf("24-slim") < found.indexOf("24.19"), found.join(" "));
    const items = at("FROM node:|")?.items ?? [];
    const old = items.find(({ label }) => label === "20");
    assert.equal(old?.hasEnded, true);
    assert.match(old?.description ?? "", /^Node\.js 20 ended on /);
    const firstEnded = items.findIndex(({ hasEnded }) => hasEnded);
    assert.ok(items.slice(firstEnded).every(({ hasEnded }) => hasEnded));
  });

  it("offers at most 200, and says when there are more", () => {
    const found = at("FROM |");
    assert.equal(found?.items.length, 200);
    assert.equal(found?.isCut, true);
  });

  it("replaces the name, or the tag, to its end", () => {
    const name = at("FROM nod|e:24 AS build");
    assert.deepEqual([name?.start, name?.end], [5, 12]);
    const tag = at("FROM --platform=linux/amd64 node:2|4 AS build");
    assert.deepEqual([tag?.start, tag?.end], [33, 35]);
  });

  it("works in FROM and COPY --from, and nowhere else", () => {
    for (const text of ["FROM no|", "from no|", "ONBUILD FROM no|"])
      assert.ok(labels(text).length > 0, text);
    for (const text of ["COPY --from=red|", "COPY --link --from=red|"])
      assert.ok(labels(`FROM scratch\n${text}`).length > 0, text);
    for (const text of [
      "FROM node AS no|",
      "# FROM no|",
      "FROM $no|",
      "FROM node@sha|",
      "FROM --plat|",
      "RUN no|",
      "COPY no|",
      "RUN psql <<EOF\nFROM no|\nEOF",
      "RUN psql -c 'SELECT * \\\n  FROM no|'",
    ])
      assert.equal(at(`FROM scratch\n${text}`), null, text);
  });

  it("does not mind what is typed", () => {
    for (const typed of ["::", "a:b:c", "[x](command:y)", "\u202e", "A".repeat(5000), ":"])
      assert.deepEqual(at(`FROM ${typed}|`)?.items ?? [], [], typed);
  });
});

describe("Completion of images in compose and bake files", () => {
  const compose = (value: string) => inFile("compose.yaml", `services:\n  web:\n    ${value}\n`);

  it("offers what FROM is offered, hardened images first", () => {
    const expected = at("FROM node|")?.items;
    assert.equal(expected?.[0]?.label, "dhi.io/node");
    for (const value of ["image: node|", 'image: "node|"', "image: 'node|'", "image: &web node|"])
      assert.deepEqual(compose(value)?.items, expected, value);
    const empty = at("FROM |")?.items;
    for (const value of ["image: |", 'image: "|"', "image: | # comment"])
      assert.deepEqual(compose(value)?.items, empty, value);
    assert.deepEqual(compose("image: node:|")?.items, at("FROM node:|")?.items);
  });

  it("replaces the name, or the tag, to its end", () => {
    const name = compose("image: nod|e:24");
    assert.deepEqual([name?.start, name?.end], [11, 18]);
    const tag = compose('image: "node:2|4" # pinned');
    assert.deepEqual([tag?.start, tag?.end], [17, 19]);
    const context = inFile(
      "docker-bake.hcl",
      'target "a" {\n  contexts = { base = "docker-image://node:2|" }\n}\n',
    );
    assert.deepEqual([context?.start, context?.end], [43, 44]);
  });

  it("works in contexts of bake and in arguments that name an image", () => {
    const target = (body: string) => inFile("docker-bake.hcl", `target "a" {\n  ${body}\n}\n`);
    const names = at("FROM node|")?.items;
    assert.deepEqual(target('contexts = { base = "docker-image://node|" }')?.items, names);
    assert.deepEqual(target('args = {\n    NODE_IMAGE = "node|"\n  }')?.items, names);
    assert.equal(target('args = { NODE_VERSION = "2|" }'), null);
    assert.equal(target('contexts = { base = "docker-im|" }'), null);
    assert.equal(target('contexts = { base = "|docker-image://node" }'), null);
    assert.equal(target('contexts = { base = "target:no|" }'), null);
    const json = '{"target":{"a":{"contexts":{"base":"docker-image://node|"}}}}';
    assert.deepEqual(inFile("docker-bake.json", json)?.items, names);
  });

  it("works nowhere else: in other keys, comments, names that variables make, images that are built", () => {
    for (const value of [
      "command: no|",
      "command: echo image: no|",
      "# image: no|",
      "image: $no|",
      "image: ${REGISTRY}/no|",
      "image: ${NODE:-no|}",
      "image: node@sha|",
      "ima|ge: node",
      "image:no|",
      "labels:\n      image: no|",
      "image: no|\n    build: .",
    ])
      assert.equal(compose(value), null, value);
    assert.equal(inFile("compose.yaml", "services: {\n  web:\n    image: no|\n"), null);
  });

  it("takes time that grows with the text", () => {
    assertLinear(20_000, (size) => {
      const half = "a:".repeat(size / 2);
      return () => {
        compose(`image: ${half}|${half}`);
        compose(`command: ${half} |\n    x: ${half}`);
      };
    });
  });
});

describe("The order of tags", () => {
  it("is by version, then from short to long, words after versions", () => {
    const tags = ["latest", "3.9", "24.1-slim", "24-slim", "25.0rc1", "lts", "24.10", "24", "24.1"];
    assert.deepEqual([...tags].sort(byNewestTag), [
      "24",
      "24-slim",
      "24.10",
      "24.1",
      "24.1-slim",
      "3.9",
      "lts",
      "latest",
      "25.0rc1",
    ]);
  });
});

describe("Lines beside images", () => {
  const image = (text: string) => {
    const [first] = imagesOf(request(text));
    assert.ok(first);
    return first;
  };

  it("a lens says what the image is and offers the best swap", () => {
    const [what, best, evidence] = lensTexts(image('FROM node:24\nCMD ["node"]\n'));
    assert.match(what?.title ?? "", /^node:24: [\d.]+ MB, user root$/);
    assert.deepEqual(best, {
      title: "Swap in dhi.io/node:24",
      command: "drydock.swapImage",
      family: "dhi",
    });
    assert.equal(evidence?.command, "drydock.showEvidence");
  });

  it("a lens says where the best is only the nearest", () => {
    const [, best] = lensTexts(image("FROM golang:1.25 AS b\nRUN go build\nFROM scratch\n"));
    assert.equal(best?.title, "Swap in dhi.io/golang:1.26-dev, the nearest");
  });

  it("a blocked swap is named as one, and chosen from the list", () => {
    const [, best] = lensTexts(image("FROM node:24\nRUN npm ci\n"));
    assert.equal(best?.title, "dhi.io/node:24 is blocked");
    assert.equal(best?.command, "drydock.swapBaseImage");
  });

  it("nothing stands where nothing is known", () => {
    const unknown = image("FROM ghcr.io/acme/app:1\n");
    assert.deepEqual(lensTexts(unknown), []);
    assert.equal(inlayText(unknown), null);
  });
});
