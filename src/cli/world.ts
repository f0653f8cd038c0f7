import type { World } from "../registry/world";
import { readAuthorities } from "./authorities";
import { UsageError, type Values } from "./command";
import { homeFolder } from "./home";
import { insecureHosts } from "./insecure";
import { createWorld } from "./registry.js";
import type { Terminal } from "./terminal";

/**
 * Registries as the options say that they are reached.
 * @param onSent is called whenever a request has left
 * @throws UsageError for options that exclude each other
 */
export function worldOf(values: Values, terminal: Terminal, onSent?: () => void): World {
  const [offline, refresh] = [values["offline"] === true, values["refresh"] === true];
  if (offline && refresh)
    throw new UsageError("--refresh asks registries, which --offline forbids.");
  return createWorld({
    environment: terminal.environment,
    authorities: readAuthorities(values, terminal),
    home: homeFolder(),
    platform: process.platform,
    log: () => undefined,
    insecureHosts: insecureHosts(values),
    offline,
    refresh,
    ...(onSent === undefined ? {} : { onSent }),
  });
}
