import assert from "node:assert/strict";
import { applyEdits, unrevised } from "../../src/harden/edits";
import { imageAt, imagesOf, swapEdits } from "../../src/vscode/fileImages";
import { imageHoverText } from "../../src/vscode/imageHoverText";
import { serviceRequest } from "../lint/services";

const text = `services:
  app:
    image: "python:3.13"
    command: python app.py
  web:
    image: python:3.13
    command: bash -c start
  other:
    image: node:\${TAG}
`;
const shown = { document: 3, version: 7 };
const unasked = { facts: null, mayAsk: false, now: new Date("2026-11-23") };

describe("images of a compose file in the editor", () => {
  it("have the hover of a Dockerfile, with a link where a swap is free", () => {
    const request = serviceRequest(text);
    const [app = "", web = "", other = ""] = imagesOf(request).map(
      (image) => imageHoverText(image, request, shown, unasked) ?? "",
    );
    assert.match(app, /^\*\*python\\:3\\\.13\*\*.* user root\.$/m);
    assert.match(app, /\]\(command:drydock\.swapImage\?/);
    assert.match(app, /Size\\: docker\\-library.*Catalog of \d{4}/);
    assert.match(web, /is blocked: Line 7\\: command starts bash/);
    assert.equal(other, "**node**: Which image it is depends on a variable\\.");
  });

  it("say where the values of variables come from", () => {
    const request = serviceRequest(text, {}, undefined, undefined, "TAG=24");
    const other = imagesOf(request)[2];
    assert.ok(other);
    const hover = imageHoverText(other, request, shown, unasked) ?? "";
    assert.match(hover, /^\*\*node\\:24\*\*/);
    assert.match(hover, /^TAG is 24 by the file \\\.env\\, unless the environment sets it\\\.$/m);
  });

  it("are found under the cursor, and swapped one by one", () => {
    const request = serviceRequest(text);
    const images = imagesOf(request);
    const image = imageAt(images, { line: 2, character: 14 });
    assert.ok(image);
    assert.equal(imageAt(images, { line: 3, character: 14 }), null);
    const edits = swapEdits(request, image, { family: "dhi", role: "runtime" }, false);
    assert.equal(
      applyEdits(unrevised(text), edits).text,
      text.replace('"python:3.13"', '"dhi.io/python:3.13"'),
    );
    const blocked = imageAt(images, { line: 5, character: 12 });
    assert.ok(blocked);
    assert.deepEqual(swapEdits(request, blocked, { family: "dhi", role: "runtime" }, false), []);
  });
});
