import assert from "node:assert/strict";
import { chooseCounterparts } from "../../src/harden/families";
import type { LiveFacts } from "../../src/image/liveFacts";
import { defaultSettings } from "../../src/lint/settings";
import type { LintRequest } from "../../src/lint/result";
import { noProjectFacts } from "../../src/project/facts";
import { imageAt, imagesOf, swapEdits, type FileImage } from "../../src/vscode/fileImages";
import { hoverCommands, imageHoverText, type Live } from "../../src/vscode/imageHoverText";
import { commandLink, escaped, plain } from "../../src/vscode/markdown";
import { heading, nothingText, obstacleText, swapItems } from "../../src/vscode/swapItems";
import { catalog } from "../lint/check";

const request = (text: string): LintRequest => ({
  text,
  catalog: catalog(),
  choose: chooseCounterparts,
  settings: defaultSettings,
  project: noProjectFacts,
  today: new Date("2026-11-23T00:00:00Z"),
});

const shown = { document: 3, version: 7 };

function images(text: string): readonly FileImage[] {
  return imagesOf(request(text));
}

const now = new Date("2026-11-23T12:00:00Z");
const unasked: Live = { facts: null, mayAsk: false, now };

function hovers(text: string, live = unasked, hasPlan = false): string[] {
  const asked = request(text);
  return imagesOf(asked).map(
    (image) => imageHoverText(image, asked, shown, live, hasPlan) ?? "nothing",
  );
}

const ships = `FROM node:24\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]\n`;

/** What docker.io said of node:24 two minutes ago. */
const answered: LiveFacts = {
  reference: "docker.io/library/node:24",
  registry: "docker.io",
  askedAt: new Date("2026-11-23T11:58:00Z"),
  digest: `sha256:${"a".repeat(64)}`,
  platform: { os: "linux", architecture: "amd64", variant: null },
  config: { user: "1234", entrypoint: [], cmd: [], environment: {}, ports: [], workdir: "/" },
  compressedBytes: 7_000_000,
  tags: ["24"],
  problems: [],
};

