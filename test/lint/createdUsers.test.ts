import assert from "node:assert/strict";
import { parse } from "../../src/dockerfile/parse";
import { createdUsers, isRemoved } from "../../src/lint/createdUsers";

/** `name=uid` of every user that a stage has at its end; `?` where the uid is not known. */
function users(text: string): string {
  const stage = parse(text).stages.at(-1);
  assert.ok(stage);
  return createdUsers(stage)
    .map(({ name, uid }) => `${name}=${uid ?? "?"}`)
    .join(" ");
}

const run = (command: string) => users(`FROM debian:13\nRUN ${command}\n`);

describe("Users that a file makes", () => {
  const table: readonly (readonly [string, string])[] = [
    // useradd
    ["useradd app", "app=?"],
    ["useradd -u 1001 app", "app=1001"],
    ["useradd -u1001 app", "app=1001"],
    ["useradd --uid 1001 app", "app=1001"],
    ["useradd --uid=1001 --gid=0 app", "app=1001"],
    ["useradd -rmu 1001 app", "app=1001"],
    ["useradd -r -g app app", "app=?"],
    ["useradd -ms /bin/bash app", "app=?"],
    ["useradd --no-log-init -r -g postgres postgres", "postgres=?"],
    ["useradd -lmNg 0 -u 1001 app", "app=1001"],
    ["useradd app -m -s /bin/bash -u 1001", "app=1001"],
    ["useradd -c 'the app' -d /app -k /dev/null -G a,b app", "app=?"],
    ["useradd -K UID_MAX=99999 -o -u 0 app", "app=0"],
    ["useradd -u $UID app", "app=?"],
    ["useradd -u 1001 $NAME", ""],
    ["/usr/sbin/useradd -u 1001 app", "app=1001"],
    ["useradd -D -s /bin/zsh", ""],
    // adduser of Debian
    ['adduser --disabled-password --gecos "" app', "app=?"],
    ["adduser --system --group --uid 999 app", "app=999"],
    ["adduser --system --ingroup app --home /app --no-create-home --shell /bin/false app", "app=?"],
    ["adduser --uid 1001 --gid 1001 --comment app --quiet app", "app=1001"],
    ["adduser app sudo", ""],
    // adduser of Alpine (BusyBox)
    ["adduser -D app", "app=?"],
    ["adduser -D -u 1001 app", "app=1001"],
    ["adduser -Du1001 app", "app=1001"],
    ["adduser -S app -G app", "app=?"],
    ["adduser -SDH -u 82 -G www-data www-data", "www-data=82"],
    ["adduser -h /home/app -s /bin/sh -D app", "app=?"],
    ["adduser -g 'App user' -k /dev/null -DH app", "app=?"],
    ["addgroup -g 1001 -S app && adduser -S -u 1001 -G app app", "app=1001"],
    ["addgroup app", ""],
    // usermod
    ["usermod -u 1001 www-data", "www-data=1001"],
    ["usermod -aG docker app", ""],
    ["usermod -l app -d /app -m node", "app=?"],
    ["usermod --login app --uid 1001 node", "app=1001"],
    ["usermod -L app", ""],
    // Removed again
    ["useradd app && userdel -r app", ""],
    ["adduser -D a && adduser -D b && deluser a", "b=?"],
    ["adduser -D a && deluser a wheel", "a=?"],
    // In scripts
    ["id app || useradd -u 1001 app", "app=1001"],
    ["if true; then useradd app; fi", "app=?"],
    ["echo useradd app", ""],
    ["apt-get update; groupadd -r a && useradd -r -g a a; ls", "a=?"],
    ['["useradd", "-u", "1001", "app"]', "app=1001"],
    ['["sh", "-c", "useradd app"]', "app=?"],
    ["<<EOF\nuseradd -u 1001 app\nEOF", "app=1001"],
    ["groupadd app && \\\n # who\n useradd app", "app=?"],
  ];
  for (const [command, expected] of table) it(command, () => assert.equal(run(command), expected));

  it("come along with the stages that one is built on", () => {
    assert.equal(
      users(
        "FROM a AS x\nRUN useradd one\nFROM x AS y\nRUN userdel one\nFROM x\nRUN useradd two\n",
      ),
      "one=? two=?",
    );
    assert.equal(users("FROM a AS x\nRUN useradd one\nFROM a\n"), "");
  });

  it("may be the base's own, removed or renamed", () => {
    const removed = (command: string) => {
      const [stage] = parse(`FROM node:24\nRUN ${command}\n`).stages;
      assert.ok(stage);
      return isRemoved(stage, "node");
    };
    assert.ok(removed("userdel -r node"));
    assert.ok(removed("deluser --remove-home node"));
    assert.ok(removed("usermod -l app node"));
    assert.ok(!removed("usermod -u 1001 node"));
    assert.ok(!removed("deluser node && adduser -D node"));
  });
});
