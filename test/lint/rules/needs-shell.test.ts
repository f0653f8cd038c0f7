import assert from "node:assert/strict";
import { check } from "../check";
import { fixed, fixes, say } from "./only";

const rule = "needs-shell";
const silent = (text: string) => assert.equal(say(rule, text), "");
const node = "FROM dhi.io/node:24\n";

describe("needs-shell", () => {
  describe("says what needs it", () => {
    const cases: readonly (readonly [string, string])[] = [
      [
        "RUN npm ci\n",
        "2:1-2:11 error needs-shell: RUN without brackets needs a shell, and dhi.io/node:24 has none.",
      ],
      [
        "CMD node a.js\n",
        "2:1-2:14 error needs-shell: CMD without brackets needs a shell, and dhi.io/node:24 has none.",
      ],
      [
        "ENTRYPOINT node\n",
        "2:1-2:16 error needs-shell: ENTRYPOINT without brackets needs a shell, and dhi.io/node:24 has none.",
      ],
      [
        "HEALTHCHECK --interval=5s CMD curl localhost || exit 1\n",
        "2:1-2:55 error needs-shell: HEALTHCHECK without brackets needs a shell, and dhi.io/node:24 has none.",
      ],
      [
        "RUN a && \\\n  b\n",
        "2:1-3:4 error needs-shell: RUN without brackets needs a shell, and dhi.io/node:24 has none.",
      ],
    ];
    for (const [line, expected] of cases)
      it(line.trim(), () => assert.equal(say(rule, node + line), expected));
  });

  describe("knows images without a shell", () => {
    for (const image of [
      "scratch",
      "gcr.io/distroless/static-debian13",
      "gcr.io/distroless/nodejs24-debian13:nonroot",
      "dhi.io/python:3.13",
      "mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled",
    ])
      it(image, () => check([rule], `FROM ${image}\nCMD a b   # expect: needs-shell\n`));

    for (const image of [
      "node:24",
      "alpine:3.24",
      "acme/app:1",
      "dhi.io/node:24-dev",
      "dhi.io/golang:1.26",
      "gcr.io/distroless/static-debian13:debug",
      "dhi.io.example.org/node:24",
      "mcr.microsoft.com/windows/nanoserver:ltsc2022",
    ])
      it(`not ${image}`, () => silent(`FROM ${image}\nRUN a\nCMD a b\n`));
  });

  it("RUN in every stage, the others where an image that ships ends up with them", () => {
    check(
      [rule],
      `
FROM scratch AS base
CMD never
RUN a   # expect: needs-shell
FROM base AS other
CMD not shipped
FROM base
CMD never
CMD this one   # expect: needs-shell
`,
    );
  });

  it("what is handed down counts, unless it is replaced", () => {
    check([rule], "FROM scratch AS a\nCMD b c   # expect: needs-shell\nFROM a\nLABEL d=e\n");
    silent('FROM scratch AS a\nCMD b c\nFROM a\nCMD ["b"]\n');
    silent('FROM scratch AS a\nCMD b c\nFROM a\nENTRYPOINT ["b"]\n');
    check([rule], 'FROM scratch\nCMD b c   # expect: needs-shell\nENTRYPOINT ["b"]\n');
  });

  describe("is silent about", () => {
    const silences: readonly (readonly [string, string])[] = [
      ["the exec form", `${node}RUN ["node", "a"]\nCMD ["node"]\nHEALTHCHECK CMD ["node"]\n`],
      ["HEALTHCHECK NONE", `${node}HEALTHCHECK NONE\n`],
      ["a heredoc with a program of its own", `${node}RUN <<EOF\n#!/usr/bin/env node\n1\nEOF\n`],
      ["SHELL", `${node}SHELL ["/busybox/sh", "-c"]\nRUN a\nCMD a\n`],
      ["a root file system", "FROM scratch\nADD rootfs.tar.xz /\nRUN a\nCMD bash\n"],
      ["a copied root", "FROM scratch\nCOPY --from=build / /\nRUN a\n"],
      ["a folder copied to /", "FROM scratch\nCOPY out/ /\nCMD a\n"],
      ["a folder copied to the working folder", "FROM scratch\nCOPY out .\nCMD a\n"],
      ["a place that is not known", `${node}COPY out .\nCMD a\n`],
      ["a place in a variable", "FROM scratch\nARG D\nCOPY out $D\nCMD a\n"],
      ["/bin", "FROM scratch\nCOPY --from=busybox:1.37 /bin /bin\nRUN a\n"],
      ["/bin/", "FROM scratch\nCOPY bash /bin/\nRUN a\n"],
      ["/usr/bin", "FROM scratch\nCOPY tools /usr/bin\nRUN a\n"],
      ["/bin/sh", "FROM scratch\nCOPY --from=b/c:1 /bin/dash /bin/sh\nRUN a\n"],
      [
        "busybox",
        'FROM scratch\nCOPY busybox /b/busybox\nRUN ["/b/busybox", "--install"]\nRUN a\n',
      ],
      ["a RUN that may bring one", `${node}RUN ["/setup"]\nRUN a\nCMD b\n`],
      ["a mounted image", `${node}RUN --mount=type=bind,from=busybox:1.37,target=/bin a\n`],
      ["what such a RUN leaves", `${node}RUN --mount=from=busybox:1.37,target=/x a\nCMD b\n`],
      ["an earlier stage that brings one", "FROM scratch AS a\nADD r.tar /\nFROM a\nRUN b\n"],
      ["a trigger", "FROM scratch AS a\nONBUILD ADD r.tar /\nFROM a\nCMD b\n"],
      ["a build argument in FROM", "ARG V\nFROM dhi.io/node:24${V}\nRUN a\n"],
      ["half a RUN", `${node}RUN`],
      ["half a CMD", `${node}CMD`],
      ["half an exec form", `${node}CMD ["node", "a`],
    ];
    for (const [name, text] of silences) it(name, () => silent(text));
  });

  it("files elsewhere bring no shell", () => {
    for (const target of ["/app/", "/bin/app", "/usr/local/bin/", "/etc", "/bins"])
      check([rule], `FROM scratch\nCOPY a ${target}\nCMD a   # expect: needs-shell\n`);
  });

  it("a cache mount is no image", () => {
    check([rule], `${node}RUN --mount=type=cache,target=/c a   # expect: needs-shell\n`);
  });

  it("a heredoc needs one", () => {
    assert.match(say(rule, `${node}RUN <<EOF\na\nEOF\n`), /^2:1-2:10 error/);
  });

  describe("its fix writes the exec form", () => {
    const cases: readonly (readonly [string, string])[] = [
      ["CMD node index.js", 'CMD ["node", "index.js"]'],
      ["ENTRYPOINT  /app --port=80", 'ENTRYPOINT  ["/app", "--port=80"]'],
      ["CMD exec node 'a b' \"c d\"", 'CMD ["node", "a b", "c d"]'],
      [
        "HEALTHCHECK --retries=3 CMD node health.js",
        'HEALTHCHECK --retries=3 CMD ["node", "health.js"]',
      ],
      ["healthcheck cmd node", 'healthcheck cmd ["node"]'],
    ];
    for (const [before, after] of cases)
      it(before, () => assert.equal(fixed(rule, `${node}${before}\n`), `${node}${after}\n`));

    it("safe: without a shell it can't have worked", () => {
      assert.deepEqual(fixes(rule, `${node}CMD node a.js\n`), [
        "Write it in the exec form [preferred] [safe]",
      ]);
    });

    for (const command of [
      "node $FILE",
      "node a && node b",
      "node a | b",
      "node *.js",
      "node ~/a",
      'node "a$B"',
      "node a'b'c",
      "node a\\ b",
      "A=1 node b",
      "cd /app",
      ". ./a",
      "node a > b",
      "node (a)",
      "node 'a",
      "node \\\n  a",
      "exec",
    ])
      it(`not of ${JSON.stringify(command)}`, () =>
        assert.deepEqual(fixes(rule, `${node}CMD ${command}\n`), []));

    it("not of RUN", () => assert.deepEqual(fixes(rule, `${node}RUN npm ci\n`), []));
  });
});
