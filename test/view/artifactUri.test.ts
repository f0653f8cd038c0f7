import assert from "node:assert/strict";
import { artifactUri } from "../../src/view/artifactUri";

describe("shown paths as URIs", () => {
  const cases: readonly (readonly [path: string, uri: string])[] = [
    ["a b/ü#?%/Dockerfile", "a%20b/%C3%BC%23%3F%25/Dockerfile"],
    ["a:b/Dockerfile", "a%3Ab/Dockerfile"],
    ["/x y/Dockerfile", "file:///x%20y/Dockerfile"],
    ["C:/x/Dockerfile", "file:///C:/x/Dockerfile"],
    ["//host/share/Dockerfile", "file://host/share/Dockerfile"],
    ["a\u202e\ud800", "a%E2%80%AE%EF%BF%BD"],
  ];
  for (const [path, uri] of cases) it(uri, () => assert.equal(artifactUri(path), uri));
});
