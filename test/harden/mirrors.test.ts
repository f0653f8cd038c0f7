import assert from "node:assert/strict";
import { withMirrors } from "../../src/image/mirrors";
import { lint } from "../../src/lint/lint";
import { defaultSettings } from "../../src/lint/settings";
import { catalog } from "../lint/check";
import { swapsOf } from "../../src/harden/swap";
import { requestOf, swapped } from "./swapText";

const mirrors = { "dhi.io/": "docker.io/acme/dhi-" };
const mirroring = {
  catalog: withMirrors(catalog(), mirrors),
  settings: { ...defaultSettings, profile: "strict" as const, mirrors },
};

const split = (builder: string, base: string) =>
  `FROM ${builder} AS build\nRUN go build -o /app\nFROM ${base}\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]\n`;

describe("an organisation's mirror", () => {
  const before = split("golang:1.26", "debian:13-slim");
  const after = split(
    "docker.io/acme/dhi-golang:1.26-dev",
    "docker.io/acme/dhi-debian-base:trixie",
  );

  it("is what a swap writes, and asks for no login at dhi.io", () => {
    const { file, after: text } = swapped(before, {}, mirroring);
    assert.equal(text, after);
    const codes = file.swaps.flatMap(({ warnings }) => warnings.map(({ code }) => code));
    assert.ok(!codes.includes("login"), codes.join());
  });

  it("is named by the rule", () => {
    const messages = (changes: Parameters<typeof requestOf>[1]) =>
      lint(requestOf(before, changes))
        .findings.filter(({ rule }) => rule === "hardened-available")
        .map(({ message }) => message);
    assert.deepEqual(
      messages(mirroring)[0],
      "docker.io/acme/dhi-golang:1.26-dev is the hardened image of golang:1.26.",
    );
    assert.deepEqual(
      messages({})[0],
      "dhi.io/golang:1.26-dev is the hardened image of golang:1.26.",
    );
  });

  it("is the image that it mirrors: its facts, no swap, the findings of the image and no others", () => {
    const { file, after: text } = swapped(after, {}, mirroring);
    assert.equal(text, after);
    assert.deepEqual(
      file.kept.map(({ code }) => code),
      ["already-hardened", "already-hardened"],
    );
    const rules = (text: string) =>
      lint(requestOf(text, mirroring)).findings.map(({ rule }) => rule);
    assert.deepEqual(rules(after), rules(after.replaceAll("docker.io/acme/dhi-", "dhi.io/")));
    const [, shipped] = lint(requestOf(after, mirroring)).stages;
    assert.deepEqual(shipped?.user.privilege, "nonroot");
  });

  it("is no image that anybody knows without the setting", () => {
    const [, shipped] = lint(requestOf(after)).stages;
    assert.equal(shipped?.user.privilege, "unknown");
  });
});

describe("families that are switched on", () => {
  const offered = (family: string, families: readonly string[]) => {
    const settings = { ...defaultSettings, family, families };
    const request = requestOf("FROM golang:1.26 AS b\nFROM node:24-slim\n", { settings });
    return swapsOf(request).swaps.map((swap) =>
      [swap, ...swap.alternatives].map(({ counterpart }) => counterpart.family).join(),
    );
  };

  it("all, the preferred one first", () => {
    assert.deepEqual(offered("distroless", []), ["dhi,chainguard", "distroless,dhi"]);
  });

  it("those of the list, in its order", () => {
    assert.deepEqual(offered("none", ["chainguard", "dhi"]), ["chainguard,dhi", "dhi"]);
    assert.deepEqual(offered("dhi", ["distroless"]), ["distroless"]);
  });
});
