import type * as vscode from "vscode";

/** Answers each question once, until it is told to forget. */
export interface Remembered<Q, T> {
  (question: Q): Promise<T>;
  forget(): void;
  /** The texts of all questions so far. */
  asked(): readonly string[];
}

/** The answers of `ask`, kept by the question's text; a failed one is not kept. */
export function remembered<Q extends vscode.Uri | string, T>(
  ask: (question: Q) => Promise<T>,
): Remembered<Q, T> {
  const answers = new Map<string, Promise<T>>();
  const answer = (question: Q): Promise<T> => {
    const key = question.toString();
    const known = answers.get(key);
    if (known !== undefined) return known;
    const asked = ask(question);
    answers.set(key, asked);
    asked.catch(() => {
      if (answers.get(key) === asked) answers.delete(key);
    });
    return asked;
  };
  return Object.assign(answer, {
    forget: () => answers.clear(),
    asked: () => [...answers.keys()],
  });
}
