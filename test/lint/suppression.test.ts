import assert from "node:assert/strict";
import { applyEdits, unrevised } from "../../src/harden/edits";
import { parse } from "../../src/dockerfile/parse";
import { ignoreEdit } from "../../src/lint/ignoreEdit";
import type { IgnoreScope } from "../../src/lint/ignoreComments";
import type { LintRequest } from "../../src/lint/result";
import { defaultSettings } from "../../src/lint/settings";
import { applyFix, check, describeFindings, lintText } from "./check";
import { assertLinear } from "../operations";

const of = ["root-user", "privileged-run", "unused-ignore"];
const onlyThese: Partial<LintRequest> = {
  settings: { ...defaultSettings, profile: "off", rules: { "root-user": "warning" } },
};

/** How many findings of a rule are left, and how many were hidden. */
function counts(rule: string, text: string) {
  const { findings, suppressed } = lintText(text);
  return [findings.filter((finding) => finding.rule === rule).length, suppressed > 0 ? 1 : 0];
}

describe("ignore comments", () => {
  it("hide a finding on the next instruction", () => {
    check(of, "# drydock ignore=root-user it is a toolbox\nFROM scratch\n");
    check(of, "FROM a\n# drydock ignore=root-user\nUSER root\n");
    check(of, "# drydock ignore=root-user\n# and why\n\nFROM scratch\n");
  });

  it("tell how many they hid", () => {
    assert.equal(lintText("# drydock ignore=root-user\nFROM scratch\n").suppressed, 1);
  });

  it("don't mind case and blanks", () => {
    check(of, "#Drydock   IGNORE = Root-User , privileged-run because\nFROM scratch\n", {
      settings: { ...defaultSettings, rules: { "unused-ignore": "off" } },
    });
    check(of, "  # drydock: ignore=root-user\n  FROM scratch\n");
  });

  it("hide nothing elsewhere", () => {
    check(
      of,
      "# drydock ignore=root-user   # expect: unused-ignore\nFROM a\nUSER root   # expect: root-user\n",
    );
  });

  it("count inside a continued instruction for that one", () => {
    check(of, "FROM a\nRUN --network=host \\\n  # drydock ignore=privileged-run\n  x\nUSER 1\n");
  });

  it("are no comments in a heredoc", () => {
    check(
      of,
      "FROM a\nRUN <<EOF\n# drydock ignore=root-user\nEOF\nUSER root   # expect: root-user\n",
    );
  });

  it("hide in a whole stage, from above its FROM or from within", () => {
    check(of, "# drydock stage ignore=root-user\nFROM a\nRUN x\nUSER root\n");
    check(of, "FROM a\n# drydock stage ignore=root-user\nRUN x\nUSER root\n");
    check(of, "FROM a\nUSER root\n# drydock stage ignore=root-user");
    check(of, "ARG V\n# drydock stage ignore=root-user\nFROM scratch AS a\nFROM a\n");
  });

  it("of a stage hide nothing in others", () => {
    check(
      of,
      "# drydock stage ignore=root-user   # expect: unused-ignore\nFROM a\nFROM b\nUSER root   # expect: root-user\n",
    );
  });

  it("hide in the whole file, wherever they stand", () => {
    check(of, "# drydock file ignore=root-user\nFROM a\nFROM b\nUSER root\n");
    check(of, "FROM b\nUSER root\n# drydock file ignore=root-user\n");
  });

  it("may be many", () => {
    check(of, "# drydock ignore=root-user\n# drydock ignore=heavy-base\nFROM scratch\n", {
      settings: { ...defaultSettings, rules: { "unused-ignore": "off" } },
    });
  });

  it("cost linear time", () => {
    const pair = "# drydock ignore=root-user,heavy-base\nRUN x\n";
    assertLinear(10_000, (size) => {
      const text = `FROM scratch\n${pair.repeat(size)}`;
      return () => lintText(text);
    });
  }).timeout(120_000);
});

