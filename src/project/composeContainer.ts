import { commandWords, type Command } from "./commandWords";
import { entryOf, valueOf, writtenOf } from "./composeValues";
import { interpolate, type Variables } from "./interpolation";
import type { Mount, Service } from "./serviceFile";
import type { TextSpan, YamlEntry, YamlMap, YamlValue } from "./yamlText";

/** What a service says of its container, beside the image. */
export function readContainer(
  layers: readonly YamlMap[],
  source: string,
  variables: Variables,
): Omit<Service, "kind" | "name" | "keySpan" | "image" | "sharedWith" | "isRepeated" | "isOpen"> {
  return {
    platform: writtenOf(layers, "platform", source, variables),
    user: writtenOf(layers, "user", source, variables),
    entrypoint: commandOf(layers, "entrypoint", variables),
    command: commandOf(layers, "command", variables),
    healthcheck: healthcheckOf(layers, variables),
    workingDirectory: writtenOf(layers, "working_dir", source, variables),
    environment: environmentOf(layers, variables),
    environmentSpan:
      (entryOf(layers, "environment") ?? entryOf(layers, "env_file"))?.entry.keySpan ?? null,
    ports: valuesOf(layers, "ports").flatMap((port) => portOf(port, variables)),
    mounts: valuesOf(layers, "volumes").map((mount) => mountOf(mount, variables)),
    rights: rightsOf(layers, variables),
  };
}

function commandOf(layers: readonly YamlMap[], key: string, variables: Variables): Command | null {
  const found = entryOf(layers, key);
  return found === null ? null : wordsOf(found.entry, variables);
}

function wordsOf({ value, keySpan }: YamlEntry, variables: Variables): Command {
  if (value.kind === "text") {
    const text = interpolate(value.text, variables);
    return { words: text === null ? null : commandWords(text), span: value.span };
  }
  const words =
    value.kind === "list"
      ? value.items.slice(0, mostItems).map((item) => valueOf(item, variables))
      : [null];
  return { words: words.every((word) => word !== null) ? words : null, span: keySpan };
}

/** As an exec form: `CMD-SHELL` is started by the image's own shell. */
function healthcheckOf(layers: readonly YamlMap[], variables: Variables): Command | null {
  const check = entryOf(layers, "healthcheck")?.entry.value;
  const entry = check?.kind === "map" ? check.entries.get("test") : undefined;
  if (entry === undefined || entry.value.kind === "null") return null;
  if (entry.value.kind === "text") {
    const text = interpolate(entry.value.text, variables);
    return { words: text === null ? null : ["/bin/sh", "-c", text], span: entry.value.span };
  }
  const { words, span } = wordsOf(entry, variables);
  if (words === null) return { words, span };
  const [kind, ...rest] = words;
  if (kind === "CMD-SHELL") return { words: ["/bin/sh", "-c", rest.join(" ")], span };
  return { words: kind === "CMD" ? rest : [], span };
}

/** A map or a list of `NAME=value`; what the service itself says wins. */
function environmentOf(
  layers: readonly YamlMap[],
  variables: Variables,
): ReadonlyMap<string, string | null> {
  const found = new Map<string, string | null>();
  for (const layer of [...layers].reverse()) {
    const value = layer.entries.get("environment")?.value;
    if (value?.kind === "map") {
      for (const [name, entry] of [...value.entries].slice(0, mostItems))
        found.set(name, valueOf(entry.value, variables));
    } else if (value?.kind === "list") {
      for (const item of value.items.slice(0, mostItems)) {
        const [, name, text] =
          (item.kind === "text" && /^([^=]+)(?:=(.*))?$/s.exec(item.text)) || [];
        if (name !== undefined)
          found.set(name, text === undefined ? null : interpolate(text, variables));
      }
    }
  }
  return found;
}

/** The items of a list under a key, of the service and of all that it extends. */
function valuesOf(layers: readonly YamlMap[], key: string): readonly YamlValue[] {
  return layers.flatMap((layer) => {
    const value = layer.entries.get(key)?.value;
    return value?.kind === "list" ? value.items.slice(0, mostItems) : [];
  });
}

/** More is nobody's, and one list may be that of every service. */
const mostItems = 200;

/** The container's side of `127.0.0.1:8080:80/tcp`; nothing for a range or what is unknown. */
function portOf(
  value: YamlValue,
  variables: Variables,
): { readonly port: number; readonly span: TextSpan }[] {
  const target = value.kind === "map" ? value.entries.get("target")?.value : value;
  const text = valueOf(target, variables);
  if (text === null || target === undefined || !("span" in target)) return [];
  const port = /(?:^|:)(\d{1,5})(?:\/\w+)?$/.exec(text)?.[1];
  return port === undefined ? [] : [{ port: Number(port), span: target.span }];
}

const shortMount = /^(?:((?:[A-Za-z]:[\\/])?[^:]*):)?([^:]+?)(?::([\w,]*))?$/;

function mountOf(value: YamlValue, variables: Variables): Mount {
  if (value.kind === "map") {
    const source = value.entries.get("source")?.value;
    const target = value.entries.get("target")?.value;
    const isReadOnly = valueOf(value.entries.get("read_only")?.value, variables) === "true";
    const span = target !== undefined && "span" in target ? target.span : noSpan;
    return {
      source: valueOf(source, variables),
      target: valueOf(target, variables),
      isReadOnly,
      span,
    };
  }
  const span = "span" in value ? value.span : noSpan;
  const match = shortMount.exec(valueOf(value, variables) ?? "");
  const [, source = null, target = null, mode = ""] = match ?? [];
  return { source, target, isReadOnly: mode.split(",").includes("ro"), span };
}

const noSpan: TextSpan = { start: 0, end: 0 };

/** The keys with which a container gets more of the machine than its image needs. */
const rights = ["privileged", "cap_add", "devices", "pid", "network_mode", "userns_mode"];

function rightsOf(layers: readonly YamlMap[], variables: Variables): Service["rights"] {
  for (const key of rights) {
    const entry = entryOf(layers, key)?.entry;
    if (entry === undefined || valueOf(entry.value, variables) === "false") continue;
    return { key, span: entry.keySpan };
  }
  return null;
}
