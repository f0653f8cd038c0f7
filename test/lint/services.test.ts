import assert from "node:assert/strict";
import type { Severity } from "../../src/lint/finding";
import type { LintRequest } from "../../src/lint/result";
import { serviceIgnoreEdit } from "../../src/lint/serviceIgnores";
import { defaultSettings } from "../../src/lint/settings";
import { applyFix, describeFindings } from "./check";
import { lintServiceText, serviceRequest } from "./services";

const only = (...ids: string[]): Partial<LintRequest> => ({
  settings: {
    ...defaultSettings,
    profile: "off",
    rules: Object.fromEntries(ids.map((id): [string, Severity] => [id, "warning"])),
  },
});

/** Each finding of some rules as `line words severity`, in the order of the file. */
function found(text: string, rules: readonly string[], path?: string, beside?: string[]): string[] {
  const lines = text.split("\n");
  return lintServiceText(text, only(...rules), path, beside).findings.map(
    ({ range: { start, end }, severity }) =>
      `${start.line + 1} ${lines[start.line]?.slice(start.character, end.character) ?? ""} ${severity}`,
  );
}

const root = (text: string, path?: string, beside?: string[]) =>
  found(text, ["root-user"], path, beside);

describe("root-user in a compose file", () => {
  it("marks an image that runs as root, in the words of a container", () => {
    assert.equal(
      describeFindings(
        lintServiceText("services:\n  web:\n    image: python:3.13\n", only("root-user")),
      ),
      "3:12-3:23 warning root-user: This container runs as root: python:3.13 does, and no user changes it.",
    );
  });

  it("marks a user that is root, whatever the image", () => {
    for (const user of ["root", '"0"', "0", "'0:1000'", "root:root", "'${UID:-0}'", '":1000"'])
      assert.equal(root(`services: {a: {image: acme.io/x, user: ${user}}}`).length, 1, user);
    assert.match(
      describeFindings(
        lintServiceText('services: {a: {image: node:24, user: "0"}}', only("root-user")),
      ),
      /^1:39-1:40 warning .*: its user is 0\.$/,
    );
  });

  it("is silent about another user, and where nobody can tell", () => {
    for (const service of [
      "{image: node:24, user: node}",
      '{image: node:24, user: "1000"}',
      "{image: node:24, user: '${UID}'}",
      "{image: node:24, user: '${UID:-1000}'}",
      "{image: 'node:${TAG}'}",
      "{image: acme.io/unknown}",
      "{image: 'dhi.io/node:24'}",
      "{image: mcr.microsoft.com/windows/nanoserver:ltsc2022}",
      "{platform: windows/amd64, user: root, build: .}",
      "{user: ''}",
    ])
      assert.deepEqual(root(`services: {a: ${service}}`), [], service);
  });

  it("is a note where the entrypoint steps down, unless the service has its own", () => {
    assert.deepEqual(root("services: {a: {image: 'postgres:18'}}"), ["1 postgres:18 information"]);
    assert.deepEqual(root("services: {a: {image: 'postgres:18', user: root}}"), [
      "1 root information",
    ]);
    assert.deepEqual(root("services: {a: {image: 'postgres:18', entrypoint: bash}}"), [
      "1 postgres:18 warning",
    ]);
  });

  it("leaves what is built to its Dockerfile, but for a user of the service", () => {
    assert.deepEqual(root("services: {a: {build: ., image: node:24}}"), []);
    assert.deepEqual(root("services: {a: {build: ., user: root}}"), ["1 root warning"]);
    assert.deepEqual(root("services: {a: {build: ., image: node:24}, b: {image: node:24}}"), []);
  });

  it("follows extends and anchors, and tells one place once", () => {
    assert.deepEqual(
      root(`
services:
  a:
    image: node:24
  b:
    extends: a
    command: x
  c: {extends: {service: a}, user: root}
`),
      ["4 node:24 warning", "8 root warning"],
    );
    const shared = "x: &x {image: node:24}\nservices:\n  a: {<<: *x, user: node}\n  b: {<<: *x}\n";
    assert.deepEqual(root(shared), ["1 node:24 warning"]);
    assert.deepEqual(root(shared.replace("b: {<<: *x}", "b: {<<: *x, user: node}")), []);
  });

  it("takes files that are read together for one", () => {
    const text = "services: {a: {image: node:24}}";
    assert.deepEqual(root(text, "compose.yaml", ["services: {a: {user: node}}"]), []);
    assert.deepEqual(root(text, "compose.prod.yaml", ["services: {a: {build: .}}"]), []);
    assert.deepEqual(root(text, "compose.prod.yaml", ["services: {b: {build: .}}", "{"]), [
      "1 node:24 warning",
    ]);
    assert.deepEqual(
      root("services: {a: {extends: {file: b.yaml, service: b}, image: node:24}}"),
      [],
    );
  });

  it("is fixed by a user that the image has, else by a number", () => {
    const fix = (text: string) =>
      applyFix(text, lintServiceText(text, only("root-user")), "root-user");
    assert.equal(
      fix("services:\n  a:\n    image: node:24 # runs\n    command: x\n"),
      "services:\n  a:\n    image: node:24 # runs\n    user: node\n    command: x\n",
    );
    assert.equal(
      fix("services:\r\n  a:\r\n    image: python:3.13\r\n"),
      'services:\r\n  a:\r\n    image: python:3.13\r\n    user: "10001:10001"\r\n',
    );
    assert.equal(
      fix("services: {a: {image: node:24, user: root}}"),
      "services: {a: {image: node:24, user: node}}",
    );
    assert.equal(
      fix("services: {a: {image: python:3.13, user: '0'}}"),
      "services: {a: {image: python:3.13, user: '10001:10001'}}",
    );
  });

  it("prefers the fix only where nothing may need root", () => {
    const preferred = (more: string) =>
      lintServiceText(`services:\n  a:\n    image: node:24\n${more}`, only("root-user")).findings[0]
        ?.fixes[0]?.preferred;
    assert.equal(preferred(""), true);
    assert.equal(preferred("    volumes: [./a:/a:ro]\n"), true);
    assert.equal(preferred("    volumes: [./a:/a]\n"), false);
    assert.equal(preferred("    cap_add: [SYS_ADMIN]\n"), false);
    const [web] = lintServiceText(
      "services:\n  a:\n    image: php:8.4-apache\n",
      only("root-user"),
    ).findings;
    assert.deepEqual(
      web?.fixes.map(({ title, preferred: first }) => [title, first]),
      [["Run as www-data", false]],
      "it listens below 1024",
    );
    const [nginx] = lintServiceText(
      "services:\n  a:\n    image: nginx:1.30\n",
      only("root-user"),
    ).findings;
    assert.deepEqual(nginx?.fixes, [], "its image keeps for root what it writes to");
    assert.deepEqual(
      nginx.related.map(({ message }) => message),
      [
        "nginx writes to /var/cache/nginx and /run/nginx.pid when it starts, which are root's; many systems keep port 80 for root as well. No other user alone will do.",
      ],
    );
    assert.equal(
      lintServiceText("services: {a: {image: node:24}}", only("root-user")).findings[0]?.fixes
        .length,
      0,
    );
  });
});

