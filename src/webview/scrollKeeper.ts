/** Brings a part of the page back to where it was scrolled to, once it is shown and long enough. */
export interface ScrollKeeper {
  /** Its content is there, as far as it goes. */
  restore(): void;
}

/** @param first pixels from the top; what a person scrolls to comes before it */
export function keepsScroll(
  part: HTMLElement,
  first: number,
  keep: (top: number) => void,
): ScrollKeeper {
  let wanted: number | null = first > 0 ? first : null;
  const restore = (): void => {
    if (wanted === null || part.clientHeight === 0) return;
    part.scrollTop = wanted;
    if (part.scrollTop >= wanted - 1) wanted = null;
  };
  for (const event of ["wheel", "keydown", "pointerdown"])
    part.addEventListener(event, () => (wanted = null), { passive: true });
  part.addEventListener("scroll", () => {
    if (wanted === null) keep(Math.round(part.scrollTop));
  });
  new ResizeObserver(restore).observe(part);
  return { restore };
}
