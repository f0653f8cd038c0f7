/** Options of a request that say when its way through a proxy is to end. */
export function stoppedBy(signal: AbortSignal): { readonly tunnelSignal: AbortSignal } {
  return { tunnelSignal: signal };
}

/** What is said by `stoppedBy` among all options of a request; null where nothing is. */
export function signalOf(options: object): AbortSignal | null {
  const signal = "tunnelSignal" in options ? options.tunnelSignal : null;
  return signal instanceof AbortSignal ? signal : null;
}
