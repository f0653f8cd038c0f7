import { parseReference } from "../image/reference";
import { texts, UsageError, type Options, type Values } from "./command";
import { visible } from "./visible";

export const insecureOptions: Options = { "insecure-registry": { type: "string", multiple: true } };

/**
 * The hosts of `--insecure-registry`, as references name them.
 * @throws UsageError for what is the host of no reference: it would stand for none, and nobody would tell
 */
export function insecureHosts(values: Values): readonly string[] {
  return texts(values, "insecure-registry").map((given) => {
    const host = given.toLowerCase();
    if (parseReference(`${host}/image`)?.registry === host) return host;
    throw new UsageError(
      `--insecure-registry names a host, such as localhost:5000, not "${visible(given)}".`,
    );
  });
}
