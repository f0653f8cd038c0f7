import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import * as vscode from "vscode";
import { answersDialogs, at, closeAll, show, until, write } from "./editor";

const itAnswers = answersDialogs() ? it : it.skip;

const bom = JSON.stringify({
  bomFormat: "CycloneDX",
  specVersion: "1.6",
  components: [{ type: "library", name: "express", version: "4.21.2" }],
});

/** The editors that are open, each by what it is. */
function editors(): readonly string[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .map(({ input, label }) =>
      input instanceof vscode.TabInputWebview
        ? `panel ${label}`
        : input instanceof vscode.TabInputCustom
          ? `${input.viewType} ${label}`
          : input instanceof vscode.TabInputText
            ? `text ${label}`
            : `other ${label}`,
    );
}

interface Asked {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
}

/**
 * What the extension says and asks while the work is done.
 *
 * @param answer the button that is pressed
 * @param file what is chosen where a file is asked for
 */
async function listening(
  answer: string | null,
  work: () => Promise<void>,
  file: vscode.Uri | null = null,
): Promise<Asked[]> {
  const asked: Asked[] = [];
  const { showWarningMessage, showInformationMessage, showOpenDialog } = vscode.window;
  // The editor shows no modal dialog in tests.
  const stand = (message: string, ...rest: readonly unknown[]): Promise<string | undefined> => {
    const [options] = rest;
    const detail =
      typeof options === "object" && options !== null && "detail" in options
        ? String(options.detail)
        : "";
    const buttons = rest.filter((one) => typeof one === "string");
    asked.push({ message, detail, buttons });
    return Promise.resolve(answer ?? undefined);
  };
  const choose = () => Promise.resolve(file === null ? undefined : [file]);
  Object.assign(vscode.window, {
    showWarningMessage: stand,
    showInformationMessage: stand,
    showOpenDialog: choose,
  });
  try {
    await work();
  } finally {
    Object.assign(vscode.window, { showWarningMessage, showInformationMessage, showOpenDialog });
  }
  return asked;
}

const evidence = (target?: unknown) =>
  vscode.commands.executeCommand("drydock.showEvidence", target);

describe("evidence files", () => {
  afterEach(closeAll);

  it("open as text, and as evidence where the person asks for that", async () => {
    for (const name of ["bom.json", "a.cdx.json", "a.vex.json", "a.sigstore.json"]) {
      const file = await write(`files/${name}`, bom);
      await show(file);
      await until(editors, [`text ${name}`]);
      await vscode.commands.executeCommand("vscode.openWith", file, "drydock.evidenceFile");
      await until(editors, [`text ${name}`, `drydock.evidenceFile ${name}`]);
      await closeAll();
    }
  });

  it("the editor of a file is its panel", async () => {
    const file = await write("files/own/bom.json", bom);
    await vscode.commands.executeCommand("vscode.openWith", file, "drydock.evidenceFile");
    await until(editors, ["drydock.evidenceFile bom.json"]);
    await evidence(file);
    await until(editors, ["drydock.evidenceFile bom.json"]);
  });

  it("a folder and an index.json are those of a layout", async () => {
    await evidence(at("layout"));
    await until(editors, ["panel Evidence: layout"]);
    await evidence(at("layout/index.json"));
    await evidence(at("layout/oci-layout"));
    await until(editors, ["panel Evidence: layout"]);
  });

  itAnswers("a folder and an index.json of no layout are refused with a sentence", async () => {
    const index = await write("files/plain/index.json", "{}");
    const said = await listening(null, async () => {
      await evidence(at("files/plain"));
      await evidence(index);
    });
    assert.equal(said.length, 2);
    for (const { message } of said)
      assert.match(
        message,
        /^files\/plain is no OCI layout: it has no file oci-layout\. docker buildx/,
      );
    assert.deepEqual(editors(), []);
  });

  it("an archive opens by its name", async () => {
    for (const name of ["a.tar", "b.tar.gz", "c.tgz"])
      await evidence(await write(`files/${name}`, ""));
    await until(
      editors,
      ["a.tar", "b.tar.gz", "c.tgz"].map((name) => `panel Evidence: ${name}`),
    );
  });
});