describe("unused-ignore", () => {
  it("is found at the rule's name, and its fix removes the comment", () => {
    const text = "FROM scratch\n# drydock ignore=root-user,privileged-run why\nUSER 1\n";
    const result = lintText(text);
    assert.equal(
      describeFindings(result),
      [
        "2:18-2:27 hint unused-ignore: There is no root-user finding to ignore here.",
        "2:28-2:42 hint unused-ignore: There is no privileged-run finding to ignore here.",
      ].join("\n"),
    );
    assert.deepEqual(result.findings[0]?.tags, ["unnecessary"]);
    assert.equal(result.findings[0]?.fixes[0]?.safe, true);
    assert.equal(applyFix(text, result, "unused-ignore"), "FROM scratch\nUSER 1\n");
  });

  it("leaves the rules that hide something", () => {
    const text = "# drydock ignore=privileged-run,root-user,invalid-user why\nFROM scratch\n";
    const fixed = "# drydock ignore=root-user why\nFROM scratch\n";
    assert.equal(applyFix(text, lintText(text), "unused-ignore"), fixed);
  });

  it("removes a last line without its line end", () => {
    const text = "FROM scratch\r\nUSER 1\r\n# drydock ignore=root-user";
    assert.equal(applyFix(text, lintText(text), "unused-ignore"), "FROM scratch\r\nUSER 1");
  });

  it("says which names are no rule's, and leaves them to people", () => {
    const text = "# drydock ignore=root-usr\nFROM scratch\nUSER 1\n";
    const result = lintText(text);
    assert.equal(
      describeFindings(result),
      "1:18-1:26 hint unused-ignore: Drydock has no rule of the name root-usr.",
    );
    assert.equal(result.findings[0]?.fixes[0]?.safe, false);
  });

  it("says where no rule is named", () => {
    check(of, "# drydock ignore because   # expect: unused-ignore\nFROM a\nUSER 1\n");
    check(of, "# drydock ignores nothing\n# see drydock ignore=x\nFROM a\nUSER 1\n");
  });

  it("is silent where it can't know: rules that are off, no catalog, no context, other targets", () => {
    const text = "# drydock ignore=heavy-base\nFROM scratch\nUSER 1\n";
    check(of, text, onlyThese);
    check(of, text, { catalog: null });
    check(of, "FROM a\nUSER 1\n# drydock ignore=copy-everything\nCOPY a b\n");
    check(of, "# drydock ignore=unapproved-registry\nFROM a\nUSER 1\n");
    check(of, "# drydock stage ignore=root-user\nFROM a AS x\nFROM b AS y\nUSER 1\n", {
      settings: { ...defaultSettings, targets: ["y"] },
    });
  });

  it("can be ignored itself, for the file", () => {
    check(of, "# drydock file ignore=unused-ignore\n# drydock ignore=root-user\nFROM a\nUSER 1\n");
  });

  it("is not fixed unasked where the comment keeps a directive off", () => {
    const result = lintText("# drydock file ignore=root-user\n# escape=`\nFROM a\nUSER 1\n");
    assert.equal(result.findings[0]?.fixes[0]?.safe, false);
  });
});

describe("ignore comments of other tools", () => {
  const hidden = [0, 1];
  const root = "FROM a\n#?\nUSER root\n";
  const rootIsHidden = (comment: string, text = root) =>
    assert.deepEqual(counts("root-user", text.replace("#?", comment)), hidden, comment);
  const rootIsLeft = (comment: string, text = root) =>
    assert.deepEqual(counts("root-user", text.replace("#?", comment)), [1, 0], comment);

  it("of hadolint", () => {
    rootIsHidden("# hadolint ignore=DL3002");
    rootIsHidden("#hadolint ignore = DL3008, DL3002 # why");
    rootIsHidden("# hadolint global ignore=DL3002");
    rootIsHidden("# hadolint stage ignore=DL3002", "#?\nFROM a\nRUN x\nUSER root\n");
    rootIsLeft("# hadolint ignore=DL3008");
    rootIsLeft("# hadolint ignore=DL3002", "#?\nFROM a\nUSER root\n");
  });

  it("of Trivy, whose finding on the user is the file's", () => {
    for (const id of ["DS-0002", "AVD-DS-0002", "DS002", "DS-0001 trivy:ignore:DS-0002"])
      rootIsHidden(`#trivy:ignore:${id}`, "#?\nFROM a\nRUN x\nUSER root\n");
    rootIsHidden("# trivy:ignore:DS-0002:exp:2099-01-01");
    rootIsLeft("# trivy:ignore:DS-0002:exp:2020-01-01");
    rootIsLeft("# trivy:ignore:DS-0003");
  });

  it("of checkov, for the whole file", () => {
    rootIsHidden("# checkov:skip=CKV_DOCKER_8:reason", "FROM a\nUSER root\n#?\n");
    rootIsHidden("#checkov:skip=CKV_DOCKER_3: reason");
    rootIsLeft("# checkov:skip=CKV_DOCKER_2:not CKV_DOCKER_8");
  });

  it("of Semgrep", () => {
    rootIsHidden("# nosemgrep");
    rootIsHidden("# nosemgrep: dockerfile.security.last-user-is-root.last-user-is-root");
    rootIsHidden("# nosemgrep: missing-user", "FROM scratch\n#?\nCMD x\n");
    rootIsLeft("# nosemgrep: no-sudo-in-dockerfile");
  });

  it("of BuildKit, for variables", () => {
    const secret = (text: string) => counts("secret-in-image", text);
    const text = "FROM a\nENV DB_PASSWORD=hunter2!\nUSER 1\n";
    assert.deepEqual(secret(`# check=skip=SecretsUsedInArgOrEnv;error=true\n${text}`), hidden);
    assert.deepEqual(secret(text.replace("ENV", "# check=skip=all\nENV")), hidden);
    assert.deepEqual(secret(text.replace("ENV", "# check=skip=StageNameCasing\nENV")), [1, 0]);
    assert.deepEqual(secret("# check=skip=all\nFROM a\nCOPY .env .\nUSER 1\n"), [1, 0]);
  });

  it("only hide what their own finding is", () => {
    const tools = (comment: string, command: string) =>
      counts("privilege-tools", `FROM a\n${comment}\nRUN ${command}\nUSER 1\n`);
    assert.deepEqual(tools("# hadolint ignore=DL3004", "sudo x"), hidden);
    assert.deepEqual(tools("# hadolint ignore=DL3004", "chmod 777 x"), [1, 0]);
    const cache = (comment: string, command: string) =>
      counts("package-cache", `FROM a\n${comment}\nRUN ${command}\nUSER 1\n`);
    assert.deepEqual(cache("# hadolint ignore=DL3009", "apt-get update"), hidden);
    assert.deepEqual(cache("# hadolint ignore=DL3019", "apt-get update"), [1, 0]);
    assert.deepEqual(cache("#", "apk add x # trivy:ignore:DS-0025"), hidden);
  });

  it("are never reported as unused", () => {
    const text = "# hadolint ignore=DL3002\n# checkov:skip=CKV_DOCKER_3:x\nFROM a\nUSER 1\n";
    assert.deepEqual(
      lintText(text).findings.filter(({ rule }) => of.includes(rule)),
      [],
    );
  });
});

