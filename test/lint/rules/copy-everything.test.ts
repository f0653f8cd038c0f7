import { noProjectFacts } from "../../../src/project/facts";
import { check } from "../check";

const of = ["copy-everything"];
const project = { ...noProjectFacts, contextKnown: true, hasIgnoreFile: false };

function each(found: boolean, lines: readonly string[]): void {
  for (const line of lines)
    check(of, `FROM a\n${line}${found ? "   # expect: copy-everything" : ""}\nUSER 1\n`, {
      project,
    });
}

describe("copy-everything", () => {
  it("finds the whole context", () => {
    each(true, [
      "COPY . .",
      "COPY ./ /app",
      "ADD --chown=1 . /app",
      "COPY a . /app",
      "COPY * /app/",
      "COPY / /app",
      'COPY [".", "/app"]',
    ]);
  });

  it("leaves alone parts of it, other stages' files, and copies that leave something out", () => {
    each(false, [
      "COPY src .",
      "COPY package.json ./",
      "COPY --from=b . .",
      "COPY --exclude=.git . .",
      "COPY *.json .",
      "COPY <<EOF .\n.\nEOF",
    ]);
  });

  it("is silent without knowing the context, with an ignore file, and in stages that only build", () => {
    const text = "FROM a\nCOPY . .\nUSER 1";
    check(of, text);
    check(of, text, { project: { ...project, hasIgnoreFile: true } });
    check(of, text, { project: { ...project, hasIgnoreFile: null } });
    check(of, text, { project: { ...project, contextKnown: false } });
    check(of, "FROM a AS b\nCOPY . .\nFROM c\nUSER 1", { project });
  });
});
