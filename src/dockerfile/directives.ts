import type { Lines } from "./lines";
import { leadingLength } from "./logicalLine";
import type { Directive, Problem } from "./model";

const names = new Set(["syntax", "escape", "check"]);

/**
 * Reads the parser directives: comments `# name=value` from the very first line on. Any other line,
 * an ordinary comment or an unknown name among them, ends them. Source: moby/buildkit
 * frontend/dockerfile/parser/directives.go.
 */
export function readDirectives(lines: Lines): {
  readonly directives: readonly Directive[];
  readonly escape: "\\" | "`";
  readonly problems: readonly Problem[];
} {
  const directives: Directive[] = [];
  const problems: Problem[] = [];
  let escape: "\\" | "`" = "\\";
  for (let line = 0; line < lines.count; line++) {
    let start = lines.start(line);
    if (line === 0 && lines.text.startsWith("\ufeff")) start++;
    start += leadingLength(lines.text, start, lines.end(line));
    const span = { start, end: lines.end(line) };
    const match = /^#\s*([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(\S.*?)\s*$/.exec(
      lines.text.slice(span.start, Math.min(span.end, start + 4_096)),
    );
    const name = match?.[1]?.toLowerCase() ?? "";
    if (!names.has(name)) break;
    if (directives.some((directive) => directive.name === name)) {
      problems.push({ message: `Only one ${name} directive may be used.`, span });
      break;
    }
    const value = match?.[2] ?? "";
    directives.push({ name: name as Directive["name"], value, span });
    if (name !== "escape") continue;
    if (value === "`" || value === "\\") escape = value;
    else problems.push({ message: "The escape character may be \\ or ` only.", span });
  }
  return { directives, escape, problems };
}
