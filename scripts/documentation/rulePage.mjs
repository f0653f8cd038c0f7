// The page of one rule, from the rule itself, its two examples and the notes that people wrote.
import { GeneratorError, read } from "./files.mjs";

/** The day on which examples are judged: pages must not change because a day has passed. */
const today = new Date("2026-11-23T00:00:00Z");

/** What an example takes for granted, where a rule is silent without it. */
const situations = {
  "unapproved-registry": {
    settings: { registries: { allow: ["dhi.io", "ghcr.io/acme"], deny: [] } },
    told: "With `registries: { allow: [dhi.io, ghcr.io/acme] }` in `.drydock.yaml`, ",
  },
  "copy-everything": {
    project: { contextKnown: true, hasIgnoreFile: false },
    told: "Where no `.dockerignore` applies, ",
  },
};

export function rulePage(rule, core, catalog) {
  const { id, summary, why, severity } = rule;
  const bad = stripMarks(read(fileOf(id, "bad")));
  const good = stripMarks(read(fileOf(id, "good")));
  const said = findings(rule, bad, core, catalog);
  if (said.own.length === 0) throw new GeneratorError(`${fileOf(id, "bad")} has no ${id} finding.`);
  const wrong = findings(rule, good, core, catalog).own;
  if (wrong.length > 0) throw new GeneratorError(`${fileOf(id, "good")}: ${wrong.join("\n")}`);
  return `<!-- Made by \`npm run documentation\` from src/lint/rules, test/lint/rules and docs/notes. -->

# ${id}

${summary}.

${why}

| Profile | Severity |
|---|---|
| \`recommended\` | ${severity.recommended} |
| \`strict\` | ${severity.strict} |

## What it finds

${fence("dockerfile", bad)}

${situations[id]?.told ?? ""}Drydock says, with the profile \`strict\`:

${fence("text", said.own.join("\n"))}
${alsoSpeak(said.others)}
## What it leaves alone

${fence("dockerfile", good)}

## Details

${withoutTitle(read(notesOf(id)))}

## Ignoring it

Above the instruction, with the reason for whoever reads it next:

${fence("dockerfile", `# drydock ignore=${id} REASON`)}

In a \`.drydock.yaml\`, for all Dockerfiles below its folder:

${fence("yaml", `rules:\n  ${id}: off`)}

On the command line, for one run: \`drydock lint --rule ${id}=off\`. In VS Code, for one user or
workspace: the setting \`drydock.rules\`. [More about ignoring](../ignoring.md).
`;
}

const notesOf = (id) => `docs/notes/${id}.md`;
const fileOf = (id, kind) => `test/lint/rules/${id}.${kind}.Dockerfile`;

/** The files that the page of a rule needs and that are not there. */
export function missingFiles({ id }) {
  const needed = [fileOf(id, "bad"), fileOf(id, "good"), notesOf(id)];
  return needed.filter((name) => !read(name)?.trim());
}

/** As test/lint/check.ts reads them: the marks are for the tests. */
function stripMarks(text) {
  return text.replace(/[ \t]*# expect: [\w-]+(?:, *[\w-]+)*[ \t]*$/gm, "").trimEnd();
}

/** The page has its own title. */
const withoutTitle = (text) => text.trim().replace(/^#+ .*\n+/, "");

/** The rule's findings as lines of text, and the ids of other rules that speak as well. */
function findings({ id }, text, core, catalog) {
  const { lint, chooseCounterparts, defaultSettings, noProjectFacts } = core;
  const { settings, project } = situations[id] ?? {};
  const { findings: all } = lint({
    text: `${text}\n`,
    catalog,
    choose: chooseCounterparts,
    settings: { ...defaultSettings, profile: "strict", ...settings },
    project: { ...noProjectFacts, ...project },
    today,
  });
  const own = all.filter(({ rule }) => rule === id);
  const others = all.filter(({ rule }) => rule !== id).map(({ rule }) => rule);
  return { own: own.map(line), others: [...new Set(others)] };
}

function line({ severity, message, range: { start } }) {
  return `Dockerfile:${start.line + 1}:${start.character + 1} ${severity} ${message}`;
}

function alsoSpeak(others) {
  if (others.length === 0) return "";
  const links = others.map((id) => `[${id}](${id}.md)`);
  const last = links.pop();
  const listed = links.length === 0 ? last : `${links.join(", ")} and ${last}`;
  return `\nIn this file ${listed} ${others.length === 1 ? "speaks" : "speak"} as well.\n`;
}

const fence = (language, text) => `\`\`\`${language}\n${text}\n\`\`\``;