describe("images of a compose file", () => {
  it("are judged by the rules for bases, in their words", () => {
    assert.equal(
      describeFindings(
        lintServiceText(
          `services:
  old: {image: node:20}
  moved: {image: "centos:7"}
  open: {image: acme/open}
  offered: {image: python:3.13}
`,
          only("eol-base", "moved-base", "unpinned-base", "hardened-available"),
        ),
      )
        .split("\n")
        .map((line) => line.replace(/: .*/, ""))
        .join("\n"),
      `
2:16-2:23 warning eol-base
3:19-3:27 warning eol-base
3:19-3:27 warning moved-base
4:17-4:26 warning unpinned-base
5:20-5:31 warning hardened-available
`.trim(),
    );
  });

  it("are held to the approved registries, also where a variable decides the tag", () => {
    const settings = { ...defaultSettings, registries: { allow: ["acme.io"], deny: [] } };
    const result = lintServiceText(
      "services:\n  a: {image: 'ghcr.io/x/y:${TAG}'}\n  b: {image: acme.io/z:1}\n  c: {image: '${REG}/z:1'}\n",
      { settings },
    );
    assert.deepEqual(
      result.findings.map(({ rule, range }) => [rule, range.start.line + 1]),
      [["unapproved-registry", 2]],
    );
  });

  it("count with the defaults of their variables", () => {
    const eol = (image: string) => found(`services: {a: {image: "${image}"}}`, ["eol-base"]);
    assert.deepEqual(eol("${NODE:-node:20}"), ["1 ${NODE:-node:20} warning"]);
    assert.deepEqual(eol("node:${TAG-20}"), ["1 node:${TAG-20} warning"]);
    for (const image of [
      "${NODE}",
      "node:$TAG",
      "node:${TAG:?which}",
      "node:${TAG:+20}",
      "node:20$$",
    ])
      assert.deepEqual(eol(image), [], image);
  });

  it("stand where they are written, however that is", () => {
    const eol = (text: string) => found(text, ["eol-base"]);
    assert.deepEqual(eol("services: {a: {image: 'node:20'}}"), ["1 node:20 warning"]);
    assert.deepEqual(eol('\ufeffservices: {a: {image: "node:\\u0032\\u0030"}}'), [
      '1 "node:\\u0032\\u0030" warning',
    ]);
    assert.deepEqual(eol("x: &i node:20\r\nservices:\r\n  a: {image: *i}"), ["1 node:20 warning"]);
    const [folded] = lintServiceText(
      "services:\n  a:\n    image: >-\n      node:20\n",
      only("eol-base"),
    ).findings;
    assert.deepEqual(folded?.range, {
      start: { line: 2, character: 11 },
      end: { line: 3, character: 13 },
    });
  });

  it("that are none are nobody's", () => {
    for (const image of [
      "[a]",
      "{a: b}",
      "'a b'",
      "--x",
      "scratch",
      '"a\\nRUN x"',
      "''",
      "NODE:20",
    ])
      assert.deepEqual(
        found(`services: {a: {image: ${image}}}`, ["eol-base", "unpinned-base"]),
        [],
      );
  });
});

