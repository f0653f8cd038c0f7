/**
 * Answers by key, of which the last ones are kept: a new one takes the place of the oldest.
 *
 * @param most how many are kept
 */
export class Recent<V extends object> {
  private readonly answers = new Map<string, V>();

  constructor(private readonly most: number) {}

  get(key: string, make: () => V): V {
    const known = this.answers.get(key);
    if (known !== undefined) return known;
    const made = make();
    const [oldest] = this.answers.size < this.most ? [] : this.answers.keys();
    if (oldest !== undefined) this.answers.delete(oldest);
    this.answers.set(key, made);
    return made;
  }
}
