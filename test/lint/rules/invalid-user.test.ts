import assert from "node:assert/strict";
import { lintText } from "../check";
import { fixed, fixes, say } from "./only";

const rule = "invalid-user";
const silent = (text: string) => assert.equal(say(rule, text), "");

describe("invalid-user", () => {
  describe("a comment or second word behind the name", () => {
    const cases: readonly (readonly [string, string])[] = [
      [
        "FROM a/b:1\nUSER app # drop\n",
        '2:6-2:16 error invalid-user: USER takes no comment: the user would be "app # drop", and no container would start.',
      ],
      [
        "FROM a/b:1\nUSER 1001:0   #drop\n",
        '2:6-2:20 error invalid-user: USER takes no comment: the user would be "1001:0   #drop", and no container would start.',
      ],
      [
        "FROM a/b:1\nUSER # nobody\n",
        '2:6-2:14 error invalid-user: USER takes no comment: the user would be "# nobody", and no container would start.',
      ],
      [
        "FROM a/b:1\nUSER app group\n",
        '2:6-2:15 error invalid-user: USER takes one word: the user would be "app group", and no container would start.',
      ],
      [
        "FROM a/b:1\nUSER $APP_UID # app\n",
        '2:6-2:20 error invalid-user: USER takes no comment: the user would be "$APP_UID # app", and no container would start.',
      ],
    ];
    for (const [text, expected] of cases)
      it(text.split("\n")[1] ?? "", () => assert.equal(say(rule, text), expected));

    it("in every stage, and behind ONBUILD", () => {
      assert.match(say(rule, "FROM a/b:1 AS x\nUSER a # b\nFROM a/b:1\n"), /^2:6/);
      assert.match(say(rule, "FROM a/b:1\nONBUILD USER a # b\n"), /^2:14-2:19/);
    });

    it("root-user, unknown-user and numeric-user have nothing to add", () => {
      const { findings } = lintText("FROM debian:13\nUSER app # drop\n");
      assert.deepEqual(
        findings.map((it) => it.rule).filter((id) => id.endsWith("-user")),
        [rule],
      );
    });

    for (const user of [
      "app",
      "app#1",
      '"app"',
      "${U:-a b}",
      "${U:-app} ",
      "{{ user }}",
      "<%= user %>",
      "%%USER%%",
    ])
      it(`not: USER ${user}`, () => silent(`FROM a/b:1\nUSER ${user}\n`));

    it("not a half-typed USER", () => {
      silent("FROM a/b:1\nUSER");
      silent("FROM a/b:1\nUSER \n");
      silent('FROM a/b:1\nUSER "app\n');
    });

    it("on Windows only the comment: names may hold spaces", () => {
      const windows = "FROM mcr.microsoft.com/windows/servercore:ltsc2022\n";
      silent(`${windows}USER NT AUTHORITY\\SYSTEM\n`);
      assert.match(say(rule, `${windows}USER ContainerUser # least\n`), /takes no comment/);
    });

    it("the fix moves the comment up", () => {
      const text = "FROM a/b:1\n  USER app  # drop\nCMD a\n";
      assert.equal(fixed(rule, text), "FROM a/b:1\n  # drop\n  USER app\nCMD a\n");
      assert.deepEqual(fixes(rule, text), ["Move the comment to a line above [preferred]"]);
      assert.equal(
        fixed(rule, "FROM a/b:1\r\nONBUILD USER app # drop\r\n"),
        "FROM a/b:1\r\n# drop\r\nONBUILD USER app\r\n",
      );
    });

    it("the fix joins two words", () => {
      assert.equal(fixed(rule, "FROM a/b:1\nUSER app group\n"), "FROM a/b:1\nUSER app:group\n");
      assert.deepEqual(fixes(rule, "FROM a/b:1\nUSER app group\n"), ["Write USER app:group"]);
      assert.deepEqual(fixes(rule, "FROM a/b:1\nUSER app a group\n"), []);
      assert.deepEqual(fixes(rule, "FROM a/b:1\nUSER # nobody\n"), []);
    });
  });

  describe("a name that nothing makes", () => {
    it("on scratch", () => {
      const text = "FROM scratch\nCOPY app /app\nUSER app\n";
      assert.equal(
        say(rule, text),
        "3:6-3:9 error invalid-user: Nothing makes a user app: scratch has no users, so no container would start.",
      );
      assert.equal(fixed(rule, text), text.replace("USER app", "USER 10001:10001"));
    });

    it("on a hardened runtime image, and on distroless", () => {
      const text = "FROM dhi.io/node:24\nUSER app:app\n";
      assert.equal(
        say(rule, text),
        "2:6-2:13 error invalid-user: Nothing makes a user app: dhi.io/node:24 has only node, root, so no container would start.",
      );
      assert.equal(fixed(rule, text), "FROM dhi.io/node:24\nUSER node\n");
      assert.deepEqual(fixes(rule, text), ["Run as node [preferred]"]);
      const distroless = "FROM gcr.io/distroless/static-debian13\nUSER app\n";
      assert.equal(fixed(rule, distroless), distroless.replace("USER app", "USER nonroot"));
    });

    it("in other capitals", () => {
      const text = "FROM gcr.io/distroless/static-debian13\nUSER Nobody\n";
      assert.equal(fixed(rule, text), text.replace("Nobody", "nobody"));
    });

    it("set in a stage that one is built on", () => {
      const text = "FROM scratch AS base\nUSER app\nFROM base\nCOPY a /a\n";
      assert.match(say(rule, text), /^2:6-2:9 /);
    });

    it("copies beside /etc/passwd bring no user", () => {
      for (const target of ["/app", "/etc/app/", "/etc/passwd.d", "/usr/etc/passwd", "./bin/"])
        assert.match(
          say(rule, `FROM scratch\nWORKDIR /srv\nCOPY a ${target}\nUSER app\n`),
          /Nothing/,
        );
    });

    const silences: readonly (readonly [string, string])[] = [
      ["users that the image has", "FROM dhi.io/node:24\nUSER node\n"],
      ["root", "FROM scratch\nUSER root\n"],
      ["numbers", "FROM scratch\nUSER 65532:65532\n"],
      ["a variable that is not known", "FROM dhi.io/node:24\nUSER $U\n"],
      ["images whose users are not all known", "FROM debian:13\nUSER app\n"],
      ["development variants", "FROM dhi.io/node:24-dev\nUSER app\n"],
      ["images that are not known", "FROM acme/app:1\nUSER app\n"],
      ["stages that do not ship", "FROM scratch AS x\nUSER app\nFROM debian:13\nUSER app\n"],
      ["a RUN that may make it", 'FROM scratch\nRUN ["/useradd", "app"]\nUSER app\n'],
      ["a RUN of an earlier stage", 'FROM scratch AS x\nRUN ["/x"]\nFROM x\nUSER app\n'],
      ["/etc/passwd", "FROM scratch\nCOPY --from=b/c:1 /etc/passwd /etc/passwd\nUSER app\n"],
      ["/etc/passwd in /etc/", "FROM scratch\nCOPY passwd group /etc/\nUSER app\n"],
      ["/etc", "FROM scratch\nADD etc.tar /etc\nUSER app\n"],
      ["a root file system", "FROM scratch\nADD rootfs.tar.xz /\nUSER app\n"],
      ["the working folder /", "FROM scratch\nCOPY rootfs .\nUSER app\n"],
      ["etc/passwd in /", "FROM scratch\nWORKDIR /\nCOPY passwd etc/passwd\nUSER app\n"],
      ["a way back", "FROM scratch\nWORKDIR /app\nCOPY etc ../etc\nUSER app\n"],
      ["JSON", 'FROM scratch\nCOPY ["passwd", "/etc/passwd"]\nUSER app\n'],
      ["a heredoc", "FROM scratch\nCOPY <<EOF /etc/passwd\napp:x:1:1::/:\nEOF\nUSER app\n"],
      ["a place that is not known", "FROM dhi.io/node:24\nCOPY a .\nUSER app\n"],
      ["a place in a variable", "FROM scratch\nARG T=/\nCOPY a $T\nUSER app\n"],
      ["a trigger", "FROM scratch AS x\nONBUILD COPY p /etc/passwd\nFROM x\nUSER app\n"],
    ];
    for (const [name, text] of silences) it(`silent about ${name}`, () => silent(text));
  });
});
