import type { Method, Requests, ToHost, ToPage } from "../protocol";

/** The page's end of the bridge. */
export interface Bridge {
  /** Rejects with what the host says, in a sentence; where the signal ends it, with the signal's reason. */
  ask<M extends Method>(
    method: M,
    params: Requests[M]["params"],
    signal?: AbortSignal,
  ): Promise<Requests[M]["result"]>;
  /** Hands in what the host sent. */
  receive(message: ToPage): void;
}

/** Asks through `post`. Answers to what nobody waits for any more are dropped. */
export function createBridge(post: (message: ToHost) => void): Bridge {
  const waiting = new Map<number, (message: ToPage) => void>();
  let last = 0;
  return {
    ask: (method, params, signal) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        const id = ++last;
        const abort = (): void => {
          waiting.delete(id);
          post({ kind: "abort", id });
          reject(signal?.reason as Error);
        };
        waiting.set(id, (message) => {
          waiting.delete(id);
          signal?.removeEventListener("abort", abort);
          if (message.kind === "answer")
            resolve(message.result as Requests[typeof method]["result"]);
          else if (message.kind === "failure") reject(new Error(message.message));
        });
        signal?.addEventListener("abort", abort, { once: true });
        post({ kind: "ask", id, method, params });
      }),
    receive: (message) => {
      if ("id" in message) waiting.get(message.id)?.(message);
    },
  };
}
