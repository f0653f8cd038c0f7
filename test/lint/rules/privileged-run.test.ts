import assert from "node:assert/strict";
import { check, describeFindings, lintText } from "../check";

const of = ["privileged-run"];

describe("privileged-run", () => {
  it("finds flags that open the build machine, in any stage", () => {
    check(
      of,
      "FROM a AS b\nRUN --security=insecure x   # expect: privileged-run\nFROM c\nRUN --network=host x   # expect: privileged-run\nUSER 1",
    );
    check(of, "FROM a\nONBUILD RUN --network=host x   # expect: privileged-run\nUSER 1");
  });

  it("leaves alone other values, and the same words elsewhere", () => {
    check(
      of,
      "FROM a\nRUN --security=sandbox --network=none x\nRUN docker run --network=host x\nUSER 1",
    );
    check(of, "FROM a\nRUN --network=$MODE x\nUSER 1");
  });

  it("marks the flag", () => {
    assert.match(
      describeFindings(lintText("FROM a\nRUN --network=host x\nUSER 1")),
      /^2:5-2:19 error privileged-run: /m,
    );
  });
});
