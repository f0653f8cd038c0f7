import * as vscode from "vscode";
import type { LiveFacts } from "../image/liveFacts";
import { formatReference, type Reference } from "../image/reference";
import type { AskRegistry } from "./evidence";

/** What registries said of images while this window is open. */
export interface LiveImages {
  /** Whether a registry may be asked: `drydock.online`, and `never` in a workspace that is not trusted. */
  permission(): OnlinePermission;
  /** What was said last; null where nobody asked. */
  of(reference: Reference): LiveFacts | null;
  /** Asks; for the same image at the same time, once. Rejects where it is cancelled, and for a fault of ours. */
  ask(reference: Reference, refresh: boolean, signal: AbortSignal): Promise<LiveFacts>;
  readonly onDidAsk: vscode.Event<LiveFacts>;
}

export type OnlinePermission = "never" | "onDemand" | "always";

/** More than anybody has open; the longest known goes first. */
const maximumImages = 200;

export function createLiveImages(log: vscode.LogOutputChannel): LiveImages & vscode.Disposable {
  const known = new Map<string, LiveFacts>();
  const running = new Map<string, Promise<LiveFacts>>();
  const asked = new vscode.EventEmitter<LiveFacts>();
  const closed = new AbortController();
  let registries: Promise<AskRegistry> | null = null;

  const load = async (): Promise<AskRegistry> => {
    const { createAskRegistry } = await import("./evidence.js");
    return createAskRegistry((line) => log.info(line));
  };
  const ask = async (reference: Reference, refresh: boolean, signal: AbortSignal) => {
    const key = formatReference(reference);
    const facts = await (await (registries ??= load()))(reference, refresh, signal);
    for (const problem of facts.problems) log.warn(`${key}: ${problem}`);
    known.delete(key);
    known.set(key, facts);
    const [oldest] = known.keys();
    if (known.size > maximumImages && oldest !== undefined) known.delete(oldest);
    asked.fire(facts);
    return facts;
  };

  return {
    onDidAsk: asked.event,
    permission() {
      const written = vscode.workspace.getConfiguration("drydock").get("online");
      if (!vscode.workspace.isTrusted) return "never";
      return written === "never" || written === "always" ? written : "onDemand";
    },
    of: (reference) => known.get(formatReference(reference)) ?? null,
    ask(reference, refresh, signal) {
      const key = formatReference(reference);
      const pending = running.get(key);
      if (pending !== undefined) return pending;
      const both = AbortSignal.any([signal, closed.signal]);
      const answer = ask(reference, refresh, both).finally(() => running.delete(key));
      running.set(key, answer);
      return answer;
    },
    dispose() {
      closed.abort();
      asked.dispose();
    },
  };
}
