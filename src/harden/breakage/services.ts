import type { Stage } from "../../dockerfile/model";
import type { Service } from "../../project/serviceFile";
import type { Breakage, Exchange } from "../breakage";
import { blocker, warning } from "./make";

/** What a compose service does with its container that another image may not take: none for Dockerfiles. */
export function* serviceBreakage(exchange: Exchange): Iterable<Breakage> {
  const { before, root } = exchange;
  const service = before.service(root);
  if (service === null) return;
  const span = root.image?.span ?? root.from.keywordSpan;
  if (service.sharedWith.length > 0) {
    const [first = "", ...more] = service.sharedWith;
    const others = more.length === 0 ? first : `${first} and ${more.length} more`;
    const message = `${others} would change with it: the image is written once for all of them.`;
    yield blocker("shared", message, span);
  }
  for (const key of ["entrypoint", "command", "healthcheck"] as const)
    if (service[key]?.words === null)
      yield warning("unknown-command", `What ${key} comes to depends on a variable.`, span);
  if (service.isOpen)
    yield warning("unknown-command", `Another file may say more of ${service.name}.`, span);
  yield* ofPorts(exchange, service);
  yield* ofVariables(exchange, service);
  const [stage] = exchange.shipped;
  if (stage !== undefined) yield* ofUser(exchange, service, stage);
}

/** A port that is published, and at which nothing would listen any more. */
function* ofPorts({ root, old, next, name }: Exchange, { ports }: Service): Iterable<Breakage> {
  const listening = portsOf(next.ports);
  const before = portsOf(old?.ports);
  const reference = root.base.kind === "image" ? root.base.reference : "";
  const isWeb = /(?:^|\/)(?:nginx|httpd)(?:[:@]|$)/.test(reference);
  for (const { port } of ports) {
    const wasHeard = before.includes(port) || (isWeb && (port === 80 || port === 443));
    const span = root.image?.span ?? root.from.keywordSpan;
    if (listening.includes(port) || !wasHeard) continue;
    const heard =
      listening.length === 0
        ? `whether ${name} listens there is not known`
        : `${name} listens on ${listening.join(" and ")}`;
    yield blocker("port", `ports publishes ${port}, and ${heard}.`, span);
  }
}

const portsOf = (ports: readonly string[] | null | undefined) =>
  (ports ?? []).map((port) => Number.parseInt(port, 10));

/** Variables that only the script reads with which the image of today starts. */
function* ofVariables(
  { root, old, next, name }: Exchange,
  { environment, environmentSpan, entrypoint }: Service,
): Iterable<Breakage> {
  if (environmentSpan === null || entrypoint !== null) return;
  const scripts = (old?.entrypoint ?? []).filter((word) => /entrypoint|\.sh$/.test(word));
  const own = new Set((next.entrypoint ?? []).map(lastPart));
  const isKnown = old?.entrypoint != null;
  if (isKnown && scripts.every((script) => own.has(lastPart(script)))) return;
  const [first = "env_file"] = environment.keys();
  const message = `Whether ${name} reads the same variables (${first}) is not known.`;
  yield warning("environment", message, root.image?.span ?? root.from.keywordSpan);
}

const lastPart = (path: string) => path.slice(path.lastIndexOf("/") + 1);

/** What root may do and another user may not: with folders, sockets and rights from outside. */
function* ofUser(
  { before, after, root, name }: Exchange,
  { mounts, rights }: Service,
  stage: Stage,
): Iterable<Breakage> {
  const { value, privilege } = after.user(stage);
  const span = root.image?.span ?? root.from.keywordSpan;
  const today = before.user(before.dockerfile.stages[stage.index] ?? stage);
  if (privilege === "root" || value === null || value === today.value) return;
  const socket = mounts.find(({ source, target }) => /docker\.sock$/.test(source ?? target ?? ""));
  if (socket !== undefined) {
    const message = `Only root may use ${socket.source ?? socket.target ?? ""}, and ${name} runs as ${value}.`;
    yield blocker("socket", message, span);
  }
  const writable = mounts.filter((mount) => mount !== socket && !mount.isReadOnly);
  const volume = writable.find(({ source }) => source !== null && /^\w[\w.-]*$/.test(source));
  const [other] = writable;
  if (volume !== undefined && today.privilege !== "unknown") {
    const message = `The volume ${volume.source ?? ""} belongs to the user of today, and ${name} runs as ${value}.`;
    yield blocker("volume", message, span);
  } else if (other !== undefined) {
    const place = other.target ?? "the volume";
    const message = `What is at ${place} may belong to the user of today, and ${name} runs as ${value}.`;
    yield warning("volume", message, span);
  }
  if (rights !== null)
    yield warning(
      "rights",
      `${rights.key} may be of no use to ${value}, as whom ${name} runs.`,
      span,
    );
}
