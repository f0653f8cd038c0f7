import { counterpartFamilies, type CounterpartFamily } from "../image/counterparts";
import { text, UsageError, type Values } from "./command";
import { visible } from "./visible";
import { suggestion } from "./words";

/** The part of a command's help for `--family`. */
export const familyNames = counterpartFamilies.join(", ");

/** The family that `--family` names, undefined where it is left out. */
export function familyOf(values: Values): CounterpartFamily | undefined {
  const given = text(values, "family");
  if (given === undefined) return undefined;
  const found = counterpartFamilies.find((family) => family === given);
  if (found !== undefined) return found;
  const hint = suggestion(given, counterpartFamilies);
  throw new UsageError(`--family is one of ${familyNames}, not "${visible(given)}".${hint}`);
}
