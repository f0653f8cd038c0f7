import { createValidator } from "../attestations/sbom/validate";
import { readCycloneDxSchema } from "./installation";

/** A bundle of its own: the compiler of schemas is loaded where a file is CycloneDX. */
const validate = createValidator(readCycloneDxSchema);

/** What CycloneDX in JSON breaks of its own schema; empty for valid documents and for everything else. */
export async function schemaProblems(bytes: Uint8Array): Promise<readonly string[]> {
  const validation = await validate(bytes);
  if (validation.kind !== "invalid") return [];
  return validation.problems.map(
    (problem) => `By the schema of CycloneDX ${validation.version}: ${problem}`,
  );
}
