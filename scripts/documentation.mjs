// npm run documentation: makes the rule pages, the tables of the README and the schema of
// `.drydock.yaml` from the code. With --check it writes nothing and fails where something is stale.
import { format } from "prettier";
import { loadCore } from "./documentation/core.mjs";
import { GeneratorError, list, read, run, settle } from "./documentation/files.mjs";
import { missingFiles, rulePage } from "./documentation/rulePage.mjs";

async function generate({ check }) {
  const core = await loadCore();
  const catalog = core.createCatalog(Buffer.from(read("src/image/data/catalog.json")));
  if (catalog.problem) throw new GeneratorError(`The catalog can't be used: ${catalog.problem}`);
  const made = new Map();
  const missing = core.rules.flatMap(missingFiles);
  if (missing.length > 0) {
    throw new GeneratorError(missing.map((name) => `${name} is missing or empty`).join("\n"));
  }
  for (const rule of core.rules) {
    made.set(`docs/rules/${rule.id}.md`, rulePage(rule, core, catalog));
  }
  made.set("docs/rules/README.md", rulesIndex(core.rules));
  made.set("README.md", readme(core));
  made.set("media/drydock.schema.json", JSON.stringify(core.configurationSchema(core.rules)));
  for (const [name, text] of made) made.set(name, await pretty(name, text));
  settle(made, list("docs/rules"), { check, command: "npm run documentation" });
}

const pretty = (filepath, text) => format(text, { filepath, printWidth: 100 });

function rulesIndex(rules) {
  return `<!-- Made by \`npm run documentation\` from src/lint/rules. -->

# Rules

${rulesTable(rules, "")}

Severities can be changed one by one, in \`.drydock.yaml\`, in the settings of VS Code and on the
command line: see [the README](../../README.md#configuration).
`;
}

function rulesTable(rules, folder) {
  const rows = rules.map(
    ({ id, summary, severity }) =>
      `| [\`${id}\`](${folder}${id}.md) | ${summary} | ${severity.recommended} | ${severity.strict} |`,
  );
  return ["| Rule | What it finds | recommended | strict |", "|---|---|---|---|", ...rows].join(
    "\n",
  );
}

function readme({ rules, lintCommand, fixCommand, suggestCommand }) {
  const parts = {
    rules: rulesTable(rules, "docs/rules/"),
    settings: settingsTable(JSON.parse(read("package.json"))),
    usage: [lintCommand, fixCommand, suggestCommand]
      .map(({ help }) => `\`\`\`text\n${help.trim()}\n\`\`\``)
      .join("\n\n"),
  };
  let text = read("README.md");
  if (text === null) throw new GeneratorError("README.md is missing.");
  for (const [name, part] of Object.entries(parts)) {
    const between = new RegExp(`(<!-- ${name} -->)[^]*?(<!-- /${name} -->)`);
    if (!between.test(text)) throw new GeneratorError(`README.md has no <!-- ${name} --> marks.`);
    text = text.replace(between, (_, before, after) => `${before}\n\n${part}\n\n${after}`);
  }
  return text;
}

function settingsTable({ contributes }) {
  const groups = [contributes?.configuration ?? []].flat();
  const settings = groups.flatMap(({ properties }) => Object.entries(properties));
  if (settings.length === 0) throw new GeneratorError("package.json contributes no settings.");
  const rows = settings.map(([name, setting]) => {
    const text = localised(setting.markdownDescription ?? setting.description ?? "");
    const first = text.split("\n\n")[0].replaceAll("\n", " ").replaceAll("|", "\\|");
    // In VS Code `#drydock.rules#` is a link to that setting.
    const linked = first.replace(/`#([\w.]+)#`/g, "`$1`");
    return `| \`${name}\` | \`${JSON.stringify(setting.default)}\` | ${linked} |`;
  });
  return ["| Setting | Default | What it does |", "|---|---|---|", ...rows].join("\n");
}

function localised(text) {
  const key = /^%(.+)%$/.exec(text)?.[1];
  if (key === undefined) return text;
  const entry = JSON.parse(read("package.nls.json") ?? "{}")[key];
  return entry?.message ?? entry ?? text;
}

await run(generate);
