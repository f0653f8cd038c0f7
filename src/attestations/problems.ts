/** What a document does that its specification forbids, collected while it is read: each sentence once. */
export class Problems {
  private readonly found = new Set<string>();
  private omitted = 0;

  add(sentence: string): void {
    const problem = shorten(sentence, mostCharacters);
    if (this.found.has(problem)) return;
    if (this.found.size < most) this.found.add(problem);
    else this.omitted += 1;
  }

  /** In the order in which they were found, the last one saying how many are left out. */
  get sentences(): readonly string[] {
    if (this.omitted === 0) return [...this.found];
    return [...this.found, `${this.omitted} more problems are not listed.`];
  }
}

const most = 50;
const mostCharacters = 500;

/** What is quoted from a document may be of any length; an ellipsis says that it was cut. */
export function shorten(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