describe("ignoreEdit", () => {
  /** The text with the finding of a rule ignored; the finding must be gone after it. */
  function ignored(text: string, rule: string, scope?: IgnoreScope): string | null {
    const finding = lintText(text).findings.find((it) => it.rule === rule);
    assert.ok(finding);
    const edit = ignoreEdit(parse(text), finding, scope);
    if (edit === null) return null;
    const { text: after } = applyEdits(unrevised(text), [edit]);
    const { findings } = lintText(after);
    assert.deepEqual(
      findings.filter((it) => it.rule === rule || it.rule === "unused-ignore"),
      [],
    );
    return after;
  }

  it("writes above the instruction, below the directives", () => {
    assert.equal(
      ignored("# syntax=docker/dockerfile:1\nFROM scratch\n", "root-user"),
      "# syntax=docker/dockerfile:1\n# drydock ignore=root-user\nFROM scratch\n",
    );
  });

  it("keeps indentation, line ends and a byte order mark", () => {
    assert.equal(
      ignored("\ufeffFROM a\r\n  USER root\r\n", "root-user"),
      "\ufeffFROM a\r\n  # drydock ignore=root-user\r\n  USER root\r\n",
    );
    assert.equal(
      ignored("\ufeffFROM scratch\n", "root-user"),
      "\ufeff# drydock ignore=root-user\nFROM scratch\n",
    );
  });

  it("stays outside an instruction of many lines", () => {
    assert.equal(
      ignored("FROM a\nUSER 1\nRUN \\\n  --network=host \\\n  x\n", "privileged-run"),
      "FROM a\nUSER 1\n# drydock ignore=privileged-run\nRUN \\\n  --network=host \\\n  x\n",
    );
  });

  it("adds to a comment that is there", () => {
    assert.equal(
      ignored("# drydock ignore=heavy-base why\n# more\nFROM ubuntu:24.04\n", "root-user"),
      "# drydock ignore=heavy-base,root-user why\n# more\nFROM ubuntu:24.04\n",
    );
  });

  it("writes for a stage above its FROM", () => {
    assert.equal(
      ignored("FROM b AS x\nFROM a\nRUN x\nUSER root\n", "root-user", "stage"),
      "FROM b AS x\n# drydock stage ignore=root-user\nFROM a\nRUN x\nUSER root\n",
    );
  });

  it("writes for the file below the directives", () => {
    assert.equal(
      ignored("# escape=`\n# note\nFROM scratch\n", "root-user", "file"),
      "# escape=`\n# drydock file ignore=root-user\n# note\nFROM scratch\n",
    );
  });

  it("has nothing to write where the rule is named already", () => {
    const finding = lintText("FROM scratch\n").findings[0]!;
    const dockerfile = parse("# drydock ignore=root-user\nFROM scratch\n");
    assert.equal(
      ignoreEdit(dockerfile, {
        ...finding,
        rule: "root-user",
        range: dockerfile.rangeOf(dockerfile.instructions[0]!.span),
      }),
      null,
    );
  });
});
