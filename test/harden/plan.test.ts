import assert from "node:assert/strict";
import { planOf } from "../../src/harden/plan";
import { replaced } from "../../src/harden/edits";
import { requestOf } from "./swapText";

const single = `FROM node:24-slim
WORKDIR /app
COPY package*.json ./
RUN npm ci --omit=dev
COPY . .
CMD node index.js
`;

describe("a plan", () => {
  it("says its changes, those that need each other in one group", () => {
    const { changes } = planOf(requestOf(single));
    assert.deepEqual(
      changes.map(({ group, id, label }) => `${group} ${id}: ${label}`),
      [
        "stages builder: Build in dhi.io/node:24-dev",
        "stages runtime: Ship on dhi.io/node:24",
        "stages start: Start it in the exec form",
        "stages owner: Give the files to node",
      ],
    );
  });

  it("says what becomes of each place that an ARG names", () => {
    const text =
      'ARG N=node:24-alpine\nFROM $N AS b\nWORKDIR /a\nRUN npm ci\nFROM $N\nCOPY --from=b --chown=node /a /a\nCMD ["node", "/a/b.js"]\n';
    const { changes } = planOf(requestOf(text));
    assert.deepEqual(
      changes.map(({ label, edits }) => [label, edits.length]),
      [
        ["node:24-alpine → dhi.io/node:24-alpine-dev", 1],
        ["node:24-alpine → dhi.io/node:24-alpine", 1],
      ],
    );
    assert.equal(new Set(changes.map(({ group }) => group)).size, 1);
  });

  it("does not say that files can't be written which it gives away", () => {
    const text = `FROM python:3.13-alpine
WORKDIR /app
COPY requirements.txt .
RUN pip install -r requirements.txt
COPY . .
CMD ["python", "app.py"]
`;
    const { changes, warnings } = planOf(requestOf(text));
    assert.ok(changes.some(({ id }) => id === "owner"));
    assert.deepEqual(
      warnings.filter(({ message }) => message.includes("not written")),
      [],
    );
  });

  it("says why an image stays that is known, but not in this variant", () => {
    const { left, text } = planOf(requestOf("FROM caddy:2-builder AS b\nFROM scratch\n"));
    assert.deepEqual(
      left.map(({ message }) => message),
      ["caddy:2-builder stays: There is no hardened image of this variant (builder)."],
    );
    assert.equal(text, "FROM caddy:2-builder AS b\nFROM scratch\n");
  });

  it("can be taken group by group", () => {
    const text = `FROM nginx:1.31 AS pages\nCOPY site /usr/share/nginx/html\n\n${single}`;
    const { changes } = planOf(requestOf(text));
    const groups = [...new Set(changes.map(({ group }) => group))];
    assert.deepEqual(groups, ["stages", "swap-5"]);
    for (const group of groups) {
      const edits = changes
        .filter((change) => change.group === group)
        .flatMap((change) => change.edits)
        .sort((a, b) => a.span.start - b.span.start);
      const again = planOf(requestOf(replaced(text, edits)));
      assert.deepEqual(
        again.changes.map((change) => change.group.replace(/\d+/, "N")),
        changes
          .filter((change) => change.group !== group)
          .map((it) => it.group.replace(/\d+/, "N")),
      );
    }
  });

  it("names an organisation's own images", () => {
    const mirrors = { "dhi.io/": "docker.io/acme/dhi-" };
    const { text } = planOf(requestOf(single), { mirrors });
    assert.deepEqual(text.match(/^FROM .*/gm), [
      "FROM docker.io/acme/dhi-node:24-dev AS build",
      "FROM docker.io/acme/dhi-node:24",
    ]);
  });

  it("is none of a software that has ended on the day of use", () => {
    const { text } = planOf(requestOf(single, { today: new Date("2029-01-01T00:00:00Z") }));
    assert.equal(text, single);
  });

  it("is none without a catalog", () => {
    const plan = planOf(requestOf(single, { catalog: null }));
    assert.deepEqual(plan, { changes: [], left: [], warnings: [], edits: [], text: single });
  });

  const kind = "compose" as const;
  const targets = (...names: readonly string[]) => ({
    project: {
      targets: names.map((target) => ({ target, file: "compose.yaml", line: 3, kind })),
      contextKnown: true,
      hasIgnoreFile: true,
    } as const,
  });

  it("parts the last stage where compose builds another one that stands by itself", () => {
    const text = `FROM node:24-slim AS test\nRUN npm test\n\n${single}`;
    const plan = planOf(requestOf(text, targets("test")));
    assert.deepEqual(plan.text.match(/^FROM .*/gm), [
      "FROM node:24-slim AS test",
      "FROM dhi.io/node:24-dev AS build",
      "FROM dhi.io/node:24",
    ]);
    assert.ok(
      plan.left.some(
        ({ message }) =>
          message ===
          "The stage test ships and is not the last one: a plan parts the last stage, so here only the image can be swapped.",
      ),
    );
    const swapped = `FROM node:24-slim AS worker\nWORKDIR /app\nCMD ["node", "a.js"]\n\n${single}`;
    const { text: after, left } = planOf(requestOf(swapped, targets("worker")));
    assert.deepEqual(after.match(/^FROM .*/gm), [
      "FROM dhi.io/node:24 AS worker",
      "FROM dhi.io/node:24-dev AS build",
      "FROM dhi.io/node:24",
    ]);
    assert.deepEqual(left, []);
  });

  it("is none where stages that ship share what they are built on, and names them", () => {
    const text = `${single.replace("-slim", "-slim AS base")}FROM base AS web\nFROM base AS worker\n`;
    const plan = planOf(requestOf(text, targets("web")));
    assert.equal(plan.text, text);
    assert.deepEqual(
      plan.left.at(-1)?.message,
      "The stages web and worker ship and share what they are built on: a plan for one would change the other, so only images are swapped.",
    );
    assert.notEqual(planOf(requestOf(text)).left.at(-1)?.message, plan.left.at(-1)?.message);
  });

  it("is none where only another stage ships, and names it", () => {
    const text = `${single.replace("-slim", "-slim AS web")}FROM scratch AS last\n`;
    const settings = { ...requestOf(text).settings, targets: ["web"] };
    const plan = planOf(requestOf(text, { settings }));
    assert.equal(plan.text, text);
    assert.match(plan.left.at(-1)?.message ?? "", /^The stage web ships and is not the last one: /);
  });

  it("gives the builder a name that nothing in the file bears", () => {
    const text = single.replace("FROM node:24-slim", "FROM node:24-slim AS build");
    assert.deepEqual(planOf(requestOf(text)).text.match(/^FROM .*/gm), [
      "FROM dhi.io/node:24-dev AS builder",
      "FROM dhi.io/node:24 AS build",
    ]);
  });

  it("keeps lower case, and the platform", () => {
    const text = single.replace("FROM node", "from --platform=linux/amd64 node");
    assert.deepEqual(planOf(requestOf(text)).text.match(/^from .*/gm), [
      "from --platform=linux/amd64 dhi.io/node:24-dev as build",
      "from --platform=linux/amd64 dhi.io/node:24",
    ]);
  });

  it("says that dhi.io asks for a login, and the day of the catalog", () => {
    const { warnings } = planOf(requestOf(single));
    const said = warnings.map(({ message }) => message).join("\n");
    assert.match(said, /docker login dhi\.io/);
    assert.match(said, /catalog is of 2026-08-22/);
  });
});
