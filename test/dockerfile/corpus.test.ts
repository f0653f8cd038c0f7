import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "../../src/dockerfile/parse";
import { formatReference, parseReference, withDefaultTag } from "../../src/image/reference";
import { lintText, repository } from "../lint/check";

const shared = process.env["DRYDOCK_SHARED"] ?? path.join(repository, "..", "shared");
const corpus = path.join(shared, "corpus");
const isPresent = existsSync(path.join(corpus, "buildkit.jsonl"));

interface Row {
  readonly sha1: string;
  readonly user?: string;
  readonly error?: string;
}

const rows = (): Row[] =>
  readFileSync(path.join(corpus, "buildkit.jsonl"), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Row);

const read = (sha1: string) =>
  readFileSync(path.join(corpus, "dockerfiles", `${sha1}.Dockerfile`), "utf8");

/** The last stage's user in the corpus's own notation, null for unknown. */
function finalUser(text: string): string | null {
  const user = parse(text).stages.at(-1)?.user;
  if (user === undefined) return null;
  if (user.origin === "none") return user.scratch ? "" : null;
  if (user.origin !== "base") return user.value;
  const { base } = user.image;
  const reference = base.kind === "image" ? parseReference(base.reference) : null;
  return reference === null ? null : `@base:${formatReference(withDefaultTag(reference))}`;
}

describe(`real Dockerfiles${isPresent ? "" : " (not run: no corpus in DRYDOCK_SHARED or ../shared)"}`, function () {
  this.timeout(120_000);
  before(function () {
    if (!isPresent) this.skip();
  });

  it("the final user is BuildKit's own on every file that it decides", () => {
    const differing: string[] = [];
    let unknown = 0;
    for (const { sha1, user, error } of rows()) {
      if (error !== undefined) continue;
      const ours = finalUser(read(sha1));
      // The corpus gave bases no environment: empty there may be a variable that only the base defines.
      if (ours === null && user === "") unknown++;
      else if (ours !== user)
        differing.push(`${sha1}: ${JSON.stringify(ours)}, BuildKit ${JSON.stringify(user)}`);
    }
    assert.deepEqual(differing, []);
    assert.ok(unknown < 20, `${unknown} unknown`);
  });

  it("no problem is told of a file that BuildKit accepts", () => {
    const complaints = rows()
      .filter(({ error }) => error === undefined)
      .flatMap(({ sha1 }) =>
        lintText(read(sha1)).problems.map(({ message }) => `${sha1}: ${message}`),
      );
    assert.deepEqual(complaints, []);
  });

  it("every file is linted without an exception, refused ones too", () => {
    for (const name of readdirSync(path.join(corpus, "dockerfiles"))) {
      const text = readFileSync(path.join(corpus, "dockerfiles", name), "utf8");
      const { findings } = lintText(text);
      const lineCount = text.split("\n").length;
      for (const { range } of findings)
        assert.ok(range.end.line < lineCount && range.start.line <= range.end.line, name);
    }
  });
});
