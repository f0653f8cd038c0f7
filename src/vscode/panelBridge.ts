import type { Handlers, ToPage } from "../protocol";
import { answerTo } from "./panelRequests";

/** The host's end of the bridge. */
export interface PanelBridge {
  /** Hands in what the page sent, which may be anything. */
  receive(message: unknown): void;
  /** Ends what is still being answered. */
  dispose(): void;
}

/**
 * Answers a page. Every request gets exactly one answer, the result or a sentence where it failed, and none
 * after the page gave it up. What is no request is dropped.
 *
 * @param explain gives the sentence for what a handler threw
 */
export function createPanelBridge(
  handlers: Handlers,
  post: (message: ToPage) => void,
  explain: (error: unknown) => string,
): PanelBridge {
  const running = new Map<number, AbortController>();
  const answer = async (id: number, method: unknown, params: unknown): Promise<void> => {
    const controller = new AbortController();
    const { signal } = controller;
    running.get(id)?.abort();
    running.set(id, controller);
    try {
      const work = answerTo(handlers, method, params);
      if (work === null)
        post({ kind: "failure", id, message: "The page asked for something that there is not." });
      else {
        const result = await work(signal);
        if (!signal.aborted) post({ kind: "answer", id, result });
      }
    } catch (error) {
      if (!signal.aborted) post({ kind: "failure", id, message: explain(error) });
    } finally {
      if (running.get(id) === controller) running.delete(id);
    }
  };
  return {
    receive: (message) => {
      if (typeof message !== "object" || message === null) return;
      const { kind, id, method, params }: Sent = message;
      if (typeof id !== "number") return;
      if (kind === "abort") running.get(id)?.abort();
      else if (kind === "ask") void answer(id, method, params);
    },
    dispose: () => {
      for (const controller of running.values()) controller.abort();
      running.clear();
    },
  };
}

interface Sent {
  readonly kind?: unknown;
  readonly id?: unknown;
  readonly method?: unknown;
  readonly params?: unknown;
}
