import { readFile } from "node:fs/promises";
import path from "node:path";
import { createValidator } from "../../../src/attestations/sbom/validate";
import { repository } from "../../lint/check";

const folder = path.join(repository, "node_modules/@cyclonedx/cyclonedx-library/res/schema");

export const readSchema = (file: string) => readFile(path.join(folder, file), "utf8");
export const validate = createValidator(readSchema);
