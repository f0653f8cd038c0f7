import type { RowPage } from "../view/rows";

/** Asks the host for rows of one query. */
export type AskRows<Row> = (
  from: number,
  count: number,
  signal: AbortSignal,
) => Promise<RowPage<Row>>;

/** The rows of one query as far as they are here; the rest is asked for when it is looked at. */
export interface RowSource<Row> {
  /** Null while it is on its way. */
  row(place: number): Row | null;
  /** Makes sure that these rows come. */
  want(from: number, to: number): void;
  /** No longer waits for anything. */
  dispose(): void;
}

const pageSize = 100;
const mostPages = 30;

/**
 * Keeps a few pages of rows, the ones looked at last.
 *
 * @param arrived is told of each page, or that it failed
 */
export function createRowSource<Row>(
  ask: AskRows<Row>,
  arrived: (page: RowPage<Row> | Error) => void,
): RowSource<Row> {
  const pages = new Map<number, readonly Row[]>();
  const waiting = new Set<number>();
  const controller = new AbortController();
  const { signal } = controller;

  const fetchPage = async (page: number): Promise<void> => {
    waiting.add(page);
    try {
      const answer = await ask(page * pageSize, pageSize, signal);
      pages.set(page, answer.rows);
      const [oldest] = pages.keys();
      if (pages.size > mostPages && oldest !== undefined) pages.delete(oldest);
      arrived(answer);
    } catch (error) {
      if (!signal.aborted) arrived(error instanceof Error ? error : new Error(String(error)));
    } finally {
      waiting.delete(page);
    }
  };

  return {
    row: (place) => pages.get(Math.floor(place / pageSize))?.[place % pageSize] ?? null,
    want: (from, to) => {
      for (let page = Math.floor(from / pageSize); page * pageSize < to; page++) {
        const known = pages.get(page);
        if (known !== undefined) {
          // Looked at last, so it goes last.
          pages.delete(page);
          pages.set(page, known);
        } else if (!waiting.has(page)) void fetchPage(page);
      }
    },
    dispose: () => controller.abort(),
  };
}
