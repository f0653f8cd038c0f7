import assert from "node:assert/strict";
import { wantsColour } from "../../src/cli/colour";
import { wantsProgress } from "../../src/cli/terminal";
import { nearest } from "../../src/cli/words";
import { visible, visibleSource } from "../../src/cli/visible";

describe("words of the command line", () => {
  it("finds the word that was probably meant", () => {
    const known = ["lint", "fix"];
    assert.equal(nearest("lnit", known), "lint");
    assert.equal(nearest("LINT", known), "lint");
    assert.equal(nearest("fixx", known), "fix");
    assert.equal(nearest("suggest", known), null);
    assert.equal(nearest("x".repeat(100_000), known), null);
  });

  it("spells hidden characters and leaves the others alone", () => {
    assert.equal(visible("a\tb\u202e\u{e0001}\ud800"), "a⟨U+0009⟩b⟨U+202E⟩⟨U+E0001⟩⟨U+D800⟩");
    assert.equal(visible("日本 é 👩‍🚀"), "日本 é 👩‍🚀");
    assert.equal(visibleSource("\ta\u0007"), "\ta⟨U+0007⟩");
  });

  it("wants colour only on a terminal that was not told otherwise", () => {
    assert.equal(wantsColour({}, { isTerminal: true, environment: {} }), true);
    assert.equal(wantsColour({}, { isTerminal: false, environment: {} }), false);
    assert.equal(wantsColour({}, { isTerminal: true, environment: { NO_COLOR: "1" } }), false);
    assert.equal(wantsColour({}, { isTerminal: true, environment: { NO_COLOR: "" } }), true);
    assert.equal(wantsColour({}, { isTerminal: true, environment: { CI: "true" } }), false);
    assert.equal(wantsColour({}, { isTerminal: true, environment: { TERM: "dumb" } }), false);
    assert.equal(wantsColour({ "no-color": true }, { isTerminal: true, environment: {} }), false);
  });

  it("tells of progress only where somebody waits", () => {
    assert.equal(wantsProgress(true, {}), true);
    assert.equal(wantsProgress(true, { NO_COLOR: "1" }), true);
    assert.equal(wantsProgress(true, { CI: "true" }), false);
    assert.equal(wantsProgress(true, { TERM: "dumb" }), false);
    assert.equal(wantsProgress(false, {}), false);
  });
});
