// npm run notices: writes THIRD-PARTY-NOTICES.md, the licences of what is bundled in dist/*.js,
// drydock.cdx.json, the same as a CycloneDX list of components, and NOTICE, the sources of the image
// catalog and of what signatures are checked against. With --check it only complains where one of
// them is stale.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { billOfMaterials } from "./billOfMaterials.mjs";
import { GeneratorError, list, read, repository, run, settle } from "./documentation/files.mjs";

async function generate({ check }) {
  const packages = bundledPackages().map(describePackage);
  const made = new Map([
    ["THIRD-PARTY-NOTICES.md", thirdParties(packages)],
    ["drydock.cdx.json", billOfMaterials(packages)],
    ["NOTICE", notice(JSON.parse(read("src/image/data/catalog.json")))],
  ]);
  settle(made, [], { check, command: "npm run notices" });
}

function thirdParties(packages) {
  const sections = packages.map(
    ({ name, version, license, text }) =>
      `## ${name} ${version}\n\nLicence: ${license}\n\n\`\`\`text\n${text}\n\`\`\`\n`,
  );
  return `<!-- Made by \`npm run notices\` from what the bundles hold. -->

# Third-party notices

Drydock's bundles hold code of these packages.

${sections.join("\n")}`;
}

/** The folders of the packages that have code in a bundle, from what scripts/build.mjs notes of each. */
function bundledPackages() {
  const bundles = list("dist").filter((name) => name.endsWith(".js"));
  if (bundles.length === 0) throw new GeneratorError("There is no dist/*.js: npm run build first.");
  const folders = new Set();
  for (const bundle of bundles) {
    const inputs = read(bundle.replace(/^dist\/(.*)\.js$/, "out/bundles/$1.json"));
    if (inputs === null)
      throw new GeneratorError(`${bundle} has no list of its parts in out/bundles.`);
    for (const input of JSON.parse(inputs)) {
      const folder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
      if (folder !== undefined) folders.add(folder);
    }
  }
  return [...folders].sort();
}

function describePackage(folder) {
  const at = join(repository, folder);
  const { name, version, license } = JSON.parse(readFileSync(join(at, "package.json"), "utf8"));
  const files = readdirSync(at).filter((file) => /^(?:licen[cs]e|copying|notice)\b/i.test(file));
  if (files.length === 0)
    return { folder, name, version, license, text: textOfLicence(name, license) };
  const texts = files.sort().map((file) => readFileSync(join(at, file), "utf8"));
  const text = texts.map((one) => one.replaceAll("\r\n", "\n").trim()).join("\n\n");
  return { folder, name, version, license, text };
}

/** Of a package that leaves out the text: what its repository has, or the licence that it names. */
function textOfLicence(name, license) {
  const copied = read(`scripts/licences/${name.replace("/", "+")}.txt`);
  if (copied !== null) return copied.trim();
  if (license === "Apache-2.0") return read("LICENSE").trim();
  throw new GeneratorError(`${name} comes without the text of its licence.`);
}

const unknown = "no licence file in the copy that was read";

/** Licences of the repositories from which facts were taken, as read in them. */
const licences = {
  "ClickHouse/docker-library": "Apache-2.0",
  "GoogleContainerTools/distroless": "Apache-2.0",
  "bitnami/containers": "Apache-2.0",
  "chainguard-images/images": "Apache-2.0",
  "debuerreotype/docker-debian-artifacts": unknown,
  "docker-hardened-images/catalog": "Apache-2.0",
  "docker/docs": "Apache-2.0",
  "docker-library/docs": "MIT",
  "docker-library/official-images": "Apache-2.0",
  "docker-library/repo-info": unknown,
  "dotnet/dotnet-docker": "MIT",
  "dotnet/versions": unknown,
  "endoflife-date/endoflife.date": "MIT",
  "maxmood96/repo-info": unknown,
  "nginx/docker-nginx-unprivileged": "Apache-2.0",
};

/** The dates of endoflife.date are taken as a whole, so its notice comes with them. */
const endOfLifeNotice = `Copyright 2020 endoflife.date contributors

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
associated documentation files (the "Software"), to deal in the Software without restriction,
including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense,
and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so,
subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial
portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT
LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN
NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY,
WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE
SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

function notice({ date, sources }) {
  const versions = grouped(sources);
  const entries = [...versions].sort().map(([name, list]) => `  ${name}\n    ${about(name, list)}`);
  return `Drydock
Copyright 2026 the Drydock authors

Licensed under the Apache License, Version 2.0; see LICENSE. The licences of the packages that are
bundled are in THIRD-PARTY-NOTICES.md.

The image catalog (src/image/data/catalog.json and dist/catalog.json), of ${date}, holds facts: users,
sizes, package counts, dates, names and tags of container images. They were taken from the public
repositories below, all on GitHub; no text or code of theirs is part of Drydock. In the catalog each
figure points to the commit that it is from.

${entries.join("\n")}

What signatures are checked against is public too, and was copied as it is (src/verify/data):

${trustSources().join("\n")}

The scores in src/attestations/scans/cvss4Scores.ts are those of the Common Vulnerability Scoring System 4.0
of FIRST.Org, Inc. (https://www.first.org/cvss/v4-0), as published there in November 2026.

endoflife-date/endoflife.date:

${endOfLifeNotice}
`;
}

/** Trusted roots and keys: whose they are, as scripts/trust.mjs noted it. */
function trustSources() {
  const titles = {
    "sigstore.json": "trusted root of Sigstore's public instance",
    "staging.json": "trusted root of Sigstore's staging instance",
    "github.json": "trusted root of GitHub's own instance",
    "dhiKeys.json": "keys of Docker Hardened Images",
  };
  return Object.entries(titles).map(([name, title]) => {
    const { source, commit, date } = JSON.parse(read(`src/verify/data/${name}`));
    return `  ${source}\n    ${title}; ${commit.slice(0, 8)}, ${date}; Apache-2.0`;
  });
}

function grouped(sources) {
  const groups = new Map();
  for (const source of sources) groups.set(source[0], [...(groups.get(source[0]) ?? []), source]);
  return groups;
}

function about(name, versions) {
  const licence = licences[name];
  if (licence === undefined) {
    throw new GeneratorError(`The catalog uses ${name}: add its licence to scripts/notices.mjs.`);
  }
  const dates = versions.map(([, , date]) => date).sort();
  if (versions.length === 1) return `${versions[0][1]}, ${dates[0]}; ${licence}`;
  return `${versions.length} commits, ${dates[0]} to ${dates.at(-1)}; ${licence}`;
}

await run(generate);
