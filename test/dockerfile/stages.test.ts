import assert from "node:assert/strict";
import type { Stage } from "../../src/dockerfile/model";
import { parse, type ParseOptions } from "../../src/dockerfile/parse";

const last = (text: string, options?: ParseOptions): Stage => {
  const stage = parse(text, options).stages.at(-1);
  assert.ok(stage);
  return stage;
};

/** `value (origin)` of the last stage's user. */
function user(text: string, options?: ParseOptions): string {
  const found = last(text, options).user;
  if (found.origin === "base") {
    const { base } = found.image;
    return base.kind === "image" ? `of ${base.reference}` : base.kind;
  }
  if (found.origin === "none") return found.scratch ? "none (scratch)" : "unknown";
  return `${found.value === null ? "unknown" : JSON.stringify(found.value)} (${found.origin})`;
}

function base(text: string, options?: ParseOptions): string {
  const found = last(text, options).base;
  if (found.kind === "image") return found.complete ? found.reference : `${found.reference} (open)`;
  return found.kind === "stage" ? `stage ${found.stage.index}` : found.kind;
}

describe("the base of a stage", () => {
  for (const [name, text, expected] of [
    ["an image", "FROM node:24", "node:24"],
    ["an earlier stage", "FROM a AS b\nFROM b", "stage 0"],
    ["never a later one", "FROM b\nFROM a AS b\nFROM c", "c"],
    ["a stage shadows an image", "FROM node:24 AS node\nFROM node", "stage 0"],
    ["names are kept in lower case", "FROM a AS Build\nFROM build", "stage 0"],
    ["so FROM with capitals finds no stage", "FROM a AS Build\nFROM Build", "Build"],
    ["the last duplicate wins", "FROM a AS x\nFROM b AS x\nFROM x", "stage 1"],
    ["a number is an image", "FROM a\nFROM 0", "0"],
    ["scratch", "FROM scratch", "scratch"],
    ["a stage named scratch comes first", "FROM a AS scratch\nFROM scratch", "stage 0"],
    ["an ARG's default", "ARG V=24\nFROM node:${V}-slim", "node:24-slim"],
    ["a default from a default", "ARG A=1\nARG B=${A}.2\nFROM x:$B", "x:1.2"],
    ["a quoted default", 'ARG B="node:24"\nFROM ${B}', "node:24"],
    ["two on a line", "ARG A=x B=y\nFROM $A/$B", "x/y"],
    ["a modifier", "ARG V\nFROM x:${V:-1}", "x:1 (open)"],
    ["an ARG without default", "ARG V\nFROM x$V", "x (open)"],
    ["nothing but an ARG without default", "ARG V\nFROM $V", "unknown"],
    ["a stage's ARG is not seen", "FROM a\nARG V=1\nFROM b:${V:-2}", "b:2"],
    ["the platform's own", "FROM x-${TARGETARCH}", "x-amd64"],
    ["a stage by variable", "ARG WHICH=b\nFROM a AS b\nFROM $WHICH", "stage 0"],
    ["the target's name", "FROM a AS one\nFROM x-$TARGETSTAGE AS two", "x-two"],
  ] as const) {
    it(`${name}: ${JSON.stringify(text)} → ${expected}`, () => assert.equal(base(text), expected));
  }

  it("build arguments and the platform win over defaults", () => {
    const options = { buildArguments: { V: "22" }, platform: "linux/arm64/v8" };
    assert.equal(base("ARG V=24\nFROM n:$V-$TARGETARCH$TARGETVARIANT", options), "n:22-arm64v8");
    assert.equal(base("FROM n:$V", options), "n:");
    assert.equal(base("ARG V\nFROM $V", options), "22");
  });
});

