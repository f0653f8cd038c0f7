import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

const scripts = path.join(__dirname, "../../../scripts/catalog");
const load = async <T>(name: string): Promise<T> =>
  (await import(pathToFileURL(path.join(scripts, name)).href)) as T;

type Reader = (folder: string, checkout: { commit: string; date: string }) => unknown;
const checkout = { commit: "c".repeat(40), date: "2026-08-22T23:05:09Z" };

describe("reading checkouts of the catalog's sources", () => {
  let folder = "";
  before(() => (folder = mkdtempSync(path.join(tmpdir(), "checkout-"))));
  after(() => rmSync(folder, { recursive: true }));

  function write(name: string, text: string): void {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  it("takes tags, users and the rest from a definition of Docker's hardened images", async () => {
    write("dhi/image/web/info.yaml", "metadata:\n  display-name: Web\n");
    write(
      "dhi/image/web/debian-13/1-dev.yaml",
      `image: dhi.io/web
variant: dev
tags: ["1-dev", 1.2.3-dev]
platforms: [linux/amd64]
dates: { end-of-life: "2027-01-01" }
contents: { packages: ["!dash", bash, apt=1] }
accounts: { run-as: root, users: [{ name: web, uid: 1000 }] }
environment: { PORT: 8080 }
entrypoint: [web]
work-dir: /srv
`,
    );
    write("dhi/image/web/debian-13/notes.yaml", "hello: world\n");
    const { readDefinitions } = await load<{ readDefinitions: Reader }>(
      "readers/dockerHardened.mjs",
    );
    const { images } = readDefinitions(path.join(folder, "dhi"), checkout) as {
      images: { displayName: string; variants: unknown[] }[];
    };
    assert.equal(images[0]?.displayName, "Web");
    assert.deepEqual(images[0].variants, [
      {
        file: "image/web/debian-13/1-dev.yaml",
        variant: "dev",
        flavor: null,
        distro: "debian13",
        tags: ["1-dev", "1.2.3-dev"],
        user: "root",
        uid: 0,
        users: [["web", 1000]],
        eol: "2027-01-01",
        shell: true,
        packageManager: true,
        platforms: ["amd64"],
        entrypoint: ["web"],
        cmd: null,
        workdir: "/srv",
        ports: null,
        environment: { PORT: "8080" },
      },
    ]);
  });

  it("takes Linux tags from an official library file, with what the head gives them", async () => {
    write(
      "official/library/web",
      `# generated
Maintainers: A <a@b.io> (@a),
             B <b@b.io> (@b)
Architectures: amd64, arm64v8

Tags: 1.0-trixie, 1-trixie
SharedTags: 1.0, latest
Directory: 1/trixie

Tags: 1.0-windowsservercore
Architectures: windows-amd64
Directory: 1/windows
`,
    );
    const { readTags } = await load<{ readTags: Reader }>("readers/officialImages.mjs");
    const { images } = readTags(path.join(folder, "official"), checkout) as { images: unknown };
    assert.deepEqual(images, {
      web: [
        {
          tags: ["1.0-trixie", "1-trixie"],
          shared: ["1.0", "latest"],
          arches: ["amd64", "arm64v8"],
          dir: "1/trixie",
        },
      ],
    });
  });

  it("keeps what is known of users for the folders and tags that a newer list still has", async () => {
    const { usersFor } = await load<{ usersFor(tags: unknown, users: unknown): unknown }>(
      "readers/officialImages.mjs",
    );
    const known = { tags: ["1.0"], directory: "1", effectiveUser: "web", usersCreated: [] };
    const listed = (dir: string, ...tags: string[]) => ({ tags, shared: [], arches: [], dir });
    const users = usersFor(
      { images: { web: [listed("1", "1.1"), listed("2", "2.0")] } },
      { images: [{ image: "web", variants: [known] }] },
    ) as { images: { variants: { tags: string[]; effectiveUser: string | null }[] }[] };
    assert.deepEqual(
      users.images[0]?.variants.map(({ tags, effectiveUser }) => [tags[0], effectiveUser]),
      [
        ["1.1", "web"],
        ["2.0", null],
      ],
    );
  });

  it("takes the version, the accounts and the -dev image from a lock of Chainguard's", async () => {
    const config = (packages: string[]) =>
      JSON.stringify({
        config: {
          accounts: { "run-as": "65532", users: [{ username: "web", uid: 65532 }] },
          contents: { packages },
          entrypoint: { command: "/usr/bin/web" },
          cmd: "--help",
        },
      });
    const lock = {
      configs: { amd64: config(["glibc=2.43-r15", "web-1.2=1.2.3-r4"]) },
      devConfigs: { amd64: config(["apk-tools=2-r0", "bash=5.3-r1", "web-1.2=1.2.3-r4"]) },
      tags: ["latest"],
    };
    const text = JSON.stringify({
      imageLocks: { "web-public": lock },
      repoTags: { "public/web": { "web-public": ["latest"] } },
    });
    write("chainguard/images/web/locked_config.json", text);
    const { readLocks } = await load<{ readLocks: Reader }>("readers/chainguard.mjs");
    const { images } = readLocks(path.join(folder, "chainguard"), checkout) as {
      images: { locks: { version: string; hasShell: boolean; dev: { hasApk: boolean } }[] }[];
    };
    const [read] = images[0]?.locks ?? [];
    assert.deepEqual([read?.version, read?.hasShell, read?.dev.hasApk], ["1.2.3", false, true]);
  });

  it("takes releases from the head of a product's page", async () => {
    write(
      "eol/products/web.md",
      `---
title: Web
releases:
  - releaseCycle: "2"
    codename: Two Too
    eol: false
  - releaseCycle: "1"
    eol: 2026-01-31
    eoes: 2027-01-31
---
Text.
`,
    );
    const { readProducts } = await load<{ readProducts: Reader }>("readers/endOfLife.mjs");
    const { products } = readProducts(path.join(folder, "eol"), checkout) as { products: unknown };
    assert.deepEqual(products, {
      web: {
        title: "Web",
        releases: [
          { cycle: "2", codename: "Two Too", eol: "False" },
          { cycle: "1", eol: "2026-01-31", eoes: "2027-01-31" },
        ],
      },
    });
  });

  it("takes the published images from the tables of distroless", async () => {
    write(
      "distroless/README.md",
      "| Image | Tags | Architecture Suffixes |\n| - | - | - |\n" +
        "| gcr.io/distroless/nodejs24-debian13 | latest, debug-nonroot | amd64, arm64 |\n",
    );
    write("distroless/BUILD", 'DEFAULT_DISTRO = "debian13"\n');
    const { readImages } = await load<{ readImages: Reader }>("readers/distroless.mjs");
    const { images } = readImages(path.join(folder, "distroless"), checkout) as {
      images: unknown;
    };
    assert.deepEqual(images, [
      {
        image: "gcr.io/distroless/nodejs24-debian13",
        unsuffixedAlias: "gcr.io/distroless/nodejs24",
        tags: { latest: { uid: 0, shell: false }, "debug-nonroot": { uid: 65532, shell: true } },
        arches: ["amd64", "arm64"],
        entrypoint: ["node"],
      },
    ]);
  });

  it("takes size, command and user from the history of one platform", async () => {
    const { readRemote, readLocal } = await load<{
      readRemote(text: string, platform: string): unknown;
      readLocal(text: string): unknown;
    }>("readers/repoInfo.mjs");
    const section = (platform: string, bytes: number) => `### \`web:1\` - ${platform}

-\tTotal Size: **${bytes / 1e6} MB (${bytes} bytes)**  
-\tDefault Command: \`["web"]\`

\`\`\`dockerfile
# Fri, 18 Sep 2026 00:00:00 GMT
RUN make # buildkit
# Sat, 19 Sep 2026 00:44:38 GMT
USER web
\`\`\`
`;
    const text = section("linux; amd64", 8_500_000) + section("linux; arm64 variant v8", 9_000_000);
    assert.deepEqual(readRemote(text, "linux/amd64"), {
      compressedBytes: 8_500_000,
      lastBuildStep: "2026-09-19",
      entrypoint: null,
      cmd: '["web"]',
      configUserInHistory: "web",
    });
    assert.equal(readRemote(text, "linux/s390x"), null);
    const local = "- Created: `2026-09-17T20:37:44Z`\n### `apk` package: `musl`\n";
    assert.deepEqual(readLocal(local), { count: 1, created: "2026-09-17" });
  });

  describe("finds them", () => {
    interface Found {
      readonly found: Map<string, { folder: string; commit: string; date: string }>;
      dispose(): void;
    }
    const marks = { "acme/web": "README.md" };

    function repository(place: string): string {
      const work = path.join(folder, place);
      write(path.join(place, "README.md"), "web\n");
      const git = (...parameters: string[]): string =>
        execFileSync(
          "git",
          ["-c", "user.name=a", "-c", "user.email=a@b.io", "-C", work, ...parameters],
          { encoding: "utf8" },
        );
      git("init", "-q");
      git("add", "README.md");
      git("commit", "-q", "-m", "first");
      return git("rev-parse", "HEAD").trim();
    }

    for (const place of ["one/acme+web", "two/acme/web", "three/web", "four/acme+web/repo"]) {
      it(`in ${place}`, async () => {
        const { findCheckouts } = await load<{
          findCheckouts(from: string, marks: Record<string, string>): Found;
        }>("checkouts.mjs");
        const commit = repository(place);
        const from = path.join(folder, place.split("/")[0] ?? "");
        const { found, dispose } = findCheckouts(from, marks);
        assert.equal(found.get("acme/web")?.commit, commit);
        assert.equal(findCheckouts(from, { "acme/web": "other" }).found.size, 0);
        dispose();
      });
    }

    it("bare, and with changes of their own not at all", async () => {
      const { findCheckouts } = await load<{
        findCheckouts(from: string, marks: Record<string, string>): Found;
      }>("checkouts.mjs");
      const commit = repository("five/web");
      const from = path.join(folder, "six");
      const work = path.join(folder, "five/web");
      execFileSync("git", ["clone", "-q", "--bare", work, path.join(from, "acme+web/repo")]);
      const { found, dispose } = findCheckouts(from, marks);
      assert.equal(found.get("acme/web")?.commit, commit);
      dispose();
      write("five/web/README.md", "changed\n");
      assert.throws(() => findCheckouts(path.join(folder, "five"), marks), /changes of its own/);
    });
  });
});
