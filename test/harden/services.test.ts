import assert from "node:assert/strict";
import { swapText } from "../../src/cli/swapping";
import { swapsOf } from "../../src/harden/swap";
import { lintServiceText, serviceRequest } from "../lint/services";

/** The text after all swaps. */
function swapped(text: string, path?: string): string {
  return swapText(serviceRequest(text, {}, path), { families: ["dhi"] }, true).revision.text;
}

/** `code: message` of what blocks the first swap of a file. */
function blockers(service: string): string[] {
  const [swap] = swapsOf(
    serviceRequest(`services:\n  a:\n${service.replace(/^/gm, "    ")}`),
  ).swaps;
  assert.ok(swap);
  return swap.blockers.map(({ code, message }) => `${code}: ${message}`);
}

const python = (more: string) => `image: python:3.13\n${more}`;

describe("swaps in a compose file", () => {
  it("change the image and nothing else", () => {
    const text = (image: string) => `services:
  a:
    image: ${image} # why
    command: ["python", "/app.py"]
`;
    for (const [before, after] of [
      ["python:3.13", "dhi.io/python:3.13"],
      ['"python:3.13"', '"dhi.io/python:3.13"'],
      ["'python:3.13'", "'dhi.io/python:3.13'"],
      ["docker.io/library/python:3.13", "dhi.io/python:3.13"],
      ["${IMAGE:-python:3.13}", "${IMAGE:-dhi.io/python:3.13}"],
      ['"python:\\u0033.13"', "dhi.io/python:3.13"],
    ] as const)
      assert.equal(swapped(text(before)), text(after), before);
  });

  it("keep the line ends and the other services", () => {
    const before =
      "services:\r\n  a:\r\n    image: python:3.13\r\n  b: {build: ., image: python:3.13}\r\n";
    assert.equal(swapped(before), before, "what is built may have that name");
    const pulled = before.replace("image: python:3.13}", "image: acme/b}");
    assert.equal(swapped(pulled), pulled.replace("python", "dhi.io/python"));
  });

  it("leave alone what a variable decides, and say so", () => {
    for (const [image, reason] of [
      ["python:${TAG}", "Which image it is depends on a variable."],
      [
        "python:${TAG:-3.13}",
        "the variables of python:${TAG:-3.13} can't stand in dhi.io/python:3.13.",
      ],
    ] as const) {
      const text = `services: {a: {image: "${image}"}}`;
      assert.equal(swapped(text), text);
      const { swaps, kept } = swapsOf(serviceRequest(text));
      assert.deepEqual([swaps[0]?.refused ?? kept[0]?.reason], [reason]);
    }
  });

  it("keep variables of .env, and say what they are", () => {
    const of = (image: string, environment: string) => {
      const text = `services: {a: {image: "${image}"}}`;
      const request = serviceRequest(text, {}, undefined, undefined, environment);
      const [swap] = swapsOf(request, { families: ["dhi"] }).swaps;
      const after = swapText(request, { families: ["dhi"] }, true).revision.text;
      return { after: /"(.*)"/.exec(after)?.[1], refused: swap?.refused, notes: swap?.notes ?? [] };
    };
    const kept = of("python:${TAG}-slim", "TAG=3.13");
    assert.deepEqual([kept.after, kept.refused], ["dhi.io/python:${TAG}", null]);
    assert.equal(
      kept.notes.at(-1),
      "TAG is 3.13 by the file .env, unless the environment sets it.",
    );
    for (const image of ["${IMAGE}", "${IMAGE:-python:3.12}"]) {
      const { after, refused } = of(image, "IMAGE=python:3.13");
      const reason = "A variable that .env sets decides which image it is.";
      assert.deepEqual([after, refused], [image, reason], image);
    }
    assert.equal(of("${IMAGE:-python:3.12}", "X=1").after, "${IMAGE:-dhi.io/python:3.12}");
    assert.match(
      of("python:${TAG:?}", "TAG=3.13").refused ?? "",
      /the variables of .* can't stand in/,
    );
  });

  it("change many services at once", () => {
    const text =
      "services:\n  a: {image: python:3.13}\n  b: {image: node:24, command: npm start}\n  c: {image: python:3.12}\n";
    assert.equal(swapped(text), text.replaceAll("python", "dhi.io/python"));
  });
});

