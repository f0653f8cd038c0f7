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

/** Colour only where a person looks on: a terminal that was not told otherwise. */
export function wantsColour(
  isTerminal: boolean,
  environment: Readonly<Record<string, string | undefined>>,
): boolean {
  const told = (name: string) => (environment[name] ?? "") !== "";
  return isTerminal && !told("NO_COLOR") && !told("CI") && environment["TERM"] !== "dumb";
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
