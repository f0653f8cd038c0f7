import assert from "node:assert/strict";
import type { Instruction } from "../../src/dockerfile/model";
import { parse } from "../../src/dockerfile/parse";

/** `line-line KEYWORD arguments {heredocs}`, lines from 1. */
function outline(text: string): string[] {
  const dockerfile = parse(text);
  return dockerfile.instructions.map((instruction) => {
    const { start, end } = dockerfile.rangeOf(instruction.span);
    return `${start.line + 1}-${end.line + 1} ${describeInstruction(instruction)}`;
  });
}

function describeInstruction({ keyword, flags, arguments: source, heredocs }: Instruction): string {
  const shownFlags = flags
    .map(({ name, value }) => `--${name}${value === null ? "" : `=${value}`} `)
    .join("");
  const shownHeredocs = heredocs
    .map(({ name, content }) => ` {${name}:${JSON.stringify(content)}}`)
    .join("");
  return `${keyword} ${shownFlags}${source.text}${shownHeredocs}`;
}

const problems = (text: string) => parse(text).problems.map(({ message }) => message);

describe("instructions", () => {
  it("are read in any case, indented, with tabs, and without a final newline", () => {
    assert.deepEqual(outline("from a\n\t RuN\t x  y \nCMD z"), [
      "1-1 FROM a",
      "2-2 RUN x  y",
      "3-3 CMD z",
    ]);
  });

  it("go on after an escape character, over comments and blank lines", () => {
    const text = "FROM a\nRUN x \\\n# why\n\n  # more\n  y \\  \n z\nCMD c\n";
    assert.deepEqual(outline(text), ["1-1 FROM a", "2-7 RUN x   y  z", "8-8 CMD c"]);
  });

  it("have the place in the file of every part, over several lines", () => {
    const dockerfile = parse("FROM \\\n  node:24 \\\n  AS build\n");
    const [stage] = dockerfile.stages;
    assert.deepEqual(dockerfile.rangeOf(stage?.image?.span ?? { start: 0, end: 0 }), {
      start: { line: 1, character: 2 },
      end: { line: 1, character: 9 },
    });
    assert.equal(stage?.name, "build");
  });

  it("survive a byte order mark and CRLF", () => {
    const dockerfile = parse("\ufeff# escape=`\r\nFROM a\r\nUSER b\r\n");
    assert.equal(dockerfile.escape, "`");
    assert.deepEqual(
      dockerfile.instructions.map(({ arguments: { text } }) => text),
      ["a", "b"],
    );
  });

  it("keep flags apart from arguments, with quotes resolved", () => {
    assert.deepEqual(outline('FROM a\nCOPY --from=b --chown="c d" --link x /y\nRUN -- --x'), [
      "1-1 FROM a",
      "2-2 COPY --from=b --chown=c d --link x /y",
      "3-3 RUN --x",
    ]);
  });

  it("know the exec form, and take what is no JSON for the shell form", () => {
    const forms = parse(
      `FROM a\nCMD ["a", "b"]\nCMD ['a']\nCMD ["a]\nHEALTHCHECK CMD ["c"]`,
    ).instructions;
    assert.deepEqual(
      forms.map(({ json }) => json),
      [null, ["a", "b"], null, null, ["c"]],
    );
  });
});

describe("directives", () => {
  it("stand at the very top only, in any case and order, each once", () => {
    const read = (text: string) =>
      parse(text).directives.map(({ name, value }) => `${name}=${value}`);
    assert.deepEqual(read("# Syntax = x:1 \n#escape=`\n# check=skip=all\nFROM a"), [
      "syntax=x:1",
      "escape=`",
      "check=skip=all",
    ]);
    assert.deepEqual(read("# a comment\n# escape=`\nFROM a"), []);
    assert.deepEqual(read("\n# escape=`\nFROM a"), []);
    assert.deepEqual(read("# unknown=x\n# escape=`\nFROM a"), []);
    assert.deepEqual(problems("# escape=`\n# escape=`\nFROM a"), [
      "Only one escape directive may be used.",
    ]);
    assert.deepEqual(problems("# escape=x\nFROM a"), ["The escape character may be \\ or ` only."]);
  });

  it("an escape that BuildKit ignores joins no lines", () => {
    assert.deepEqual(outline("# foo=bar\n# escape=`\nFROM a\nRUN x `\nCMD y"), [
      "3-3 FROM a",
      "4-4 RUN x `",
      "5-5 CMD y",
    ]);
  });
});

