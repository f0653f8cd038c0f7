import assert from "node:assert/strict";
import type { Descriptor } from "../../src/image/artifact";
import {
  choosePlatform,
  formatPlatform,
  hasRival,
  parsePlatform,
} from "../../src/registry/platform";

/** Entries of an index, each with its place as the size: `linux/amd64/v2`; `+` for one with BuildKit's annotation; `-` for no platform. */
function entries(text: string): Descriptor[] {
  return text.split(" ").map((written, place) => ({
    mediaType: "",
    digest: `sha256:${String(place).repeat(64)}`,
    size: place,
    artifactType: null,
    annotations: written.includes("+")
      ? { "vnd.docker.reference.digest": `sha256:${"f".repeat(64)}` }
      : {},
    platform: parsePlatform(written.replace("+", "")),
  }));
}

const choose = (index: string, asked: string | null) =>
  choosePlatform(entries(index), asked === null ? null : parsePlatform(asked), "x64", "app").size;

describe("the image of a platform", () => {
  const rows: readonly (readonly [index: string, asked: string | null, place: number])[] = [
    ["linux/arm64 linux/amd64", "linux/amd64", 1],
    ["linux/arm64 linux/amd64", null, 1],
    ["linux/amd64 linux/amd64", "linux/amd64", 0],
    // What a newer machine alone can run does not stand for what Docker takes everywhere.
    ["linux/amd64/v3 linux/amd64", "linux/amd64", 1],
    ["linux/amd64/v3 linux/amd64/v1", "linux/amd64", 1],
    ["linux/amd64/v3 linux/amd64/v2", "linux/amd64", 1],
    ["linux/amd64 linux/amd64/v3", "linux/amd64/v3", 1],
    ["linux/arm/v5 linux/arm/v6 linux/arm/v7 linux/arm/v8", "linux/arm", 2],
    ["linux/arm/v5 linux/arm/v6 linux/arm/v8", "linux/arm", 1],
    ["linux/arm64/v9 linux/arm64/v8", "linux/arm64", 1],
    ["linux/arm64/v8", "linux/arm64", 0],
    ["linux/arm64", "linux/arm64/v8", 0],
    ["- linux/amd64", "linux/amd64", 1],
    ["linux/arm64 -", "linux/amd64", 1],
    // Docker does not know BuildKit's annotation, and runs it.
    ["+linux/amd64 linux/amd64", "linux/amd64", 0],
    ["+unknown/unknown linux/amd64", "linux/amd64", 1],
    ["+ linux/arm64", null, 1],
    ["linux/arm64", null, 0],
  ];
  for (const [index, asked, place] of rows)
    it(`${asked ?? "none asked for"} in ${index}: ${place}`, () =>
      assert.equal(choose(index, asked), place));

  it("may be called as the system calls it", () => {
    const of = (text: string) => {
      const found = parsePlatform(text);
      return found === null ? null : formatPlatform(found);
    };
    assert.deepEqual(
      [
        "linux/x86_64",
        "linux/aarch64",
        "linux/armhf",
        "linux/armel",
        "linux/arm64/v8",
        "arm64",
      ].map(of),
      ["linux/amd64", "linux/arm64", "linux/arm/v7", "linux/arm/v6", "linux/arm64/v8", null],
    );
  });

  it("is none where there is none", () => {
    for (const index of ["linux/arm64", "windows/amd64", "linux/amd64/v2", "+unknown/unknown"])
      assert.throws(() => choose(index, "linux/amd64/v3"), { code: "no-platform" });
  });

  it("has a rival in another image of the very same", () => {
    const isRival = (index: string) => {
      const list = entries(index);
      return hasRival(list, choosePlatform(list, parsePlatform("linux/amd64"), "x64", "app"));
    };
    assert.equal(isRival("linux/amd64 linux/amd64"), true);
    assert.equal(isRival("linux/amd64 +linux/amd64"), true);
    assert.equal(isRival("linux/amd64 linux/amd64/v1"), true);
    assert.equal(isRival("linux/amd64 linux/amd64/v3 linux/arm64 +unknown/unknown"), false);
  });
});
