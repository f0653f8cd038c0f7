/** Longer than two frames: a page that nobody sees has none. */
const atMostMs = 100;

/** A way to run what can wait until what is on the page has been painted; of several that wait the last one runs. */
export function createAfterPaint(): (work: () => void) => void {
  let next: (() => void) | null = null;
  const run = (): void => {
    const work = next;
    next = null;
    work?.();
  };
  return (work) => {
    next = work;
    requestAnimationFrame(() => setTimeout(run));
    setTimeout(run, atMostMs);
  };
}
