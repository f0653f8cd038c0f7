import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { repository } from "../lint/check";
import { checkPlan } from "./planProperties";

const shared = process.env["DRYDOCK_SHARED"] ?? path.join(repository, "..", "shared");
const folder = path.join(shared, "corpus", "dockerfiles");
const isPresent = existsSync(folder);

describe(`plans for real Dockerfiles${isPresent ? "" : " (not run: no corpus in DRYDOCK_SHARED or ../shared)"}`, function () {
  this.timeout(240_000);
  before(function () {
    if (!isPresent) this.skip();
  });

  it("keep what every plan has to keep", () => {
    let changed = 0;
    for (const name of readdirSync(folder)) {
      const text = readFileSync(path.join(folder, name), "utf8");
      if (checkPlan(text, name).edits.length > 0) changed++;
    }
    assert.ok(changed > 200, `${changed} files`);
  });
});
