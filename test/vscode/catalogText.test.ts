import assert from "node:assert/strict";
import { catalogText } from "../../src/vscode/catalogText";

const catalog = {
  date: "2026-09-25",
  sources: [
    {
      name: "docker-hardened-images/catalog",
      commit: "30c3db971dffbab14c3e400e021e76c27ef950fe",
      date: "2026-08-22",
    },
    { name: "bitnami/containers", commit: "issue 83267", date: "2025-08-28" },
  ],
};
const from = "From docker-hardened-images/catalog 30c3db97, bitnami/containers issue 83267";

describe("the catalog in the language status", () => {
  const cases: readonly (readonly [today: string, text: string])[] = [
    ["2026-11-25", `Image catalog of 2026-09-25. ${from}`],
    ["2027-03-24", `Image catalog of 2026-09-25. ${from}`],
    [
      "2027-03-25",
      `Image catalog of 2026-09-25, 181 days old: tags and ends of support may have changed since, a newer Drydock knows more. ${from}`,
    ],
  ];
  for (const [today, text] of cases)
    it(`on ${today}`, () => assert.equal(catalogText(catalog, new Date(today)), text));
});
