import type { Stage } from "../../dockerfile/model";
import { copiesOf } from "../../lint/copies";
import { wholeSpan } from "../../lint/shellUses";
import type { Breakage, Exchange } from "../breakage";
import { pathsOf } from "./homes";
import { blocker, warning } from "./make";

/** Settings of its own that a web server is given, which were written for one that starts as root on port 80. */
export function* webServerBreakage(exchange: Exchange): Iterable<Breakage> {
  const { root, next } = exchange;
  const reference = root.base.kind === "image" ? root.base.reference : "";
  const kind = /(?:^|\/)(nginx|httpd)(?:[:@]|$)/.exec(reference)?.[1];
  const [port = 0] = (next.ports ?? []).map((it) => Number.parseInt(it, 10));
  if (kind === undefined || port < 1024) return;
  for (const stage of exchange.shipped) {
    if (exchange.after.user(stage).privilege !== "nonroot") continue;
    yield* kind === "nginx" ? ofNginx(exchange, stage, port) : ofHttpd(exchange, stage, port);
  }
}

function* ofNginx(exchange: Exchange, stage: Stage, port: number): Iterable<Breakage> {
  const { next } = exchange;
  for (const part of stage.chain()) {
    for (const { instruction, path } of copiesOf(part)) {
      const place = placeIn(path, pathsOf(instruction).sources);
      const span = wholeSpan(instruction);
      const text = instruction.heredocs.map(({ content }) => content).join("\n");
      if (place === null) continue;
      const broken = text === "" ? null : whyNotWithoutRoot(text, next.family === "dhi");
      if (broken !== null)
        yield blocker("server-settings", `${broken}, and ${of(exchange, stage)}.`, span);
      else if (text === "" && place === "main")
        yield warning(
          "server-settings",
          `${of(exchange, stage)}: these settings have to listen above 1023, as on ${port}, name no user, and keep pid and temporary files where it may write${next.family === "dhi" ? " (/run/nginx, /var/cache/nginx, /tmp)" : ""}.`,
          span,
        );
      else if (text === "")
        yield warning(
          "server-settings",
          `${of(exchange, stage)}: these settings have to listen above 1023, as on ${port}.`,
          span,
        );
    }
  }
}

const of = ({ name, after }: Exchange, stage: Stage) =>
  `${name} runs as ${after.user(stage).value ?? "another user than root"}`;

/** What of nginx's settings a COPY to a path brings; null for all else. */
function placeIn(path: string | null, sources: readonly string[]): "main" | "site" | null {
  if (path === null || !/^\/etc\/nginx(?:\/|$)/.test(path)) return null;
  if (/^\/etc\/nginx\/conf\.d(?:\/[\w.-]+\.conf)?$/.test(path)) return "site";
  if (path === "/etc/nginx/nginx.conf") return "main";
  // Into the folder itself: the file of that name, or a folder with who knows what.
  const isMain = (source: string) => /(?:^|\/)nginx\.conf$/.test(source) || !/\.\w+$/.test(source);
  return path === "/etc/nginx" && sources.some(isMain) ? "main" : null;
}

/** Why nginx does not start with settings without being root, as the beginning of a sentence; null if it may. */
function whyNotWithoutRoot(text: string, knowsPlaces: boolean): string | null {
  const plain = withoutComments(text);
  const listen = lowListen(plain);
  if (listen !== null) return `${listen} asks for a port that is kept for root on many systems`;
  const pid = /(?:^|[{};])[ \t]*(pid\s+(?:\/var)?\/run\/[\w.-]+)\s*;/m.exec(plain)?.[1];
  return pid !== undefined && knowsPlaces
    ? `${pid} is in a folder that root alone may write to`
    : null;
}

/** The first `listen` with a port below 1024 in nginx's settings, null where there is none. */
export function lowListen(text: string): string | null {
  const listens = withoutComments(text).matchAll(
    /(?:^|[{};])[ \t]*(listen\s+(?:[^;\s]*:)?(\d+)\b)/gm,
  );
  return [...listens].find(([, , port]) => Number(port) < 1024)?.[1] ?? null;
}

const withoutComments = (text: string) => text.replace(/#.*$/gm, "");

/** Root alone may listen below 1024 with httpd as well. */
function* ofHttpd(exchange: Exchange, stage: Stage, port: number): Iterable<Breakage> {
  for (const part of stage.chain()) {
    for (const { instruction, path } of copiesOf(part)) {
      if (path === null || !/^\/usr\/local\/apache2\/conf(?:\/httpd\.conf)?$/.test(path)) continue;
      const span = wholeSpan(instruction);
      const text = instruction.heredocs.map(({ content }) => content).join("\n");
      const listens = text.matchAll(/^[ \t]*Listen[ \t]+(?:\S*:)?(\d+)\b.*$/gim);
      const low = [...listens].find(([, said]) => Number(said) < 1024)?.[0].trim();
      if (low !== undefined)
        yield blocker(
          "server-settings",
          `${low} asks for a port that is kept for root on many systems, and ${of(exchange, stage)}.`,
          span,
        );
      else if (text === "")
        yield warning(
          "server-settings",
          `${of(exchange, stage)}: these settings have to say Listen ${port}, and keep PidFile and logs where it may write.`,
          span,
        );
    }
  }
}
