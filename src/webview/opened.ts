const opened = new Map<string, boolean>();

/** Keeps a part of the page open or closed when it is drawn anew. */
export function remembersOpen(part: HTMLDetailsElement, key: string, atFirst = false): void {
  part.open = opened.get(key) ?? atFirst;
  part.addEventListener("toggle", () => opened.set(key, part.open));
}
