import assert from "node:assert/strict";
import {
  directoryOf,
  isSamePath,
  joinPath,
  normalizePath,
  pathInside,
  relativePath,
} from "../../src/project/path";

describe("paths", () => {
  it("have one spelling", () => {
    assert.equal(normalizePath("./a//b/../c/"), "a/c");
    assert.equal(normalizePath(""), ".");
    assert.equal(normalizePath("../a"), "../a");
    assert.equal(normalizePath("/a/../.."), "/");
    assert.equal(normalizePath("c:\\Repo\\app\\"), "C:/Repo/app");
    assert.equal(normalizePath("C:\\..\\.."), "C:/");
    assert.equal(normalizePath("\\\\server\\share\\.\\x"), "//server/share/x");
  });

  it("are joined, an absolute one staying itself", () => {
    assert.equal(joinPath("deploy", "../app"), "app");
    assert.equal(joinPath("deploy", ".\\app"), "deploy/app");
    assert.equal(joinPath("/repo", "/other"), "/other");
    assert.equal(joinPath("/", "app"), "/app");
    assert.equal(joinPath("C:\\repo", "..\\app"), "C:/app");
    assert.equal(joinPath("C:\\repo", "d:/app"), "D:/app");
  });

  it("have a folder", () => {
    assert.equal(directoryOf("compose.yaml"), ".");
    assert.equal(directoryOf("a/compose.yaml"), "a");
    assert.equal(directoryOf("/compose.yaml"), "/");
    assert.equal(directoryOf("C:\\compose.yaml"), "C:/");
    assert.equal(directoryOf("/"), "/");
  });

  it("with a drive or a share ignore case, others don't", () => {
    assert.equal(isSamePath("c:\\Repo\\Dockerfile", "C:/repo/dockerfile"), true);
    assert.equal(isSamePath("/Repo/Dockerfile", "/repo/Dockerfile"), false);
    assert.equal(isSamePath("./app/Dockerfile", "app/Dockerfile"), true);
  });

  it("lie inside a folder or not", () => {
    assert.equal(pathInside("/repo", "/repo/app/x"), "app/x");
    assert.equal(pathInside("/repo", "/repo"), ".");
    assert.equal(pathInside("/repo", "/repository"), null);
    assert.equal(pathInside("/", "/repo"), "repo");
    assert.equal(pathInside(".", "app"), "app");
    assert.equal(pathInside(".", "../app"), null);
    assert.equal(pathInside(".", "..app"), "..app");
    assert.equal(pathInside("C:\\Repo", "c:\\repo\\App"), "App");
  });

  it("lead from a folder to a file", () => {
    assert.equal(relativePath("/repo/app", "/repo/compose.yaml"), "../compose.yaml");
    assert.equal(relativePath(".", "deploy/compose.yaml"), "deploy/compose.yaml");
    assert.equal(relativePath("a/b", "c/x"), "../../c/x");
    assert.equal(relativePath("..", "c/x"), "c/x");
    assert.equal(relativePath("C:\\a", "D:\\x"), "D:/x");
  });
});