describe("what dockerfile-ast reads differently", () => {
  it("a doubled escape character ends the line", () => {
    assert.deepEqual(outline("FROM a\nRUN x C:\\\\\nCMD y"), [
      "1-1 FROM a",
      "2-2 RUN x C:\\\\",
      "3-3 CMD y",
    ]);
  });

  it("a line with nothing but an escape character says nothing", () => {
    assert.deepEqual(outline("FROM a\n \\\nRUN x"), ["1-1 FROM a", "3-3 RUN x"]);
  });

  for (const [name, line, content] of [
    ["a plain heredoc", "RUN <<EOF", "EOF"],
    ["one with a file descriptor", "RUN 3<<EOF", "EOF"],
    ["one after a blank", "RUN << EOF", "EOF"],
    ["a quoted one", 'RUN <<"EOF"', "EOF"],
    ["one behind a command", "RUN cat <<EOF && true", "EOF"],
    ["one in ONBUILD", "ONBUILD RUN <<EOF", "EOF"],
  ] as const) {
    it(`${name}: its body is no instruction`, () => {
      const found = parse(`FROM a\n${line}\nUSER root\n${content}\nUSER b`);
      assert.deepEqual(
        found.instructions.map(({ keyword }) => keyword),
        ["FROM", line.split(" ")[0], "USER"],
      );
      assert.equal(found.instructions[1]?.heredocs[0]?.content, "USER root\n");
    });
  }

  it("two heredocs, one with tabs dropped", () => {
    assert.deepEqual(outline("FROM a\nCOPY <<-x <<y /z\n1\n\tx\n2\ny\nCMD c"), [
      "1-1 FROM a",
      '2-6 COPY <<-x <<y /z {x:"1\\n"} {y:"2\\n"}',
      "7-7 CMD c",
    ]);
  });

  it("no heredoc in the exec form, in ENV or in a comment", () => {
    assert.deepEqual(outline('FROM a\nRUN ["cat", "<<EOF"]\nENV A=<<EOF\n# <<EOF\nCMD c'), [
      "1-1 FROM a",
      '2-2 RUN ["cat", "<<EOF"]',
      "3-3 ENV A=<<EOF",
      "5-5 CMD c",
    ]);
  });

  it("a heredoc that is never closed is told and takes the rest", () => {
    assert.deepEqual(problems("FROM a\nRUN <<EOF\nUSER b\n"), ["The heredoc EOF is never closed."]);
  });

  it("a quoted image has no quotes", () => {
    const base = parse('FROM "debian:12"').stages[0]?.base;
    assert.equal(base?.kind === "image" && base.reference, "debian:12");
  });

  it("a lone carriage return ends no line", () => {
    assert.deepEqual(outline("FROM a\nRUN x\ry\nCMD c"), [
      "1-1 FROM a",
      "2-2 RUN x\ry",
      "3-3 CMD c",
    ]);
  });

  it("a comment with a backslash inside a continued RUN", () => {
    assert.deepEqual(outline("FROM a\nRUN \\\n# a\\b\nx\nCMD c"), [
      "1-1 FROM a",
      "2-4 RUN x",
      "5-5 CMD c",
    ]);
  });
});

