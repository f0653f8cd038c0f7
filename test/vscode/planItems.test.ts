import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "../../src/dockerfile/parse";
import type { Span } from "../../src/dockerfile/position";
import { applyEdits, replaced, unrevised } from "../../src/harden/edits";
import { swapsOf } from "../../src/harden/swap";
import { contextOf } from "../../src/lint/reading";
import {
  planOf,
  swapsPlan,
  type Plan,
  type PlanChange,
  type PlanRemark,
} from "../../src/harden/plan";
import { itemRange, planItems, workspaceItems, type PlanItem } from "../../src/vscode/planItems";
import { applyText, comparisonTitle, noPlanText, remarkLines } from "../../src/vscode/planText";
import { requestOf } from "../harden/swapText";
import { repository } from "../lint/check";
import { serviceRequest } from "../lint/services";

const text = `FROM node:24 AS build
RUN npm ci

FROM node:24
COPY --from=build /app /app
CMD node server.js
`;

function spanOf(part: string): Span {
  const start = text.indexOf(part);
  assert.notEqual(start, -1, part);
  return { start, end: start + part.length };
}

/** A change of a group, each edit as what is there and what takes its place. */
function change(
  group: string,
  label: string,
  ...edits: readonly (readonly [string, string])[]
): PlanChange {
  return {
    id: label,
    label,
    description: `Why: ${label}.`,
    group,
    edits: edits.map(([part, newText]) => ({ span: spanOf(part), newText })),
  };
}

const remark = (part: string, message: string): PlanRemark => ({ message, span: spanOf(part) });

function plan(parts: Partial<Pick<Plan, "changes" | "left" | "warnings">>): Plan {
  const changes = parts.changes ?? [];
  const edits = changes
    .flatMap((one) => one.edits)
    .sort((one, other) => one.span.start - other.span.start);
  return {
    changes,
    left: parts.left ?? [],
    warnings: parts.warnings ?? [],
    edits,
    text: replaced(text, edits),
  };
}

const items = (parts: Parameters<typeof plan>[0]) => planItems(plan(parts), parse(text));

const shown = (all: readonly PlanItem[]) =>
  all.map(({ kind, label, description }) => `${kind} | ${label} | ${description}`);

/** A text after the edits of some of the items. */
function after(all: readonly PlanItem[], before = text): string {
  const edits = all
    .map(({ edit }) => edit)
    .sort((one, other) => one.span.start - other.span.start || one.span.end - other.span.end);
  return replaced(before, edits);
}

const builder = change("builder", "Build on dhi.io/node:24-dev", [
  "node:24 AS",
  "dhi.io/node:24-dev AS",
]);
const runtime = change("runtime", "Run on dhi.io/node:24", [
  "node:24\nCOPY",
  "dhi.io/node:24\nCOPY",
]);
const exec = change("runtime", "Start without a shell", [
  "CMD node server.js",
  'CMD ["node", "server.js"]',
]);