describe("What a registry said, in the hover", () => {
  it("stands in place of the catalog's, with who was asked and when", () => {
    const [text = ""] = hovers(ships, { ...unasked, facts: answered });
    assert.match(text.split("\n")[0] ?? "", / 7\\\.0 MB\\, user 1234\.$/);
    assert.match(text, /\*Asked of docker\\\.io\\, 2 minutes ago\\\.\*$/);
    assert.ok(!text.includes("drydock.askRegistry"));
  });

  it("may be asked by a link that carries nothing but ids, where that is allowed", () => {
    const [text = ""] = hovers(ships, { ...unasked, mayAsk: true });
    const [, query = ""] =
      /\[Ask docker\\\.io\]\(command:drydock\.askRegistry\?(\S+) /.exec(text) ?? [];
    assert.deepEqual(JSON.parse(decodeURIComponent(query)), [
      { document: 3, version: 7, image: 0 },
    ]);
    assert.ok(!hovers(ships).join().includes("drydock.askRegistry"));
  });

  it("that it did not answer is told in its words, and what was known stands", () => {
    const problems = ["[docker.io](command:evil) <b>did not answer</b>."];
    const failed = { ...answered, config: null, compressedBytes: null, problems };
    const [text = ""] = hovers(ships, { ...unasked, facts: failed });
    assert.match(text.split("\n")[0] ?? "", /user root\.$/);
    assert.ok(text.endsWith(`- ${escaped(problems[0] ?? "")}`));
    assert.ok(!text.includes("(command:evil)"));
  });
});

describe("The hover on an image", () => {
  it("leads to its evidence by a link that carries nothing but ids", () => {
    const [text = "", ...others] = hovers(`${ships}ARG TAG\nFROM node:${"$"}{TAG}\n`);
    const [, query = ""] =
      /\[Show evidence\]\(command:drydock\.showEvidence\?(\S+) /.exec(text) ?? [];
    assert.deepEqual(JSON.parse(decodeURIComponent(query)), [
      { document: 3, version: 7, image: 0 },
    ]);
    assert.ok(!others.join().includes("showEvidence"), "which image it is, nobody knows");
  });

  it("says first what the image is and whether it is in its place", () => {
    const [text = ""] = hovers(ships);
    const [first] = text.split("\n");
    assert.match(first ?? "", /^\*\*node\\:24\*\* is \*\*more than a container needs\*\*: /);
    assert.match(first ?? "", /user root\.$/);
  });

  it("names the best image with a link that carries nothing but ids", () => {
    const [text = ""] = hovers(ships);
    const [, command, query = ""] = /\]\(command:([\w.]+)\?(\S+) /.exec(text) ?? [];
    assert.equal(command, "drydock.swapImage");
    assert.deepEqual(JSON.parse(decodeURIComponent(query)), [
      { document: 3, version: 7, image: 0, family: "dhi" },
    ]);
  });

  it("says what is blocked and why, without a link to it", () => {
    const [text = ""] = hovers(`FROM node:24\nRUN npm ci\nCMD ["node", "server.js"]\n`);
    assert.match(text, /dhi\\\.io\\\/node\\:24 is blocked: Line 2\\: RUN/);
    assert.ok(!text.includes("command:drydock.swapImage"));
    assert.ok(text.includes("command:drydock.swapBaseImage"));
  });

  it("offers to show beforehand what each image would change, a blocked one too", () => {
    const links = (text = "") =>
      [...text.matchAll(/\[What does this change\\\?\]\(command:([\w.]+)\?(\S+) /g)].map(
        ([, command, query = ""]) => [command, JSON.parse(decodeURIComponent(query)) as unknown],
      );
    const place = { document: 3, version: 7, image: 0 };
    const [free] = hovers(ships).map(links);
    assert.deepEqual(free?.[0], [
      "drydock.compareImages",
      [{ ...place, family: "dhi", role: "runtime" }],
    ]);
    const [blocked] = hovers(`FROM node:24\nRUN npm ci\nCMD ["node", "server.js"]\n`).map(links);
    assert.deepEqual(blocked?.[0], free[0]);
    assert.ok(hoverCommands.includes("drydock.compareImages"));
  });

  it("says the way out of what is blocked, in the words of the command line", () => {
    const [text = ""] = hovers(`FROM nginx:1.31\nCMD ["nginx", "-g", "daemon off;"]\n`);
    assert.match(text, /the ENTRYPOINT of .* A way out\\: Leave only the arguments\\\./);
  });

  it("leads to the plan of the whole file where there is one", () => {
    const plan = (text = "") => /\[(Harden[^\]]*)\]\(command:([\w.]+)\?(\S+) /.exec(text)?.slice(1);
    const [without = ""] = hovers(ships);
    assert.equal(plan(without), undefined);
    const [label, command, query = ""] = plan(...hovers(ships, unasked, true)) ?? [];
    assert.deepEqual([label, command], ["Harden the whole file…", "drydock.hardenDockerfile"]);
    assert.deepEqual(JSON.parse(decodeURIComponent(query)), [{ document: 3 }]);
  });

  it("says why there is no counterpart", () => {
    const [text = ""] = hovers("FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\n");
    assert.match(text, /No swap: /);
  });

  it("names sources and days", () => {
    const [text = ""] = hovers(ships);
    assert.match(text, /\*Size\\: docker\\-library\\\/repo\\-info\\@\w+\\, \d{4}/);
    assert.match(text, /Catalog of \d{4}\\-\d\d\\-\d\d/);
    assert.match(text, /Docker Hardened Images\\: Free of charge\\; FIPS and STIG [a-z ]+ need a/);
  });

  it("is silent about images of the same machine", () => {
    assert.deepEqual(hovers("FROM my-own-base\n"), ["nothing"]);
  });

  it("tells builders, shipped stages and copied images apart", () => {
    const text = `FROM golang:1.26 AS build\nRUN go build\nFROM debian:13\nCOPY --from=build /a /a\nCOPY --from=redis:8 /usr/local/bin/redis-cli /\n`;
    const found = images(text).map(({ name, ships, kind }) => [name, ships, kind]);
    assert.deepEqual(found, [
      ["golang:1.26", false, "from"],
      ["debian:13", true, "from"],
      ["redis:8", false, "copy"],
    ]);
    const [builder = "", , copied = ""] = hovers(text);
    assert.match(builder, /only builds here/);
    assert.match(copied, /files are taken from it/);
  });

  it("is there for images that a RUN mounts", () => {
    const [, mounted] = images(
      "FROM debian:13\nRUN --mount=type=bind,from=redis:8,target=/r true\n",
    );
    assert.deepEqual([mounted?.name, mounted?.kind], ["redis:8", "mount"]);
  });

  it("is found on the default of an ARG as well", () => {
    const found = images(`ARG BASE="node:24"\nFROM \${BASE}\nCMD ["node"]\n`);
    assert.equal(imageAt(found, { line: 0, character: 12 })?.name, "node:24");
    assert.equal(imageAt(found, { line: 1, character: 7 })?.name, "node:24");
    assert.equal(imageAt(found, { line: 0, character: 2 }), null);
    assert.equal(imageAt(found, { line: 2, character: 2 }), null);
  });

  it("shows hostile text as it is", () => {
    const hostile = [
      "FROM node:24 AS [x](command:evil)\nCMD node\n",
      "FROM node:24\nRUN `code` [click](command:workbench.action.quit) <img src=x onerror=alert(1)>\n",
      'FROM node:24\nUSER \u202eevil\nRUN "](command:evil)\n',
      "FROM [x](command:evil)\n",
      "FROM node:24\nCOPY --chown=[a](command:b) . .\nCOPY --from=redis:8 /[a](command:b) /\n",
    ];
    for (const text of hostile)
      for (const hover of hovers(text, unasked, true)) {
        const commands = [...hover.matchAll(/\]\((?:command:)?([^?)\s]*)/g)].map(
          ([, name]) => name,
        );
        const isOurs = (name = "") =>
          /^drydock\.(?:swap(?:Base)?Image|hardenDockerfile|showEvidence|compareImages)$/.test(
            name,
          );
        assert.deepEqual(
          commands.filter((name) => !isOurs(name)),
          [],
          hover,
        );
        assert.doesNotMatch(hover, /(?<!\\)[<`]/);
        assert.doesNotMatch(hover, /\u202e/);
      }
  });
});

describe("Text in Markdown", () => {
  it("means nothing but itself", () => {
    assert.equal(escaped("a](command:x) `b` <c>"), "a\\]\\(command\\:x\\) \\`b\\` \\<c\\>");
    assert.equal(escaped("one\n\n# two\r\n- three"), "one \\# two \\- three");
    assert.equal(escaped("a\u202eb\u0000"), "a⟨U\\+202E⟩b⟨U\\+0000⟩");
    assert.equal(
      escaped("https://evil.example www.evil.example"),
      "https\\:\\/\\/evil\\.example www\\.evil\\.example",
    );
    assert.equal(plain("  $(icon)\n"), "$(icon)");
  });

  it("can't end a link", () => {
    const link = commandLink("a](b)", "drydock.swapImage", { family: "x)'!" }, 'say "no")');
    assert.equal(
      link,
      '[a\\]\\(b\\)](command:drydock.swapImage?%5B%7B%22family%22%3A%22x%29%27%21%22%7D%5D "say \\"no\\"\\)")',
    );
  });
});

describe("The list of images to swap in", () => {
  it("says in words what is best, and what is blocked", () => {
    const [image] = images(ships);
    assert.ok(image);
    const items = swapItems(image).map(({ label, description, detail }) => [
      label,
      description,
      detail,
    ]);
    assert.equal(items[0]?.[0], "dhi.io/node:24");
    assert.equal(items[0]?.[1], "user node (1000), no shell");
    assert.match(items[1]?.[2] ?? "", /^blocked: CMD /);
    assert.equal(heading(image), "node:24, line 1");
  });

  it("makes neither links nor icons of what a file says", () => {
    const found = images("FROM node:24 AS [x](command:evil)$(warning)\nFROM node:24 AS b\n");
    for (const image of found) assert.doesNotMatch(heading(image), /\]\(|\$\(/);
    assert.equal(nothingText([]), "The file names no image of a registry.");
    const [kept] = images("FROM node:18\n");
    assert.ok(kept);
    assert.match(
      nothingText([kept]),
      /^node:18: There is no hardened image of version 18, only of /,
    );
  });

  it("lists everything that would break, with its line", () => {
    const [image] = images(`FROM node:24\nRUN npm ci\nCMD node server.js\n`);
    const [first] = image?.choices ?? [];
    assert.ok(first);
    assert.match(obstacleText(first), /^Line 2: RUN .*\nLine 3: CMD /);
  });

  it("blocked images are written only when that is meant", () => {
    const asked = request("FROM node:24\nRUN npm ci\n");
    const [image] = imagesOf(asked);
    assert.ok(image);
    const dhi = { family: "dhi", role: "runtime" } as const;
    assert.deepEqual(swapEdits(asked, image, dhi, false), []);
    assert.deepEqual(
      swapEdits(asked, image, dhi, true).map(({ newText }) => newText),
      ["dhi.io/node:24"],
    );
    assert.deepEqual(swapEdits(asked, image, { ...dhi, family: "dotnet" }, true), []);
  });

  it("the image to build with is offered beside a blocked one, with what it leaves undone first", () => {
    const asked = request("FROM node:24\nRUN npm ci\n");
    const [image] = imagesOf(asked);
    assert.ok(image);
    const text = imageHoverText(image, asked, { document: 1, version: 1 }, unasked) ?? "";
    assert.match(text, /Swap in dhi\\\.io\\\/node\\:24\\-dev\].*%22role%22%3A%22build%22/);
    assert.match(text, /\*To know:\* dhi\\\.io\\\/node\\:24\\-dev is the image to build with/);
    const edits = swapEdits(asked, image, { family: "dhi", role: "build" }, false);
    assert.deepEqual(
      edits.map(({ newText }) => newText),
      ["dhi.io/node:24-dev"],
    );
  });
});