describe("what BuildKit refuses is told, and reading goes on", () => {
  for (const [text, ...expected] of [
    ["", "The file holds no instruction."],
    ["# only a comment\n", "The file holds no instruction."],
    ["ARG A=b\n", "The file has no FROM."],
    ["RUN x\nFROM a", "RUN stands before the first FROM."],
    ["FROM a\nFORM b", "FORM is not an instruction."],
    ["FROM", "FROM takes an image, or an image, AS and a name."],
    ["FROM a b", "FROM takes an image, or an image, AS and a name."],
    ["FROM a # c", "FROM takes an image, or an image, AS and a name."],
    [
      "FROM a AS 1b",
      "A stage's name begins with a letter and holds letters, digits, -, _ and . only.",
    ],
    ["FROM a\nUSER", "USER needs an argument."],
    ["FROM a\nENV A", "ENV needs names and values: ENV name=value."],
    ["FROM a\nENV A=b c", "ENV needs names and values: ENV name=value."],
    ["FROM a\nCOPY a", "COPY needs a source and a destination."],
    ["FROM a\nCOPY --form=b a b", "COPY has no flag --form."],
    ["FROM a\nCOPY --from=$X a b", "COPY --from knows no variables: name a stage instead."],
    ["FROM a\nCMD [1]", "The list of CMD may hold strings only."],
    ["FROM a\nSHELL sh", "SHELL needs a JSON list."],
    ["FROM a\nHEALTHCHECK curl x", "HEALTHCHECK needs CMD or NONE."],
    ["FROM a\nONBUILD ONBUILD RUN x", "ONBUILD can't hold another ONBUILD."],
    ['FROM a\nUSER "b', "USER: a double quote is not closed."],
    ["ARG A=${B:=c}\nFROM a", "ARG: the modifier := is not known."],
    ["FROM $X", "$X comes to nothing."],
  ] as const) {
    it(JSON.stringify(text), () => assert.deepEqual(problems(text), expected));
  }

  it("and nothing is told of what it accepts", () => {
    const text =
      'FROM --platform=linux/amd64 a AS b\nARG\tX Y=1\nENV A b c\nENV D="e f" G=\\ h\nADD --checksum=sha256:1 u /x\n' +
      "HEALTHCHECK --interval=1s CMD x\nHEALTHCHECK NONE\nEXPOSE 80 443\nVOLUME /x\nSTOPSIGNAL 9\nLABEL a=b\n" +
      "MAINTAINER me\nONBUILD RUN x\nRUN --mount=type=cache,target=/x --network=none y\nCMD\nENTRYPOINT []\n";
    assert.deepEqual(problems(text), []);
  });
});

describe("hostile input", () => {
  for (const [name, text] of [
    ["NULs and binary", "\0\x01FROM a\0\nRUN \0\n"],
    ["unpaired surrogates", "FROM \ud800\nRUN \udc00\n"],
    ["a megabyte on one line", `FROM a\nRUN ${"x".repeat(1_000_000)}\nUSER b`],
    ["a megabyte of quotes", `FROM a\nENV A=${'"'.repeat(1_000_000)}\nUSER b`],
    ["a megabyte of braces", `FROM a\nUSER ${"${a:-".repeat(200_000)}\n`],
    ["a megabyte of brackets", `FROM a\nCMD ${"[".repeat(1_000_000)}\n`],
    ["20,000 instructions", `FROM a\n${"ENV A=$A\n".repeat(20_000)}USER $A`],
    ["5,000 stages, each on the one before", stageChain(5_000)],
    ["half a heredoc", "FROM a\nRUN <<"],
    ["half a quote", "FROM a\nENV A='"],
    ["half a directive", "# escape="],
    ["a lone escape character", "\\"],
    ["a million blank lines", `${"\n".repeat(1_000_000)}FROM a`],
  ] as const) {
    it(`${name} is read to the end`, () => {
      const { instructions, stages } = parse(text);
      for (const instruction of instructions) instruction.arguments.spanOf(0, 1);
      for (const stage of stages) stage.expand("$A");
    });
  }

  it("a chain of 5,000 stages hands its user down", () => {
    const last = parse(stageChain(5_000)).stages.at(-1);
    assert.equal(last?.user.origin === "stage" && last.user.value, "app");
    assert.deepEqual(last?.expand("$A"), { kind: "value", value: "x" });
  });
});

function stageChain(length: number): string {
  const first = "FROM scratch AS s0\nENV A=x\nUSER app\n";
  return first + Array.from({ length }, (_, index) => `FROM s${index} AS s${index + 1}\n`).join("");
}
