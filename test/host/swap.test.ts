import assert from "node:assert/strict";
import { actionsAt, closeAll, openText, rangeOf, shown, take, until, useRules } from "./editor";

const text = `FROM golang:1.26-alpine AS build
RUN go build -o /app .

FROM scratch
COPY --from=build /app /app
USER 10001
`;

describe("swaps of base images", () => {
  useRules({ "hardened-available": "hint", "eol-base": "warning" });
  afterEach(closeAll);

  it("a quick fix writes the hardened image, and settles the hint", async () => {
    const document = await openText(text);
    await until(() => shown(document.uri).length, 1);
    const actions = await actionsAt(document, rangeOf(document, "golang:1.26-alpine"));
    const swap = actions.find(({ title }) => title === "Swap in dhi.io/golang:1.26-alpine-dev");
    assert.ok(swap, actions.map(({ title }) => title).join("\n"));
    assert.equal(swap.isPreferred, true);
    await take(swap);
    assert.equal(
      document.getText(),
      text.replace("golang:1.26-alpine", "dhi.io/golang:1.26-alpine-dev"),
    );
    await until(() => shown(document.uri), []);
  });

  it("one swap is offered once, though it settles two findings", async () => {
    const document = await openText(text.replace("1.26-alpine", "1.25-alpine"));
    await until(() => shown(document.uri).length, 2);
    const actions = await actionsAt(document, rangeOf(document, "golang:1.25-alpine"));
    const swaps = actions.filter(({ title }) => title.startsWith("Swap in dhi.io/"));
    assert.deepEqual(
      swaps.map(({ title, isPreferred }) => [title, isPreferred]),
      [["Swap in dhi.io/golang:1.26-alpine-dev, the nearest", false]],
    );
  });
});