describe("The preview of a plan", () => {
  it("has an item for each group, with line, label and reason", () => {
    const all = items({ changes: [runtime, exec, builder] });
    assert.deepEqual(shown(all.slice(1)), [
      "change | Line 1: Build on dhi.io/node:24-dev | Why: Build on dhi.io/node:24-dev.",
      "change | Line 4: Run on dhi.io/node:24; Start without a shell | " +
        "Why: Run on dhi.io/node:24. Why: Start without a shell.",
    ]);
  });

  it("writes what the plan writes, all of a group or none of it", () => {
    const parts = { changes: [builder, runtime, exec] };
    const all = items(parts);
    assert.equal(after(all), plan(parts).text);
    assert.equal(
      after(all.filter(({ label }) => !label.startsWith("Line 4"))),
      plan({ changes: [builder] }).text,
    );
  });

  it("writes the same as the plan for real files", () => {
    const folder = path.join(repository, "test", "harden", "plans");
    const names = readdirSync(folder).filter((name) => name.endsWith(".before.Dockerfile"));
    for (const name of names) {
      const before = readFileSync(path.join(folder, name), "utf8");
      const made = planOf(requestOf(before));
      assert.equal(after(planItems(made, parse(before)), before), made.text, name);
    }
  });

  it("makes one item of groups that stand amid each other", () => {
    const around = change(
      "around",
      "Split",
      ["FROM node:24 AS build", "FROM a AS build"],
      ["CMD", "CMD"],
    );
    const all = items({ changes: [around, runtime] });
    assert.deepEqual(
      all.map(({ label }) => label),
      ["Nothing more to know", "Line 1: Split; Run on dhi.io/node:24"],
    );
    assert.equal(after(all), plan({ changes: [around, runtime] }).text);
  });

  it("keeps items apart that only stand on one line", () => {
    const image = change("image", "Image", ["node:24 AS", "a AS"]);
    const name = change("name", "Name", ["build\nRUN", "b\nRUN"]);
    const labels = items({ changes: [image, name] }).map(({ label }) => label);
    assert.deepEqual(labels.slice(1), ["Line 1: Image", "Line 1: Name"]);
  });

  it("says once what holds for several lines, and together what holds for one", () => {
    const all = items({
      changes: [builder],
      left: [remark("RUN npm ci", "Is npm ci enough?")],
      warnings: [
        remark("node:24 AS", "A login is needed."),
        remark("node:24\nCOPY", "A login is needed."),
        remark("CMD", "It starts as node."),
        remark("CMD", "There is no shell."),
      ],
    });
    assert.deepEqual(shown(all.slice(0, -1)), [
      "left | Left to you, line 2 | Is npm ci enough?",
      "known | To know, lines 1, 4 | A login is needed.",
      "known | To know, line 6 | It starts as node. There is no shell.",
    ]);
  });

  it("always has something that asks to be confirmed, or it would not open", () => {
    const [first, ...others] = items({ changes: [builder] });
    assert.equal(first?.kind, "about");
    assert.deepEqual(
      others.map(({ kind }) => kind),
      ["change"],
    );
  });

  it("has no edit in the way of a change where something to read is ticked too", () => {
    const all = items({
      changes: [runtime, exec],
      warnings: [remark("COPY", "Amid the group"), remark("RUN", "Before it")],
    });
    const noted = all.filter(({ kind }) => kind === "known").map(({ edit }) => edit);
    assert.deepEqual(
      noted.map(({ span }) => [span.start, span.end]),
      [
        [spanOf("RUN").start, spanOf("RUN").start],
        [spanOf("node:24\nCOPY").start, spanOf("node:24\nCOPY").start],
      ],
    );
    assert.equal(after(all), plan({ changes: [runtime, exec] }).text);
  });

  it("sorts lines as numbers, though the editor sorts labels as text", () => {
    const long = `FROM a\n${"RUN a\n".repeat(8)}FROM b\n`;
    const edit = (part: string): PlanChange => {
      const start = long.indexOf(part);
      const edits = [{ span: { start, end: start + part.length }, newText: "c" }];
      return { id: part, label: "Swap", description: "", group: part, edits };
    };
    const changes = [edit("a"), edit("b")];
    const edits = changes.flatMap((one) => one.edits);
    const long1 = { changes, left: [], warnings: [], edits, text: replaced(long, edits) };
    const labels = planItems(long1, parse(long)).map(({ label }) => label);
    assert.deepEqual([...labels].sort((a, b) => a.localeCompare(b)).slice(0, 2), [
      "Line \u20071: Swap",
      "Line 10: Swap",
    ]);
  });

  it("shows text of the file in one line and without what can't be seen", () => {
    const [, item] = items({
      changes: [{ ...builder, label: "a\nb\u202ec", description: "d\r\n\u0007e" }],
    });
    assert.equal(item?.label, "Line 1: a b⟨U+202E⟩c");
    assert.equal(item.description, "d ⟨U+0007⟩e");
  });
});