describe("images of a bake file", () => {
  const hcl = `target "app" {
  contexts = {
    base = "docker-image://alpine:3.9"
    app = "../app"
    other = "docker-image://\${BASE}"
  }
  args = {
    NODE_IMAGE = "node:16"
    BASE_IMAGE = "node"
    VERSION = "node:16"
  }
}
`;

  it("are those that it hands over for certain, and notes", () => {
    const path = "docker-bake.hcl";
    assert.deepEqual(found(hcl, ["eol-base"], path), [
      "3 alpine:3.9 information",
      "8 node:16 information",
    ]);
    assert.deepEqual(found(hcl, ["root-user", "hardened-available"], path), []);
  });

  it("are found in JSON too", () => {
    const json = '{"target": {"a": {"contexts": {"b": "docker-image://alpine:3.9"}}}}';
    assert.deepEqual(found(json, ["eol-base"], "docker-bake.json"), ["1 alpine:3.9 information"]);
  });
});

describe("ignore comments in a compose file", () => {
  const text = (comment: string, service = "") =>
    `services:\n  ${service}\n  a:\n    ${comment}\n    image: node:20\n    user: root\n`;
  const rules = ["eol-base", "root-user", "unused-ignore"];

  it("hide what is below them: a value, a service or the whole file", () => {
    assert.deepEqual(found(text("# drydock ignore=eol-base it stays"), rules), ["6 root warning"]);
    assert.deepEqual(found(text("#", "# drydock ignore=eol-base,root-user"), rules), []);
    assert.deepEqual(found("# drydock file ignore=root-user,eol-base\n" + text("#"), rules), []);
    assert.equal(lintServiceText(text("# drydock ignore=eol-base")).suppressed, 1);
    const extended =
      "services:\n  # drydock ignore=root-user\n  a:\n    image: x/y:1\n    user: root\n";
    assert.deepEqual(found(`${extended}  b: {extends: a}\n`, rules), [], "what is taken over");
  });

  it("that hide nothing are told, but not where a variable decides", () => {
    assert.deepEqual(found(text("# drydock ignore=root-user"), ["eol-base", "unused-ignore"]), [
      "5 node:20 warning",
    ]);
    assert.deepEqual(found(text("# drydock ignore=root-user"), rules), [
      "4 root-user warning",
      "5 node:20 warning",
      "6 root warning",
    ]);
    assert.deepEqual(found(text("# drydock ignore=no-such-rule"), ["unused-ignore"]), [
      "4 no-such-rule warning",
    ]);
    const open = "services:\n  a:\n    # drydock ignore=eol-base\n    image: node:${TAG}\n";
    assert.deepEqual(found(open, rules), []);
  });

  it("are slashes as well in HCL", () => {
    for (const mark of ["#", "//"])
      assert.deepEqual(
        found(
          `target "a" {\n  contexts = {\n    ${mark} drydock ignore=eol-base\n    b = "docker-image://alpine:3.9"\n  }\n}`,
          rules,
          "docker-bake.hcl",
        ),
        [],
      );
  });

  it("are written above the line of a finding, or into one that is there", () => {
    const written = (file: string, scope: "instruction" | "file", path?: string) => {
      const request = serviceRequest(file, only("root-user"), path);
      const [finding] = lintServiceText(file, only("root-user"), path).findings;
      assert.ok(finding);
      return serviceIgnoreEdit(file, request.services.file, finding, scope);
    };
    const file = "services:\n  a:\n    image: node:24\n    user: root\n";
    const at = (line: number, character = 0) => ({
      start: { line, character },
      end: { line, character },
    });
    assert.deepEqual(written(file, "instruction"), {
      range: at(3),
      newText: "    # drydock ignore=root-user\n",
    });
    assert.deepEqual(written(file, "file"), {
      range: at(0),
      newText: "# drydock file ignore=root-user\n",
    });
    const more = file.replace("    user", "    # drydock ignore=eol-base it stays\n    user");
    assert.deepEqual(written(more, "instruction"), { range: at(3, 29), newText: ",root-user" });
    assert.equal(written("services: {a: {image: x, ? user\n : root}}", "instruction"), null);
  });
});

