/** What a document does that its specification forbids, collected while it is read: each sentence once. */
export class Problems {
  private readonly found = new Set<string>();
  private omitted = 0;

  add(sentence: string): void {
    if (this.found.has(sentence)) return;
    if (this.found.size < most) this.found.add(sentence);
    else this.omitted += 1;
  }

  /** In the order in which they were found, the last one saying how many are left out. */
  get sentences(): readonly string[] {
    if (this.omitted === 0) return [...this.found];
    return [...this.found, `${this.omitted} more problems are not listed.`];
  }
}

const most = 50;