describe("The plans of several files in one preview", () => {
  const other = "FROM alpine:3.12\n";
  const files = [
    { path: "api/Dockerfile", plan: plan({ changes: [builder], left: [remark("CMD", "Why?")] }) },
    { path: "b\u202e/Dockerfile", plan: plan({ left: [remark("CMD", "No.")] }) },
  ].map((file) => ({ ...file, dockerfile: parse(text) }));

  it("say first how many change, and each item of which file it is", () => {
    assert.deepEqual(workspaceItems(files).map(shown), [
      [
        "about | 1 file changes | Each item with a tick is a change; untick what you do not want. 1 file stays as it is.",
        "left | api/Dockerfile, left to you, line 6 | Why?",
        "change | api/Dockerfile, line 1: Build on dhi.io/node:24-dev | Why: Build on dhi.io/node:24-dev.",
      ],
      ["left | b⟨U+202E⟩/Dockerfile, left to you, line 6 | No."],
    ]);
  });

  it("change each file as its own plan does", () => {
    const [first = [], second = []] = workspaceItems(files);
    assert.equal(after(first), after(items({ changes: [builder] })));
    assert.equal(after(second), text);
    const empty = { path: "c", plan: plan({}), dockerfile: parse(other) };
    assert.deepEqual(workspaceItems([...files, empty])[2], []);
  });
});

describe("The swaps of a compose file in a preview", () => {
  const compose = `services:
  app:
    image: "python:3.13"
    command: python app.py
  web:
    image: 'nginx:1.30'
    ports: ["80:80"]
`;

  it("change the image and nothing else, whatever is ticked", () => {
    const request = serviceRequest(compose);
    const { dockerfile } = contextOf(request);
    const [all = []] = workspaceItems([
      { path: "compose.yaml", plan: swapsPlan(swapsOf(request).swaps), dockerfile },
    ]);
    const textAfter = (isTicked: (item: PlanItem) => boolean): string => {
      const edits = all.filter(isTicked).map((item) => {
        return { range: itemRange(item, dockerfile), newText: item.edit.newText };
      });
      return applyEdits(unrevised(compose), edits).text;
    };
    assert.deepEqual(
      [...new Set(all.map(({ kind }) => kind))],
      ["about", "left", "known", "change"],
    );
    assert.equal(
      textAfter(({ kind }) => kind === "change"),
      compose.replace("python:3.13", "dhi.io/python:3.13"),
    );
    assert.equal(
      textAfter(({ kind }) => kind !== "change"),
      compose,
    );
  });
});

describe("A plan in words", () => {
  it("says why there is none: three reasons, and how many more", () => {
    const left = ["RUN npm", "CMD", "COPY", "node:24 AS"].map((part) => remark(part, `${part}?`));
    assert.equal(
      noPlanText(plan({ left }), parse(text)),
      "This Dockerfile can't be hardened as it is. Line 1: node:24 AS? Line 2: RUN npm? Line 5: COPY? And 1 more.",
    );
  });

  it("says that there is nothing to do, or nothing to look at", () => {
    assert.match(noPlanText(plan({}), parse(text)), /^There is nothing to harden in this file/);
    assert.match(noPlanText(plan({}), parse("# a\n")), /^There is no FROM/);
  });

  it("makes neither links nor icons of what a file says", () => {
    const left = [remark("CMD", "[x](command:evil) $(warning)")];
    assert.match(noPlanText(plan({ left }), parse(text)), /\[x\] \(command:evil\) \$ \(warning\)$/);
    assert.deepEqual(
      remarkLines(left, parse(text)).map(({ label, detail }) => [label, detail]),
      [["Line 6", "[x] (command:evil) $ (warning)"]],
    );
  });

  it("counts what would be applied", () => {
    const detail = "Writes the hardened version into the file; one Undo takes it back.";
    assert.deepEqual(applyText(plan({ changes: [builder] })), { label: "Apply 1 change", detail });
    assert.deepEqual(
      applyText(
        plan({ changes: [builder, runtime], left: [remark("CMD", "?"), remark("RUN", "?")] }),
      ),
      { label: "Apply 2 changes", detail: `${detail} 2 things below are left to you.` },
    );
  });

  it("names the file that is compared", () => {
    assert.equal(comparisonTitle("/a/b/web.Dockerfile"), "web.Dockerfile ↔ hardened");
    assert.equal(comparisonTitle("Untitled-1"), "Untitled-1 ↔ hardened");
  });
});