describe("compose files that are broken or made to hurt", () => {
  it("give a problem in its line, and no findings", () => {
    const { findings, problems } = lintServiceText("services:\n  a:\n\timage: node:20\n");
    assert.deepEqual(findings, []);
    assert.deepEqual(problems[0]?.range.start, { line: 2, character: 0 });
  });

  it("say nothing of what is no service", () => {
    for (const text of [
      "",
      "\0",
      "- a",
      "services:",
      "services: []",
      "services: {a: }",
      "services: {a: b}",
      "services: {a: {image: }}",
      "services: {a: {extends: a}}",
      "services: {a: &a {image: *a}}",
      "a: &a [x]\nb: &b [*a, *a]\nservices: {a: {image: *b, user: *b, command: *b}}",
    ])
      assert.deepEqual(lintServiceText(text, {}).findings, [], text);
  });

  it("cost what their text costs: many services, shared lists, long chains", () => {
    const many = (count: number, line: (index: number) => string) =>
      Array.from({ length: count }, (_, index) => line(index)).join("");
    const list = `x: &x [${many(800, (index) => `/a${index}:/b${index},`)}]\nservices:\n`;
    const shared = list + many(800, (index) => `  s${index}: {image: node:20, volumes: *x}\n`);
    assert.ok(serviceRequest(shared).services.text.length < 1_100_000);
    const chain = many(800, (index) => `  s${index + 1}: {extends: s${index}}\n`);
    assert.equal(root(`services:\n  s0: {image: node:24}\n${chain}`).length, 1);
  });
});

describe("variables of .env", () => {
  const service = (body: string) => `services: {a: {${body}}}`;
  const about = (body: string, environment: string, ...rules: string[]) =>
    lintServiceText(service(body), only(...rules), undefined, undefined, environment).findings;

  it("say which image it is, which the finding says", () => {
    for (const image of ["node:$V", "node:${V}", "node:${V:-24}", "node:${V:?which one?}"]) {
      const [finding, ...others] = about(`image: '${image}'`, "V=18", "eol-base");
      assert.match(finding?.message ?? "", /^node:18 is no longer supported: /, image);
      assert.deepEqual(
        finding?.related.map(({ message }) => message),
        ["V is 18 by the file .env, unless the environment sets it."],
      );
      assert.deepEqual(others, []);
    }
    const isOld = (environment: string) =>
      about("image: 'node:${V:-18}'", environment, "eol-base").some(({ message }) =>
        message.startsWith("node:18 "),
      );
    assert.deepEqual(["W=24", "V=24", "V"].map(isOld), [true, false, false]);
    const [root] = about("image: '$IMAGE'", "IMAGE=python:3.13", "root-user");
    assert.match(root?.message ?? "", /^This container runs as root: python:3\.13 does/);
    assert.equal(root?.related.length, 1);
  });

  it("are unknown everywhere else, since they may be secrets", () => {
    const secret = "hunter2";
    for (const body of ["image: python:3.13, user: '${U}'", "image: python:3.13, user: '${U:-0}'"])
      assert.deepEqual(about(body, "U=0", "root-user"), [], body);
    const everywhere = ["image", "user", "command", "entrypoint", "working_dir", "platform"]
      .map((key) => `${key}: '$$$P ${"${P}"} ${"${P:-node}"}'`)
      .join(", ");
    for (const body of [everywhere, "image: 'node:${P}'", "image: '${P}@node'"]) {
      const request = serviceRequest(service(body), {}, undefined, undefined, `P=${secret}?!\n`);
      assert.ok(!request.services.text.includes(secret), body);
      const { findings } = lintServiceText(service(body), {}, undefined, undefined, `P=${secret}?`);
      assert.ok(!JSON.stringify(findings).includes(secret), body);
    }
  });
});
