import { interpolate, type Variables } from "./interpolation";
import type { Written } from "./serviceFile";
import type { YamlEntry, YamlMap, YamlScalar } from "./yamlText";

/** What a service, or the nearest that it extends, says under a key; null where nothing does. */
export function entryOf(
  layers: readonly YamlMap[],
  key: string,
): { readonly entry: YamlEntry; readonly isOwn: boolean } | null {
  for (const [index, layer] of layers.entries()) {
    const entry = layer.entries.get(key);
    if (entry === undefined) continue;
    if (entry.value.tag === "!reset") return null;
    if (entry.value.kind === "null") continue;
    return { entry, isOwn: index === 0 };
  }
  return null;
}

export function isPresent(layers: readonly YamlMap[], key: string): boolean {
  return entryOf(layers, key) !== null;
}

/** The text or number under a key; null where there is none or something else. */
export function writtenOf(
  layers: readonly YamlMap[],
  key: string,
  source: string,
  variables: Variables,
): Written | null {
  const found = entryOf(layers, key);
  const value = found?.entry.value;
  if (value === undefined || found === null) return null;
  if (value.kind !== "text" && value.kind !== "other") return null;
  if (value.text === "") return null;
  return toWritten(value, found.entry.keySpan, found.isOwn, source, variables);
}

function toWritten(
  { text, span }: YamlScalar,
  keySpan: Written["keySpan"],
  isOwn: boolean,
  source: string,
  variables: Variables,
): Written {
  const whole = source.slice(span.start, span.end);
  const isQuoted = /^(["']).*\1$/.test(whole) && whole.slice(1, -1) === text;
  if (whole === text || isQuoted) {
    const shift = isQuoted ? 1 : 0;
    const inside = { start: span.start + shift, end: span.end - shift };
    const value = interpolate(text, variables);
    return { text, value, span: inside, isExact: true, variables: [], keySpan, isOwn };
  }
  // The line end behind a folded text is no part of it.
  const outside = { start: span.start, end: span.start + whole.trimEnd().length };
  const value = text.includes("$") ? null : text.trim();
  return { text: text.trim(), value, span: outside, isExact: false, variables: [], keySpan, isOwn };
}

/** The text of a scalar without its variables; null for everything else and for what is unknown. */
export function valueOf(
  value: YamlEntry["value"] | undefined,
  variables: Variables,
): string | null {
  if (value?.kind !== "text" && value?.kind !== "other" && value?.kind !== "boolean") return null;
  return interpolate(value.text, variables);
}
