import assert from "node:assert/strict";
import { closeSync, existsSync, openSync } from "node:fs";
import { createFolder, type Folder } from "./drydock";

describe("drydock", function () {
  // Each case starts processes, which is slow on a busy machine.
  this.timeout(60_000);

  let folder: Folder;
  before(() => (folder = createFolder()));
  after(() => folder.remove());

  it("helps in general and on every command", () => {
    for (const args of [["--help"], ["-h"], ["help"]]) {
      const { code, stdout, stderr } = folder.run(args);
      assert.deepEqual([code, stderr], [0, ""]);
      assert.match(stdout, /Usage: drydock COMMAND/);
    }
    const commands = "lint fix suggest inspect verify compare verify-bundle cache".split(" ");
    for (const command of commands) {
      const { code, stdout, stderr } = folder.run([command, "--no-color", "--help"]);
      assert.deepEqual([code, stderr], [0, ""]);
      assert.match(stdout, new RegExp(`Usage: drydock ${command} `));
    }
    assert.match(folder.run(["help", "cache"]).stdout, /Usage: drydock cache /);
  });

  it("tells its version, and with --verbose where the catalog is from", () => {
    const short = folder.run(["--version"]);
    assert.match(short.stdout, /^drydock \d+\.\d+\.\d+\n$/);
    const long = folder.run(["--version", "--verbose"]);
    assert.match(long.stdout, /^drydock .*\nimage catalog of \d{4}-\d\d-\d\d, from:\n {2}\S/);
    assert.deepEqual([short.code, long.code], [0, 0]);
  });

  it("names what it does not understand, and what may have been meant", () => {
    const cases: readonly (readonly [readonly string[], string])[] = [
      [["lnit"], 'drydock: unknown command "lnit". Did you mean "lint"?'],
      [["constructor"], 'drydock: unknown command "constructor".'],
      [["--verison"], 'drydock: unknown option --verison. Did you mean "--version"?'],
      [["lint", "--formt", "x"], 'drydock lint: unknown option --formt. Did you mean "--format"?'],
      [["lint", "-x"], "drydock lint: unknown option -x."],
      [["lint", "--target"], "drydock lint: --target needs a value.\n"],
      [["lint", "--target", "--config"], "drydock lint: --target needs a value; one that begins"],
      [["lint", "--format=-x"], "drydock lint: --format is one of "],
      [["verify", "--offline=yes"], "drydock verify: --offline takes no value.\n"],
      [
        ["inspect", "--insecure-registry", "http://localhost:1", "localhost:1/app"],
        'drydock inspect: --insecure-registry names a host, such as localhost:5000, not "http://localhost:1".',
      ],
      [["inspect", "--insecure-registry", "registry", "registry/app"], "names a host"],
      [["lint", "--swap"], "drydock lint: unknown option --swap."],
      [
        ["lint", "--format", "jsn"],
        'drydock lint: --format is one of text, json, sarif, github, junit, not "jsn". Did you mean "json"?',
      ],
      [
        ["lint", "--rule", "root-user"],
        'drydock lint: --rule is written ID=SEVERITY, not "root-user"; SEVERITY is off, hint, information, warning, error.',
      ],
      [
        ["lint", "--rule", "root-user=foo"],
        'drydock lint: --rule: the severity of root-user is one of off, hint, information, warning, error, not "foo".',
      ],
      [["lint", "--rule", "root-user=eror"], 'Did you mean "root-user=error"?'],
      [["lint", "--rule", "rot-user=foo"], 'there is no rule "rot-user".'],
      [
        ["lint", "--rule", "rot-user=off"],
        'there is no rule "rot-user". Did you mean "root-user"?',
      ],
      [["lint", "--build-arg", "TOKEN"], "drydock lint: --build-arg is written NAME=VALUE."],
      [["lint", "--platform", "linux"], "drydock lint: --platform is written OS/ARCH"],
      [["lint", "--config", "none.yaml"], "drydock lint: --config: none.yaml does not exist."],
      [["fix", "--diff", "--write"], "drydock fix: --diff writes nothing"],
      [["fix", "--rule", "x\n\u001b"], 'there is no rule "x⟨U+000A⟩⟨U+001B⟩".'],
    ];
    for (const [args, message] of cases) {
      const { code, stdout, stderr } = folder.run(args);
      assert.deepEqual([code, stdout], [2, ""], args.join(" "));
      assert.ok(stderr.includes(message), `${stderr} should hold ${message}`);
    }
  });

  it("does not take an answer that can't be written for one", function () {
    if (!existsSync("/dev/full")) this.skip();
    const full = openSync("/dev/full", "w");
    const { code, stderr } = folder.run(["--help"], { output: full });
    closeSync(full);
    assert.deepEqual([code, stderr], [2, "drydock: the output can't be written (ENOSPC).\n"]);
  });

  it("shows its help on stderr when it is asked for nothing", () => {
    const { code, stdout, stderr } = folder.run([]);
    assert.deepEqual([code, stdout], [2, ""]);
    assert.match(stderr, /Usage/);
  });
});
