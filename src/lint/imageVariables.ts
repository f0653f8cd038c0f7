import type { Service } from "../project/serviceFile";

/** What the file `.env` says of the variables in a service's image, each in a sentence. */
export function variableTexts(service: Service | null): readonly string[] {
  const variables = service?.image?.variables ?? [];
  return variables.map(
    ({ name, value }) =>
      `${name} is ${value === "" ? "empty" : value} by the file .env, unless the environment sets it.`,
  );
}
