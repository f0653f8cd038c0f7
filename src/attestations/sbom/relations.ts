import type { Component, Relation } from "./model";

/** Turns relations between identifiers into relations between places in the list of components. */
export class Relations {
  private readonly places = new Map<string, number>();
  private readonly found: Relation[] = [];
  private readonly seen = new Set<number>();
  /** Relations of which an end is not in the document. */
  dangling = 0;
  /** Identifiers that two components share; the first one has them. */
  readonly repeated = new Set<string>();

  constructor(private readonly components: readonly Component[]) {
    components.forEach(({ id }, place) => {
      if (id === "") return;
      if (this.places.has(id)) this.repeated.add(id);
      else this.places.set(id, place);
    });
  }

  placeOf(id: string): number | null {
    return this.places.get(id) ?? null;
  }

  add(from: string, to: string, kind: Relation["kind"]): void {
    const one = this.places.get(from);
    const other = this.places.get(to);
    if (one === undefined || other === undefined) this.dangling += 1;
    else this.connect(one, other, kind);
  }

  /** What is said twice is kept once. */
  connect(from: number, to: number, kind: Relation["kind"]): void {
    const key = (from * this.components.length + to) * kinds.length + kinds.indexOf(kind);
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.found.push({ from, to, kind });
  }

  get list(): readonly Relation[] {
    return this.found;
  }
}

const kinds: readonly Relation["kind"][] = ["depends-on", "contains", "describes", "other"];