describe(`trusting a signer${answersDialogs() ? "" : " (not run: nobody answers the questions of a package)"}`, () => {
  const settings = () => vscode.workspace.getConfiguration("drydock");
  const setPolicy = (value: unknown) =>
    settings().update("policy", value, vscode.ConfigurationTarget.Global);
  let key = "";

  before(async () => {
    key = new TextDecoder().decode(await vscode.workspace.fs.readFile(at("layout.pub")));
  });
  afterEach(async () => {
    await setPolicy(undefined);
    await closeAll();
  });

  /** What the command says once the panel has its evidence: before that there is nothing to ask. */
  async function ask(
    answer: string | null,
    expected: RegExp,
    file: vscode.Uri | null = null,
  ): Promise<Asked | undefined> {
    let last: Asked | undefined;
    await until(async () => {
      const work = async () => {
        await vscode.commands.executeCommand("drydock.trustSigner");
      };
      [last] = await listening(answer, work, file);
      return expected.test(last?.message ?? "");
    }, true);
    return last;
  }

  itAnswers("asks with the fingerprint, and writes the settings of the user", async () => {
    // The key is known, but for other images.
    await setPolicy({ images: [{ match: "ghcr.io/acme", signers: [{ key }] }] });
    await evidence(at("layout"));
    const question = await ask(null, /^Trust this signer from now on\?$/);
    assert.match(question?.detail ?? "", /^Fingerprint: SHA256:[\w+/]{43}\nSigned: oci:/);
    assert.deepEqual(question?.buttons, ["Trust for Layouts, Archives and Files"]);
    assert.equal(settings().inspect<{ local?: unknown }>("policy")?.globalValue?.local, undefined);

    await ask("Trust for Layouts, Archives and Files", /^Trust this signer from now on\?$/);
    const written = settings().inspect<{ local?: { signers: { key: string }[] } }>("policy");
    assert.deepEqual(
      written?.globalValue?.local?.signers.map((signer) => signer.key.trim()),
      [key.trim()],
    );
    assert.equal(written.workspaceValue, undefined);
    // It was verified again: nobody is left to be trusted.
    await ask(null, /^There is no signer to trust here/);
  });

  itAnswers("asks for the key that is not known, and keeps it only where it signed", async () => {
    await evidence(at("layout"));
    const { publicKey } = generateKeyPairSync("ed25519");
    const pem = publicKey.export({ type: "spki", format: "pem" }).toString();
    const other = await write("files/other.pub", pem);
    await ask(
      null,
      /^With the key SHA256:[\w+/]{43} nothing here is verified, so it was not added/,
      other,
    );
    const none = await write("files/none.pub", "no key");
    await ask(null, /^none\.pub can't be used: it holds no public key/, none);
    const large = await write("files/large.pub", "x".repeat(70_000));
    await ask(null, /^large\.pub can't be used: it is too large/, large);
    assert.equal(settings().inspect("policy")?.globalValue, undefined);

    const answer = "Trust for Layouts, Archives and Files";
    const question = await ask(answer, /^Trust this signer from now on\?$/, at("layout.pub"));
    assert.match(question?.detail ?? "", /^Fingerprint: SHA256:/);
    await ask(null, /^There is no signer to trust here/);
  });

  itAnswers("asks nothing where nothing is shown, nor where nothing is signed", async () => {
    await ask(null, /^No evidence is shown/);
    await evidence(await write("files/unsigned/bom.json", bom));
    await ask(null, /^There is no signer to trust here/);
  });

  itAnswers("refuses a setting that it does not understand", async () => {
    await setPolicy({ image: [] });
    await evidence(at("layout"));
    const said = await ask(null, /^The setting drydock\.policy can't be used/);
    assert.match(said?.message ?? "", /has "image", which is not known there/);
  });

  itAnswers("a workspace names no signer", async () => {
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder);
    const file = vscode.Uri.joinPath(folder.uri, ".vscode", "settings.json");
    const own = { "drydock.policy": { local: { signers: [{ key }] } } };
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(JSON.stringify(own)));
    try {
      await setPolicy({ images: [{ match: "ghcr.io/acme", signers: [{ key }] }] });
      await evidence(at("layout"));
      await ask(null, /^Trust this signer from now on\?$/);
    } finally {
      await vscode.workspace.fs.delete(file);
    }
  });
});
