import type { CacheRecord } from "./contentCache";

export interface Freshness {
  readonly now: () => Date;
  /** Nothing is asked: what is not in the cache is not there. */
  readonly offline?: boolean;
  /** What may have changed is asked for again, whatever its age. */
  readonly refresh?: boolean;
}

/** What may change is asked for again after this time. */
const maximumAgeMs = 15 * 60 * 1000;

/** Whether an answer that was kept still counts. Offline, any does. */
export function isFresh({ at }: CacheRecord, options: Freshness): boolean {
  const { now, offline = false, refresh = false } = options;
  const age = now().getTime() - at.getTime();
  return offline || (!refresh && age >= 0 && age < maximumAgeMs);
}
