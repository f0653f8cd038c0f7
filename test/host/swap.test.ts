import assert from "node:assert/strict";
import {
  actionsAt,
  closeAll,
  openText,
  rangeOf,
  shown,
  take,
  until,
  useRules,
  withSetting,
} from "./editor";

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

  it("where a mirror is set, its name is written, and known to be hardened", async () => {
    await withSetting("mirrors", { "dhi.io/": "docker.io/acme/dhi-" }, async () => {
      const document = await openText(text);
      await until(() => shown(document.uri).length, 1);
      const actions = await actionsAt(document, rangeOf(document, "golang:1.26-alpine"));
      const title = "Swap in docker.io/acme/dhi-golang:1.26-alpine-dev";
      const swap = actions.find((action) => action.title === title);
      assert.ok(swap, actions.map((action) => action.title).join("\n"));
      await take(swap);
      assert.match(
        document.getText(),
        /^FROM docker\.io\/acme\/dhi-golang:1\.26-alpine-dev AS build\n/,
      );
      await until(() => shown(document.uri), []);
    });
  });

  it("a stage that ships and runs commands is offered the image to build with, not preferred", async () => {
    const document = await openText("FROM python:3.13-slim\nRUN pip install flask\nUSER 10001\n");
    await until(() => shown(document.uri).length, 1);
    const actions = await actionsAt(document, rangeOf(document, "python:3.13-slim"));
    const swaps = actions.filter(({ title }) => title.startsWith("Swap in"));
    assert.deepEqual(
      swaps.map(({ title, isPreferred }) => [title, isPreferred]),
      [["Swap in dhi.io/python:3.13-dev, with all that building needs", false]],
    );
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
