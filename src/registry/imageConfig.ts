import type { LiveConfig } from "../image/liveFacts";
import { RegistryError } from "./errors";
import { elements, objectFields, readJsonObject, stringOr } from "./json";

/**
 * The config of an image, OCI image specification 1.1 "config.md". What is missing there is empty, which the
 * specification takes it for.
 * @throws RegistryError `malformed` for what is no config of an image
 */
export function readImageConfig(bytes: Uint8Array, where: string): LiveConfig {
  const fields = readJsonObject(bytes, where);
  // Configs of other artifacts are JSON too.
  if (typeof fields.get("architecture") !== "string" || !fields.has("rootfs"))
    throw new RegistryError("malformed", `${where} is no config of an image`);
  const config = objectFields(fields.get("config")) ?? new Map<string, unknown>();
  return {
    user: stringOr(config.get("User"), ""),
    entrypoint: strings(config.get("Entrypoint")),
    cmd: strings(config.get("Cmd")),
    environment: Object.fromEntries(strings(config.get("Env")).map(splitVariable)),
    ports: [...(objectFields(config.get("ExposedPorts")) ?? new Map<string, unknown>()).keys()],
    workdir: stringOr(config.get("WorkingDir"), "") || "/",
  };
}

function strings(value: unknown): readonly string[] {
  return elements(value).filter((it) => typeof it === "string");
}

function splitVariable(text: string): [string, string] {
  const at = text.indexOf("=");
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}
