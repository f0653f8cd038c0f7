import * as vscode from "vscode";
import { closeAll, open, shown, until, useRules } from "./editor";

/** A file system that is on no disk. */
class MemoryFiles implements vscode.FileSystemProvider {
  private readonly changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.changed.event;

  constructor(private readonly files: Map<string, string>) {}

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => {});
  }

  stat({ path }: vscode.Uri): vscode.FileStat {
    const text = this.files.get(path);
    const isFolder = [...this.files.keys()].some((file) => file.startsWith(`${path}/`));
    if (text === undefined && !isFolder) throw vscode.FileSystemError.FileNotFound(path);
    const type = text === undefined ? vscode.FileType.Directory : vscode.FileType.File;
    return { type, ctime: 0, mtime: 0, size: text?.length ?? 0 };
  }

  readDirectory({ path }: vscode.Uri): [string, vscode.FileType][] {
    return [...this.files.keys()]
      .filter((file) => file.slice(0, file.lastIndexOf("/")) === path)
      .map((file) => [file.slice(path.length + 1), vscode.FileType.File]);
  }

  readFile({ path }: vscode.Uri): Uint8Array {
    const text = this.files.get(path);
    if (text === undefined) throw vscode.FileSystemError.FileNotFound(path);
    return new TextEncoder().encode(text);
  }

  writeFile({ path }: vscode.Uri, content: Uint8Array): void {
    this.files.set(path, new TextDecoder().decode(content));
    this.changed.fire([]);
  }

  createDirectory(): void {}
  delete(): void {}
  rename(): void {}
}

describe("a file system that is on no disk", () => {
  useRules({ "root-user": "warning" });
  let registration: vscode.Disposable;
  before(() => {
    const files = new Map([
      ["/plain/Dockerfile", "FROM node:24-slim\n"],
      ["/configured/Dockerfile", "FROM node:24-slim\n"],
      ["/configured/.drydock.yaml", "rules: { root-user: error }\n"],
      ["/composed/Dockerfile", "FROM node:24-slim AS tools\nFROM node:24-slim\nUSER node\n"],
      ["/composed/compose.yaml", "services: { tools: { build: { context: ., target: tools } } }\n"],
    ]);
    registration = vscode.workspace.registerFileSystemProvider("memory", new MemoryFiles(files));
  });
  after(() => registration.dispose());
  afterEach(closeAll);

  const cases: readonly (readonly [string, string, string])[] = [
    ["its Dockerfiles are linted", "plain", "warning"],
    ["its .drydock.yaml counts", "configured", "error"],
    ["its compose files count", "composed", "information"],
  ];
  for (const [title, folder, severity] of cases) {
    it(title, async () => {
      const file = vscode.Uri.from({ scheme: "memory", path: `/${folder}/Dockerfile` });
      await open(file);
      await until(() => shown(file), [`1 node:24-slim: ${severity} root-user`]);
    });
  }
});