describe("what a service does with its container", () => {
  it("blocks a swap where it would fail, in the words of a compose file", () => {
    assert.deepEqual(blockers("image: python:3.13\ncommand: bash -c 'python app.py'"), [
      "shell-form: command starts bash, a shell, and dhi.io/python:3.13 has none.",
    ]);
    assert.deepEqual(blockers(python("healthcheck: {test: curl localhost}")), [
      "healthcheck: healthcheck starts sh, a shell, and dhi.io/python:3.13 has none.",
    ]);
    assert.deepEqual(blockers(python('healthcheck: {test: ["CMD", "curl", "localhost"]}')), [
      "healthcheck: healthcheck starts curl, and dhi.io/python:3.13 has none.",
    ]);
    assert.deepEqual(blockers(python("healthcheck: {disable: true}")), []);
    assert.deepEqual(blockers(python("user: www-data")), [
      "unknown-user: user names www-data, and dhi.io/python:3.13 has no user of that name.",
    ]);
    assert.deepEqual(blockers("image: nginx:1.30\nports: ['8080:80']"), [
      "port: ports publishes 80, and dhi.io/nginx:1.30 listens on 8080.",
    ]);
    assert.deepEqual(blockers(python("volumes: ['/var/run/docker.sock:/var/run/docker.sock']")), [
      "socket: Only root may use /var/run/docker.sock, and dhi.io/python:3.13 runs as nonroot.",
    ]);
    assert.match(
      blockers("image: nginx:1.30\nvolumes: [./t:/etc/nginx/templates:ro]")[0] ?? "",
      /^moved-files: /,
    );
    assert.deepEqual(blockers(python("volumes: [data:/data]")), [
      "volume: The volume data belongs to the user of today, and dhi.io/python:3.13 runs as nonroot.",
    ]);
    assert.deepEqual(blockers(python("volumes: [data:/data:ro, ./src:/src, /anonymous]")), []);
    assert.deepEqual(blockers(python("volumes: [data:/data]\nuser: root")), []);
    assert.match(blockers("image: postgres:18\n")[0] ?? "", /^data-folder: /);
    assert.match(
      blockers("image: redis:8.8\ncommand: redis-server --save 60 1")[0] ?? "",
      /^unheard: /,
    );
    assert.deepEqual(blockers("image: redis:8.8\ncommand: redis-server --requirepass $$X"), []);
    assert.deepEqual(
      blockers("image: redis:8.8\nvolumes: ['./r.conf:/etc/redis/conf.d/r.conf:ro']"),
      [],
    );
    assert.match(blockers("image: haproxy:3.2")[0] ?? "", /^missing-arguments: /);
    assert.match(
      blockers("image: mongo:8.0\nenvironment: {MONGO_INITDB_ROOT_USERNAME: a}")[0] ?? "",
      /^open-database: MONGO_INITDB_ROOT_USERNAME means nothing to /,
    );
  });

  it("blocks one that other services would be part of", () => {
    const text = "x: &x {image: python:3.13}\nservices:\n  a: *x\n  b: *x\n  c: *x\n";
    const { swaps } = swapsOf(serviceRequest(text));
    assert.deepEqual(
      swaps.map(({ blockers: found }) => found.map(({ message }) => message)),
      [["b and 1 more would change with it: the image is written once for all of them."]],
    );
    assert.equal(swapped(text), text);
  });

  it("makes the swap no first choice where it is not certain", () => {
    const preferred = (more: string, beside: string[] = []) =>
      lintServiceText(
        `services:\n  a:\n    image: python:3.13\n${more}`,
        {},
        "compose.yaml",
        beside,
      )
        .findings.find(({ rule }) => rule === "hardened-available")
        ?.fixes.map(({ title, preferred: first }) => `${title} ${first}`)[0];
    assert.equal(preferred(""), "Swap in dhi.io/python:3.13 true");
    for (const more of [
      "    volumes: [./data:/data]\n",
      "    command: ${COMMAND}\n",
      "    cap_add: [NET_ADMIN]\n",
    ])
      assert.equal(preferred(more), "Swap in dhi.io/python:3.13 false", more);
    assert.equal(
      preferred("", ["services: {a: {command: x}}"]),
      "Swap in dhi.io/python:3.13 false",
    );
    assert.equal(preferred("    command: sh\n"), undefined);
  });
});

it("A bake file's images are told of, not swapped: its Dockerfile decides what they are for", () => {
  const text = 'target "a" {\n  contexts = {\n    b = "docker-image://python:3.13"\n  }\n}\n';
  const { swaps, kept } = swapsOf(serviceRequest(text, {}, "docker-bake.hcl"));
  assert.deepEqual(swaps, []);
  assert.deepEqual(
    kept.map(({ code }) => code),
    ["handed-over"],
  );
});
