import assert from "node:assert/strict";
import { RegistryError, registryErrorText } from "../../src/registry/errors";

describe("what could not be read", () => {
  it("is told with a way out, where there is one", () => {
    const rows = [
      [new RegistryError("too-large", "app has 5 bytes"), "app has 5 bytes. So much is not read."],
      [
        new RegistryError("offline", "app:1 is not in the cache"),
        "app:1 is not in the cache. Run it once without --offline, or ask the registry again.",
      ],
      [new RegistryError("malformed", "app can't be read"), "app can't be read."],
      [new TypeError("odd"), "This could not be read: odd."],
    ] as const;
    for (const [error, text] of rows) assert.equal(registryErrorText(error), text);
  });
});
