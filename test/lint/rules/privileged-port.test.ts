import assert from "node:assert/strict";
import { check, lintText } from "../check";

const of = ["privileged-port"];
const expect = "   # expect: privileged-port";

describe("privileged-port", () => {
  it("finds low ports of an image that does not run as root", () => {
    check(of, `FROM a\nEXPOSE 80${expect}\nUSER 1000`);
    check(of, `FROM a\nEXPOSE 8080 443/tcp${expect}\nUSER app`);
    check(of, `FROM a\nARG P=80\nEXPOSE $P${expect}\nUSER 1000`);
    check(of, `FROM a\nEXPOSE 80-90${expect}\nUSER 1000`);
    check(of, `FROM a AS b\nEXPOSE 80${expect}\nFROM b\nUSER 1000`);
  });

  it("leaves alone high ports, root, users that are not known, and stages that only build", () => {
    check(of, "FROM a\nEXPOSE 8080 1024/udp $PORT\nUSER 1000");
    check(of, "FROM a\nEXPOSE 80\nUSER 0");
    check(of, "FROM registry.example/x\nEXPOSE 80");
    check(of, "FROM a AS b\nEXPOSE 80\nUSER 1\nFROM c\nUSER 1");
  });

  it("is silent where a program is given the right", () => {
    check(of, "FROM a\nRUN setcap cap_net_bind_service=+ep /x\nEXPOSE 80\nUSER 1000");
  });

  it("tells one finding where several stages ship", () => {
    const targets = [{ target: "b", file: "compose.yaml", line: 1, kind: "compose" as const }];
    const project = { targets, contextKnown: false, hasIgnoreFile: null };
    const { findings } = lintText("FROM a AS b\nEXPOSE 80\nUSER 1\nFROM b\nUSER 2", { project });
    assert.equal(findings.filter(({ rule }) => rule === of[0]).length, 1);
  });
});
