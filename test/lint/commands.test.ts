import assert from "node:assert/strict";
import { parse } from "../../src/dockerfile/parse";
import { type Command, workWords } from "../../src/lint/command";
import { commandsOf } from "../../src/lint/commands";
import { assertLinear } from "../operations";

/** The commands of the file's last instruction: words in brackets where computed, `>` for a pipe. */
function commands(text: string): string[] {
  const last = parse(text).instructions.at(-1);
  assert.ok(last);
  return commandsOf(last).map(describeCommand);
}

function describeCommand({ words, pipedInto }: Command): string {
  const written = words.map(({ text, computed }) => (computed ? `[${text}]` : text)).join(" ");
  return pipedInto === null ? written : `${written} > ${pipedInto.name}`;
}

const run = (script: string) => commands(`FROM a\nRUN ${script}`);

describe("commandsOf", () => {
  it("splits a list at its operators", () => {
    assert.deepEqual(run("a 1 && b 2||c;d & e"), ["a 1", "b 2", "c", "d", "e"]);
  });

  it("joins lines that go on, and leaves out comment lines between them", () => {
    assert.deepEqual(run("a \\\n  # not a command\n  && b 1 \\\n\n 2"), ["a", "b 1 2"]);
  });

  it("ends at a comment, but not at a # inside a word", () => {
    assert.deepEqual(run("a b#c # d && e"), ["a b#c"]);
  });

  it("removes quotes and escapes", () => {
    assert.deepEqual(run(`a "b c" 'd"e' f\\ g "h\\"i" j"k"'l' ''`), [`a b c d"e f g h"i jkl `]);
    assert.deepEqual(run(`echo "\\d" '\\d' \\d`), ["echo \\d \\d d"]);
    assert.deepEqual(run(`echo $'a' "it's" \${x:-'}'}`), ["echo $a it's [${x:-}}]"]);
  });

  it("names the program without its folder", () => {
    const [command] = commandsOf(parse("FROM a\nRUN /usr/bin/apt-get update").instructions[1]!);
    assert.equal(command?.name, "apt-get");
  });

  it("leaves out variables set before the program, and reserved words", () => {
    assert.deepEqual(run("A=1 B='2 3' a"), ["a"]);
    assert.deepEqual(run("A=1; B=2"), []);
    assert.deepEqual(run("if a; then b; elif ! c; then d; else e; fi && f"), [
      "a",
      "b",
      "c",
      "d",
      "e",
      "f",
    ]);
    assert.deepEqual(run("while a; do b; done; { c; }"), ["a", "b", "c"]);
  });

  it("leaves out the patterns of a case", () => {
    assert.deepEqual(run('case "$x" in sudo) a;; doas|b|e) c ;; *) d; esac'), ["a", "c", "d"]);
  });

  it("leaves out redirections, with their descriptors and targets", () => {
    assert.deepEqual(run("a 2>&1 >/dev/null <in 3<>f &>g b >>h 2>/dev/null; c<d"), ["a b", "c"]);
    assert.deepEqual(run("a <<<'word' b"), ["a b"]);
    assert.deepEqual(run("a 1 > f 2"), ["a 1 2"]);
  });

  it("tells what goes into what", () => {
    assert.deepEqual(run("a | b |& c && d || e"), ["a > b", "b > c", "c", "d", "e"]);
    assert.deepEqual(run('curl "$(echo u)" | sh'), ["curl [] > sh", "echo u", "sh"]);
    assert.deepEqual(run("a | (b; c)"), ["a > b", "b", "c"]);
    assert.deepEqual(commands("FROM a\nRUN <<EOF\na |\n  b\nc\nEOF"), ["a > b", "b", "c"]);
  });

  it("reads substitutions as commands, and the words around them as one command", () => {
    assert.deepEqual(run("a -j$(nproc) b"), ["a [-j] b", "nproc"]);
    assert.deepEqual(run("a `b c` d"), ["a [] d", "b c"]);
    assert.deepEqual(run('a "x $(b "c d") y" e'), ["a [x  y] e", "b c d"]);
    assert.deepEqual(run("V=$(a; b) c"), ["a", "b", "c"]);
    assert.deepEqual(run("bash <(curl u)"), ["bash []", "curl u"]);
    assert.deepEqual(run("a ${x:-$(b)} c"), ["a [${x:-}] c", "b"]);
    assert.deepEqual(run("a $((1 + (2))) b"), ["a [] b"]);
  });

  it("keeps the commands of a substitution with its word", () => {
    const [outer] = commandsOf(parse("FROM a\nRUN a x$(b; (c)) d").instructions[1]!);
    assert.deepEqual(
      outer?.words.map((word) => word.commands.map(({ name }) => name)),
      [[], ["b", "c"], []],
    );
  });

  it("marks words with variables as computed", () => {
    assert.deepEqual(run(`a $b "\${c}" '$d' e$ "$" \\$f`), ["a [$b] [${c}] $d e$ $ $f"]);
  });

  it("takes neither functions nor arrays for commands", () => {
    assert.deepEqual(run("sudo() { a; }; b=(sudo c) && d"), ["a", "d"]);
  });

  it("reads the exec form as one command", () => {
    assert.deepEqual(run('["/bin/a", "$b", "c && d"]'), ["/bin/a $b c && d"]);
    assert.deepEqual(commands('FROM a\nHEALTHCHECK --interval=5s CMD ["a", "b"]'), ["a b"]);
    assert.deepEqual(commands("FROM a\nHEALTHCHECK CMD a || exit 1"), ["a", "exit 1"]);
  });

  it("reads the script of sh -c", () => {
    assert.deepEqual(run('["/bin/bash", "-o", "pipefail", "-lc", "a | b"]').slice(1), [
      "a > b",
      "b",
    ]);
    assert.deepEqual(run(`sh -c 'a && b' && c`), ["sh -c a && b", "a", "b", "c"]);
    assert.deepEqual(run(`sudo bash -ec "a; b"`).slice(1), ["a", "b"]);
  });

  it("reads heredocs that a shell runs", () => {
    assert.deepEqual(commands("FROM a\nRUN <<EOF\na 1\n# c\nb\nEOF"), ["a 1", "b"]);
    assert.deepEqual(commands("FROM a\nRUN bash -ex <<EOF\na\nEOF").slice(1), ["a"]);
    assert.deepEqual(commands("FROM a\nRUN <<EOF\n#!/usr/bin/env bash\na\nEOF"), ["a"]);
  });

  it("reads no heredoc that is text, or a script of another language", () => {
    assert.deepEqual(commands("FROM a\nRUN cat <<EOF > f && b\nsudo a\nEOF"), ["cat", "b"]);
    assert.deepEqual(commands("FROM a\nRUN python3 <<EOF\nsudo a\nEOF"), ["python3"]);
    assert.deepEqual(commands("FROM a\nRUN <<EOF\n#!/usr/bin/env python3\nsudo a\nEOF"), []);
    assert.deepEqual(commands("FROM a\nRUN <<EOF\ncat <<-'X' >f\nsudo\n\tX\nb\nEOF"), ["cat", "b"]);
  });

  it("gives the exact place of each word", () => {
    const text = 'FROM a\nRUN  apt-get \\\n  # note\n  install -y\\\n\n x"y"$(z) &&\\\n  é --p';
    const { instructions } = parse(text);
    const places = commandsOf(instructions[1]!).flatMap(({ words }) =>
      words.map(({ span }) => text.slice(span.start, span.end)),
    );
    assert.deepEqual(places, ["apt-get", "install", "-y", 'x"y"$(z)', "z", "é", "--p"]);
  });

  it("reads what is broken as far as it goes", () => {
    for (const script of ["'", '"', "$(", "`", "${", "$((", "a \\", ")", "<", "a |", "((", "a=("])
      assert.doesNotThrow(() => run(script));
    assert.deepEqual(run("a 'b c"), ["a b c"]);
    assert.deepEqual(run("a $(b"), ["a []", "b"]);
  });

  it("stays linear on hostile input", () => {
    for (const piece of ["'", "$(", '"${', '"$(', "a|", "&&(a", "<<a "])
      assertLinear(
        400_000,
        (size) => {
          const script = piece.repeat(size / piece.length);
          const [, instruction] = parse(`FROM a\nRUN <<EOF\n${script}\nEOF\n`).instructions;
          return () => commandsOf(instruction!);
        },
        piece,
      );
  }).timeout(120_000);
});

describe("workWords", () => {
  const work = (script: string) => {
    const [command] = commandsOf(parse(`FROM a\nRUN ${script}`).instructions[1]!);
    return workWords(command!)
      .map(({ text }) => text)
      .join(" ");
  };

  it("skips programs that only start another", () => {
    assert.equal(work("sudo -E -u app A=1 apt-get install x"), "apt-get install x");
    assert.equal(work("env A=1 nice -n 5 make"), "make");
    assert.equal(work("timeout -k 5 10 curl u"), "curl u");
    assert.equal(work("apt-get install sudo"), "apt-get install sudo");
  });

  it("keeps the starter where it starts nothing", () => {
    assert.equal(work("sudo -v"), "sudo -v");
    assert.equal(work("env"), "env");
  });
});
