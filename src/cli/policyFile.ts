import path from "node:path";
import { readJson, type JsonValue } from "../attestations/json";
import type { YamlValue } from "../project/yamlText";
import type { Policy } from "../verify/policy";
import { readPolicy } from "../verify/policyFile";
import { readPublicKey } from "../verify/trustedKey";
import { keyWithoutFile } from "../verify/writtenKey";
import { UsageError } from "./command";
import { readNamed } from "./namedFile";
import { homeFolder } from "./home";
import type { Terminal } from "./terminal";
import { visible } from "./visible";

/**
 * The policy of `--policy`, in YAML or JSON. A key is a file beside it or a whole path, `~/` being the person's
 * home, the text of its PEM, or the name of one that ships.
 */
export async function readPolicyOption(file: string, terminal: Terminal): Promise<Policy> {
  const value = await parse(readNamed("--policy: ", file, terminal), file);
  const reading = readPolicy(value, (name) => {
    const known = keyWithoutFile(name);
    if (known !== null) return known;
    const named = name.startsWith("~/") ? path.join(homeFolder(), name.slice(2)) : name;
    const beside = path.isAbsolute(named) ? named : path.join(path.dirname(file), named);
    return readPublicKey(readNamed("--policy names a key: ", beside, terminal), name);
  });
  if (reading.kind === "policy") return reading.policy;
  throw new UsageError(
    `--policy: ${visible(file)} can't be used. ${visible(reading.problems.join(" "))}`,
  );
}

async function parse(bytes: Uint8Array, file: string): Promise<JsonValue> {
  const text = Buffer.from(bytes).toString("utf8");
  const broken = (problem: string) =>
    new UsageError(`--policy: ${visible(file)} can't be read. ${visible(problem)}`);
  if (text.trimStart().startsWith("{")) {
    const reading = readJson(bytes);
    if (reading.kind === "broken") throw broken(reading.problem);
    const [duplicate] = reading.duplicates;
    if (duplicate !== undefined) throw broken(`"${duplicate.name}" is there twice.`);
    return reading.value;
  }
  const { readYaml } = await import("./projectFiles.js");
  const { roots, problems } = readYaml(text);
  const [root, ...more] = roots;
  const [problem] = problems;
  if (problem !== undefined)
    throw broken(`Line ${problem.line + 1}: ${problem.message.replace(/\.?$/, ".")}`);
  if (root === undefined || more.length > 0) throw broken("It has to be one YAML document.");
  return toJson(root, broken);
}

/** With aliases followed: a few of them can stand for any number of values, and one for what it stands in. */
const mostValues = 100_000;
const deepestNesting = 100;

function toJson(root: YamlValue, broken: (problem: string) => UsageError): JsonValue {
  let values = 0;
  return convert(root, 0);

  function convert(value: YamlValue, depth: number): JsonValue {
    values += 1;
    if (values > mostValues || depth > deepestNesting)
      throw broken(
        `It has more than ${mostValues} values or ${deepestNesting} levels, aliases followed.`,
      );
    switch (value.kind) {
      case "map": {
        const [duplicate] = value.duplicates;
        if (duplicate !== undefined) throw broken(`"${duplicate.key}" is there twice.`);
        const entries = [...value.entries].map(([key, entry]) => [
          key,
          convert(entry.value, depth + 1),
        ]);
        return Object.fromEntries(entries) as { readonly [name: string]: JsonValue };
      }
      case "list":
        return value.items.map((item) => convert(item, depth + 1));
      case "boolean":
        return value.text === "true";
      case "null":
        return null;
      case "text":
        return value.text;
      case "other":
        if (!/^-?\d+(?:\.\d+)?$/.test(value.text)) throw broken(`"${value.text}" is no text.`);
        return Number(value.text);
    }
  }
}
