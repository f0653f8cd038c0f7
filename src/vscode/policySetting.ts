import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import path from "node:path";
import { readJson } from "../attestations/json";
import { emptyPolicy, type Policy } from "../verify/policy";
import { readPolicy } from "../verify/policyFile";
import { readPublicKey, type KeyReading } from "../verify/trustedKey";
import { keyWithoutFile } from "../verify/writtenKey";

/** The policy of a setting, or sentences on what is wrong with it: it counts as a whole or not at all. */
export type SettingReading =
  | { readonly kind: "policy"; readonly policy: Policy }
  | { readonly kind: "problem"; readonly text: string };

/**
 * Reads the setting `drydock.policy`, an object of the shape of a policy file (docs/policy.md). A key is named by
 * its PEM, by a file, or by the name of one that ships, such as `dhi-2`. Never throws.
 *
 * @param value whatever somebody wrote into settings.json; undefined where nobody did
 * @param home stands for `~` in the name of a file
 */
export function readPolicySetting(value: unknown, home: string): SettingReading {
  if (value === undefined || value === null) return { kind: "policy", policy: emptyPolicy };
  const json = readJson(Buffer.from(JSON.stringify(value)));
  if (json.kind === "broken") return { kind: "problem", text: json.problem };
  const reading = readPolicy(json.value, (name) => readKey(name, home));
  return reading.kind === "policy"
    ? reading
    : { kind: "problem", text: reading.problems.join(" ") };
}

function readKey(written: string, home: string): KeyReading {
  const known = keyWithoutFile(written);
  if (known !== null) return known;
  const file = written.startsWith("~/") ? path.join(home, written.slice(2)) : written;
  if (!path.isAbsolute(file))
    return {
      kind: "problem",
      problem: "it has to be the whole path of a file, or the text of a public key in PEM",
    };
  const bytes = readSmall(file);
  return typeof bytes === "string"
    ? { kind: "problem", problem: bytes }
    : readPublicKey(bytes, path.basename(file));
}

/** No public key comes near it. */
export const largestKey = 64 * 1024;

/** The bytes of a file, or a clause on why they can't be had. */
function readSmall(file: string): Uint8Array | string {
  let handle: number;
  try {
    // A pipe would keep us waiting for somebody to write.
    handle = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    return code === "ENOENT" ? "there is no such file" : `it can't be read (${code})`;
  }
  try {
    const found = fstatSync(handle);
    if (!found.isFile()) return "it is no file";
    if (found.size > largestKey) return "it is too large for a public key";
    const bytes = new Uint8Array(found.size);
    return bytes.subarray(0, readSync(handle, bytes, 0, found.size, 0));
  } catch (error) {
    return `it can't be read (${String(error)})`;
  } finally {
    closeSync(handle);
  }
}
