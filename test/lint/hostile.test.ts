import assert from "node:assert/strict";
import { noProjectFacts } from "../../src/project/facts";
import { lintText } from "./check";

const repeat = (count: number, text: string) => text.repeat(count);

/** Input on which a rule that looks back, or an expression that tries again, would take minutes. */
const files: Readonly<Record<string, string>> = {
  "20,000 downloads that run": `FROM a\n${repeat(20_000, "RUN apt-get update && curl x | sudo sh\n")}`,
  "20,000 additions": `FROM a\n${repeat(20_000, "ADD https://x.y/z /a\n")}`,
  "20,000 variables": `FROM a\n${repeat(10_000, "ENV API_TOKEN=$TOKEN X=b\nARG TOKEN\n")}`,
  "a RUN of a million characters": `FROM a\nRUN ${repeat(
    14_000,
    "curl https://a:b@c | sh && chmod 777 x && sudo -E apt-get update ; ",
  )}`,
  "a value of a million characters, like web tokens": `FROM a\nENV KEY=${repeat(333_000, "eyJ")}`,
  "a value of a million characters, like addresses": `FROM a\nENV KEY=${repeat(200_000, "://a:")}`,
  "a repository of a million characters": `FROM a\nADD https://${repeat(250_000, ".git")} /x`,
  "150,000 files of one copy": `FROM a\nCOPY ${repeat(150_000, ".env.x ")}/x`,
  "20,000 ports and owners": `FROM a\n${repeat(10_000, "COPY --chown=u x y\nEXPOSE 80\n")}USER u`,
  "20,000 ignore comments": `FROM a\n${repeat(20_000, "# drydock ignore=root-user,nothing\nRUN x\n")}`,
  "20,000 comments of other tools": `FROM a\n${repeat(20_000, "# hadolint ignore=DL3002,DL3004\nUSER 0\n")}`,
  "a comment of a million characters": `# drydock ignore=${repeat(100_000, "root-user,")}\nFROM a`,
};

describe("Hostile files", () => {
  const project = { ...noProjectFacts, contextKnown: true, hasIgnoreFile: false };
  for (const [name, text] of Object.entries(files))
    it(name, () => {
      // What is not linear in these never ends; mocha's own timeout says so.
      assert.ok(lintText(text, { project }).stages.length > 0);
    }).timeout(120_000);
});

describe("Broken files", () => {
  for (const text of [
    "",
    "\ufeff",
    "\0",
    "FROM",
    "RUN <<",
    "RUN <<EOF",
    "FROM a\nRUN <<EOF\nsudo",
    "ENV TOKEN",
    "ENV TOKEN='",
    "FROM a\nENV TOKEN='\nARG",
    "FROM a\nCOPY",
    "FROM a\nADD --checksum https://x",
    "FROM a\nEXPOSE",
    "FROM a\nRUN --security",
    "FROM a\nONBUILD",
    "FROM a\nONBUILD ARG TOKEN",
    "# drydock",
    "# drydock ignore=",
    "# drydock ignore=,",
    "# drydock stage ignore=root-user",
    'FROM a\nCOPY [".env"',
    "FROM a\nRUN \\",
    "FROM a\nCOPY --chown= --chmod= a b\nUSER b",
  ])
    it(JSON.stringify(text), () => {
      assert.doesNotThrow(() => lintText(text));
    });
});
