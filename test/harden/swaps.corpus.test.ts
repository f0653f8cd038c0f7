import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "../../src/dockerfile/parse";
import { swapsOf } from "../../src/harden/swap";
import { parseReference, withDefaultTag } from "../../src/image/reference";
import { lint } from "../../src/lint/lint";
import type { Severity } from "../../src/lint/finding";
import { catalog, repository } from "../lint/check";
import { requestOf, swapped } from "./swapText";

const shared = process.env["DRYDOCK_SHARED"] ?? path.join(repository, "..", "shared");
const folder = path.join(shared, "corpus", "dockerfiles");
const isPresent = existsSync(folder);

const ranks: Readonly<Record<Severity, number>> = { error: 3, warning: 2, information: 1, hint: 0 };

describe(`swaps in real Dockerfiles${isPresent ? "" : " (not run: no corpus in DRYDOCK_SHARED or ../shared)"}`, function () {
  this.timeout(240_000);
  const texts = new Map<string, string>();
  before(function () {
    if (!isPresent) this.skip();
    for (const name of readdirSync(folder))
      texts.set(name, readFileSync(path.join(folder, name), "utf8"));
  });

  const changed = () =>
    [...texts].flatMap(([name, text]) => {
      const { file, after } = swapped(text);
      return after === text ? [] : [{ name, text, after, file }];
    });

  it("happen in many files, and leave the others as they are, byte for byte", () => {
    const count = changed().length;
    assert.ok(count > 200, `${count} files`);
    for (const text of texts.values())
      if (swapped(text).file.edits.length === 0) assert.equal(swapped(text).after, text);
  });

  it("change image tokens and nothing else, and a second run changes nothing", () => {
    for (const { name, text, after, file } of changed()) {
      const { instructions } = parse(text);
      for (const { span, newText } of file.edits) {
        const around = instructions.find(
          (it) => it.span.start <= span.start && span.end <= it.span.end,
        );
        assert.match(around?.keyword ?? "", /^(?:FROM|ARG|COPY|RUN)$/, name);
        assert.doesNotMatch(text.slice(span.start, span.end) + newText, /[\s"'=,]/, name);
      }
      assert.equal(text.split("\n").length, after.split("\n").length, name);
      assert.equal(swapped(after).after, after, name);
    }
  });

  it("bring no new problem and no finding of a higher severity", () => {
    for (const { name, text, after } of changed()) {
      assert.equal(parse(after).problems.length, parse(text).problems.length, name);
      const before = gravest(text);
      const now = gravest(after);
      assert.ok(now <= before, `${name}: ${now} after ${before}`);
    }
  });

  it("name only tags that the catalog lists and that have not ended", () => {
    const seen = new Set<string>();
    for (const text of texts.values()) {
      for (const { counterpart, alternatives } of swapsOf(requestOf(text)).swaps) {
        for (const one of [counterpart, ...alternatives.map((it) => it.counterpart)]) {
          if (seen.has(one.reference)) continue;
          seen.add(one.reference);
          const parsed = parseReference(one.reference);
          const reference = parsed && withDefaultTag(parsed);
          assert.ok(reference?.tag);
          const listed = catalog().images(`${reference.registry}/${reference.path}`);
          assert.ok(
            listed.some(({ tags }) => tags.includes(reference.tag ?? "")),
            `${one.reference} is not listed`,
          );
          const ended = one.facts.endOfLife.filter(({ date }) => date < "2026-11-23");
          assert.deepEqual(ended, [], one.reference);
        }
      }
    }
    assert.ok(seen.size > 50, `${seen.size} images`);
  });
});

function gravest(text: string): number {
  return Math.max(-1, ...lint(requestOf(text)).findings.map(({ severity }) => ranks[severity]));
}