describe("the user of a stage", () => {
  for (const [name, text, expected] of [
    ["none: the base's", "FROM a", "of a"],
    ["none on scratch", "FROM scratch", "none (scratch)"],
    ["the last one", "FROM a\nUSER b\nUSER c", '"c" (instruction)'],
    ["handed down", "FROM a AS b\nUSER c\nFROM b", '"c" (stage)'],
    ["only along FROM", "FROM a AS b\nUSER c\nFROM d", "of d"],
    ["quotes are no part of it", 'FROM a\nUSER "root"', '"root" (instruction)'],
    ["a trailing comment is", "FROM a\nUSER app # x", '"app # x" (instruction)'],
    ["single quotes keep the dollar", "FROM a\nARG U=x\nUSER '$U'", '"$U" (instruction)'],
    ["an ARG of the stage", "FROM a\nARG U=app\nUSER $U", '"app" (instruction)'],
    ["a global ARG, not declared again", "ARG U=app\nFROM scratch\nUSER $U", '"" (instruction)'],
    ["a global ARG, declared again", "ARG U=app\nFROM a\nARG U\nUSER $U", '"app" (instruction)'],
    [
      "its own default wins over the global",
      "ARG U=app\nFROM a\nARG U=me\nUSER $U",
      '"me" (instruction)',
    ],
    ["an ENV", "FROM a\nENV U=app\nUSER ${U}:0", '"app:0" (instruction)'],
    ["the later of ENV and ARG: ARG", "FROM a\nENV U=x\nARG U=y\nUSER $U", '"y" (instruction)'],
    ["the later of ENV and ARG: ENV", "FROM a\nARG U=y\nENV U=x\nUSER $U", '"x" (instruction)'],
    [
      "an ARG without value changes nothing",
      "FROM a\nENV U=x\nARG U\nUSER $U",
      '"x" (instruction)',
    ],
    ["ENV handed down", "FROM a AS b\nENV U=x\nFROM b\nUSER $U", '"x" (instruction)'],
    ["ARG handed down", "FROM a AS b\nARG U=x\nFROM b\nUSER $U", '"x" (instruction)'],
    [
      "changed after the stage on it",
      "FROM a AS b\nENV U=x\nFROM b\nENV U=y\nUSER $U",
      '"y" (instruction)',
    ],
    ["a value is that of its line", "FROM a\nENV U=x\nUSER $U\nENV U=y", '"x" (instruction)'],
    [
      "one ENV does not see itself",
      "FROM scratch\nENV U=x\nENV U=y V=$U\nUSER $V",
      '"x" (instruction)',
    ],
    ["one ARG does", "FROM scratch\nARG U=y V=$U\nUSER $V", '"y" (instruction)'],
    ["unset on an image may come from it", "FROM a\nUSER $APP_UID", "unknown (instruction)"],
    ["a default does not help there", "FROM a\nUSER ${U:-root}", "unknown (instruction)"],
    ["on scratch it is empty", "FROM scratch\nUSER $U", '"" (instruction)'],
    ["on scratch a default counts", "FROM scratch\nUSER ${U:-app}", '"app" (instruction)'],
    ["the platform's, not declared", "FROM scratch\nUSER $TARGETARCH", '"" (instruction)'],
    [
      "the platform's, declared",
      "FROM scratch\nARG TARGETARCH\nUSER $TARGETARCH",
      '"amd64" (instruction)',
    ],
    ["ONBUILD does nothing here", "FROM a\nONBUILD USER b", "of a"],
    ["ONBUILD of the stage built on", "FROM a AS b\nONBUILD USER c\nFROM b", '"c" (instruction)'],
    [
      "runs before the stage's own",
      "FROM a AS b\nONBUILD USER c\nFROM b\nUSER d",
      '"d" (instruction)',
    ],
    [
      "and goes no further than one stage",
      "FROM a AS b\nONBUILD USER c\nFROM b AS d\nUSER e\nFROM d",
      '"e" (stage)',
    ],
    ["an ONBUILD ENV", "FROM a AS b\nONBUILD ENV U=x\nFROM b\nUSER $U", '"x" (instruction)'],
    ["over several lines", "FROM a\nUSER \\\n  b", '"b" (instruction)'],
    ["a heredoc is no instruction", "FROM a\nRUN <<E\nUSER b\nE", "of a"],
    ["an unknown base", "ARG B\nFROM $B", "unknown"],
    ["old ENV form", "FROM a\nENV U the user\nUSER $U", '"the user" (instruction)'],
  ] as const) {
    it(`${name} → ${expected}`, () => assert.equal(user(text), expected));
  }

  it("takes what the base's own ENV is known to hold", () => {
    const environmentOf = () => ({ values: { APP_UID: "1654" }, complete: false });
    const options = { environmentOf };
    assert.equal(user("FROM dotnet\nUSER $APP_UID", options), '"1654" (instruction)');
    assert.equal(user("FROM dotnet\nUSER $OTHER", options), "unknown (instruction)");
    const all = { environmentOf: () => ({ values: { A: "1" }, complete: true }) };
    assert.equal(user("FROM hardened\nUSER $APP_UID", all), '"" (instruction)');
    assert.equal(user("FROM hardened\nUSER $PATH", all), "unknown (instruction)");
  });

  it("build arguments win over ARG, not over ENV", () => {
    const options = { buildArguments: { U: "me" } };
    assert.equal(user("FROM a\nARG U=x\nUSER $U", options), '"me" (instruction)');
    assert.equal(user("FROM a\nARG U\nENV U=x\nUSER $U", options), '"x" (instruction)');
    assert.equal(user("FROM a\nUSER $U", options), "unknown (instruction)");
  });
});

describe("images beside FROM", () => {
  const uses = (text: string) => {
    const dockerfile = parse(text);
    return dockerfile.imageUses.map(({ word }) => {
      assert.equal(dockerfile.text.slice(word.span.start, word.span.end), word.text);
      return word.text;
    });
  };

  it("are those of COPY --from and RUN --mount, not stages and numbers", () => {
    const text =
      "FROM a AS b\nCOPY --from=composer:2 /x /y\nCOPY --from=B /x /y\nCOPY --from=0 /x /y\n" +
      "RUN --mount=type=bind,from=golang:1.26,target=/go x\nRUN --mount=from=b,target=/x y\nADD x /y\nFROM c\n";
    assert.deepEqual(uses(text), ["composer:2", "golang:1.26"]);
  });
});
