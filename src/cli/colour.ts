import type { Values } from "./command";
import type { Terminal } from "./terminal";

/** Gives a text a look on a terminal, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string;

export type Style = "bold" | "dim" | "red" | "green" | "yellow" | "blue" | "cyan";

export function painter(colour: boolean): Paint {
  return (style, text) => {
    if (!colour || text === "") return text;
    const [on, off] = codes[style];
    return `\u001b[${on}m${text}\u001b[${off}m`;
  };
}

/** Colour only where a person looks on: a terminal that was not told otherwise, as `--no-color` does. */
export function wantsColour(
  values: Values,
  { isTerminal, environment }: Pick<Terminal, "isTerminal" | "environment">,
): boolean {
  const told = (name: string) => (environment[name] ?? "") !== "";
  const isToldNot = values["no-color"] === true || told("NO_COLOR") || told("CI");
  return isTerminal && !isToldNot && environment["TERM"] !== "dumb";
}

const codes = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  cyan: [36, 39],
} as const;
