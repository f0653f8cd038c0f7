import assert from "node:assert/strict";
import { check, describeFindings, lintText } from "../check";

const of = ["remote-add-unverified"];
const expect = "   # expect: remote-add-unverified";
const commit = "0123456789abcdef".repeat(3).slice(0, 40);

function each(found: boolean, lines: readonly string[]): void {
  for (const line of lines) check(of, `FROM a\n${line}${found ? expect : ""}\nUSER 1\n`);
}

describe("remote-add-unverified", () => {
  it("finds ADD of an address", () => {
    each(true, [
      "ADD https://example.com/x.tar.gz /opt/",
      "ADD --chmod=755 http://example.com/x /x",
      'ADD ["https://example.com/x", "/x"]',
      "ADD a https://example.com/x /x/",
      "ADD https://github.com/x/y.git /y",
      "ADD https://github.com/x/y.git#v1 /y",
      "ADD git@github.com:x/y.git#main /y",
    ]);
    check(of, `FROM a\nARG U=https://example.com/x\nADD $U /x${expect}\nUSER 1`);
  });

  it("leaves alone what is checked, or no address", () => {
    each(false, [
      `ADD --checksum=sha256:${"0".repeat(64)} https://example.com/x /x`,
      `ADD https://github.com/x/y.git#${commit} /y`,
      `ADD https://github.com/x/y.git?commit=${commit} /y`,
      "ADD https://api.github.com/repos/x/y/git/refs/heads/main version.json",
      "ADD https://example.com/now /dev/null",
      "ADD $UNKNOWN /x",
      "ADD rootfs.tar.gz /",
      "COPY https:/x /y",
    ]);
    check(of, "FROM a\nADD https://example.com/x /x\nRUN echo 'abc  /x' | sha256sum -c\nUSER 1");
    check(of, "FROM a AS b\nADD https://example.com/x /x\nFROM c\nUSER 1");
  });

  it("finds downloads that run at once, in any stage", () => {
    each(true, [
      "RUN curl -fsSL https://x.sh | sh",
      "RUN curl -fsSL https://x.sh | sudo -E bash -",
      "RUN wget -qO- https://x.sh | A=b bash -s -- -y",
      "RUN curl https://x | tee log | sh",
      "RUN curl https://x | bash /dev/stdin -y",
      "RUN curl https://x | python3 -",
      "RUN curl https://x | php",
      'RUN sh -c "$(curl -fsSL https://x.sh)"',
      "RUN bash <(curl -s https://x.sh) -y",
      'RUN eval "$(wget -qO- https://x)"',
      "RUN . <(curl https://x)",
      "RUN bash -c 'curl https://x | sh'",
      'RUN ["sh", "-c", "curl https://x | sh"]',
      "ONBUILD RUN curl https://x | sh",
    ]);
    check(of, `FROM a AS b\nRUN curl x | sh${expect}\nFROM c\nUSER 1`);
    check(of, `FROM a\nRUN <<EOF\nset -e\ncurl x | bash${expect}\nEOF\nUSER 1`);
  });

  it("leaves alone downloads that only pass a pipe", () => {
    each(false, [
      "RUN curl https://x | tar xz",
      "RUN curl https://x | python3 -c 'import json'",
      "RUN curl https://x | python3 -m json.tool",
      "RUN curl https://x | bash -c 'cat'",
      "RUN curl https://x | sh install.sh",
      "RUN curl https://x -o x && sh x",
      "RUN curl https://x || sh fallback.sh",
      'RUN sh -c "echo $(curl https://x)"',
      'RUN V=$(curl https://x) && sh "$V.sh"',
      "RUN echo 'curl https://x | sh'",
      "CMD curl https://x | sh",
    ]);
  });

  it("spans the command up to what runs it", () => {
    const text = "FROM a\nRUN set -e; \\\n  curl -fsSL https://x.sh | \\\n  sh -s -- -y\nUSER 1\n";
    assert.match(
      describeFindings(lintText(text)),
      /^3:3-4:5 warning remote-add-unverified: sh runs whatever curl gets/m,
    );
  });
});
