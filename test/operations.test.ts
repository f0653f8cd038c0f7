import assert from "node:assert/strict";
import { assertLinear, operations } from "./operations";

describe("operations", () => {
  const turns = (count: number) => {
    let sum = 0;
    for (let turn = 0; turn < count; turn++) sum += turn;
    return sum;
  };

  it("are the same number each time, and follow the turns of a loop", () => {
    const counted = (count: number) => operations(() => turns(count));
    counted(1);
    const [few, again, many] = [counted(100), counted(100), counted(1100)];
    assert.ok(Math.abs(again - few) < 10, `${few}, ${again}`);
    assert.ok(Math.abs(many - few - 1000) < 10, `${few}, ${many}`);
  });

  it("grow too fast where the work is quadratic", () => {
    assertLinear(4000, (size) => () => turns(size));
    assert.throws(() => assertLinear(4000, (size) => () => turns(size * size)), /16\.0 fold/);
  });
});
