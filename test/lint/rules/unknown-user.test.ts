import assert from "node:assert/strict";
import { defaultSettings } from "../../../src/lint/settings";
import { fixes, say } from "./only";

const rule = "unknown-user";

describe("unknown-user", () => {
  const cases: readonly (readonly [string, string])[] = [
    [
      "FROM acme.io/app:1\n",
      "1:6-1:19 hint unknown-user: The user is not known: the catalog does not know what user acme.io/app:1 runs as.",
    ],
    [
      "FROM acme.io/app:1 AS a\nRUN b\nFROM a\n",
      "1:6-1:19 hint unknown-user: The user is not known: the catalog does not know what user acme.io/app:1 runs as.",
    ],
    [
      "ARG V\nFROM node:${V}\n",
      "2:6-2:15 hint unknown-user: The user is not known: what node:${V} is depends on a build argument.",
    ],
    [
      "ARG BASE\nFROM ${BASE}\n",
      "2:6-2:13 hint unknown-user: The user is not known: what ${BASE} is depends on a build argument.",
    ],
    [
      "FROM acme.io/app:1\nUSER ${NB_UID}\n",
      "2:6-2:15 hint unknown-user: The user is not known: only the environment of acme.io/app:1 can tell what ${NB_UID} is.",
    ],
  ];
  for (const [text, expected] of cases)
    it(text.split("\n").at(-2) ?? "", () => assert.equal(say(rule, text), expected));

  for (const text of [
    "FROM node:24\n",
    "FROM dhi.io/node:24\n",
    "FROM scratch\n",
    "FROM acme.io/app:1\nUSER app\n",
    "FROM acme.io/app:1\nFROM node:24\n",
    "FROM mcr.microsoft.com/dotnet/aspnet:10.0\nUSER $APP_UID\n",
    "FROM mcr.microsoft.com/windows/servercore:ltsc2022\n",
    "FROM {{ image }}\n",
    "FROM Not/An/Image\n",
    "FROM\n",
    "",
  ])
    it(`silent: ${text.trim().split("\n").at(-1) ?? ""}`, () => assert.equal(say(rule, text), ""));

  it("is off unless strict, and has no fix", () => {
    const settings = defaultSettings;
    assert.equal(say(rule, "FROM acme.io/app:1\n", { settings }), "");
    assert.deepEqual(fixes(rule, "FROM acme.io/app:1\n"), []);
  });
});
