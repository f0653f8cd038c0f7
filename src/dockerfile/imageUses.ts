import type { Base, Flag, ImageUse, Instruction, Stage, Word } from "./model";

/**
 * The images that COPY --from and RUN --mount from= pull in; names of stages and, for COPY, their
 * numbers are left out. BuildKit knows no variables there. Source: dockerfile2llb.
 */
export function readImageUses(
  stages: readonly Stage[],
  byName: ReadonlyMap<string, Stage>,
): readonly ImageUse[] {
  const uses: ImageUse[] = [];
  for (const stage of stages) {
    for (const written of stage.instructions) {
      const instruction = written.trigger ?? written;
      for (const word of sourceWords(instruction)) {
        if (byName.has(word.text.toLowerCase())) continue;
        if (instruction.keyword === "COPY" && /^[+-]?\d+$/.test(word.text)) continue;
        uses.push({ instruction, stage, word, base: baseOf(word.text) });
      }
    }
  }
  return uses;
}

function baseOf(text: string): Base {
  if (text === "scratch") return { kind: "scratch" };
  if (text.includes("$")) return { kind: "unknown", reason: "Variables are not known here." };
  return { kind: "image", reference: text, complete: true };
}

function sourceWords({ keyword, flags }: Instruction): readonly Word[] {
  if (keyword === "COPY")
    return flags.filter(({ name }) => name === "from").flatMap((flag) => wordAt(flag, 0, null));
  if (keyword !== "RUN") return [];
  return flags.filter(({ name }) => name === "mount").flatMap(mountSource);
}

function mountSource(flag: Flag): readonly Word[] {
  const value = flag.value ?? "";
  let start = 0;
  for (const field of value.split(",")) {
    const match = /^\s*from=/i.exec(field);
    if (match !== null) return wordAt(flag, start + match[0].length, start + field.length);
    start += field.length + 1;
  }
  return [];
}

/** A part of a flag's value; where quotes or escapes stand in it, the whole value is its place. */
function wordAt({ value, valueSpan }: Flag, start: number, end: number | null): readonly Word[] {
  if (value === null || valueSpan === null) return [];
  const text = value.slice(start, end ?? undefined);
  if (text === "") return [];
  const exact = valueSpan.end - valueSpan.start === value.length;
  const span = exact
    ? { start: valueSpan.start + start, end: valueSpan.start + start + text.length }
    : valueSpan;
  return [{ text, span }];
}
