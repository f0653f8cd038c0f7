/** Which rows are drawn: those in view and a few around them. */
export interface Window {
  readonly from: number;
  /** Behind the last. */
  readonly to: number;
}

export const rowHeight = 24;
const around = 8;

export function windowOf(scrollTop: number, height: number, total: number): Window {
  const first = Math.floor(scrollTop / rowHeight);
  const inView = Math.ceil(height / rowHeight) + 1;
  return {
    from: Math.max(0, Math.min(first, total) - around),
    to: Math.min(total, first + inView + around),
  };
}

/** Where to scroll so that a row is whole in view; null where it is. */
export function scrollToShow(row: number, scrollTop: number, height: number): number | null {
  const top = row * rowHeight;
  if (top < scrollTop) return top;
  const bottom = top + rowHeight;
  return bottom > scrollTop + height ? bottom - height : null;
}

/** A cell: row -1 is the head. */
export interface Cell {
  readonly row: number;
  readonly column: number;
}

/** Where a key leads from a cell; null where the key does not move. */
export function moved(
  { row, column }: Cell,
  key: string,
  { rows, columns, page, whole }: Size,
): Cell | null {
  const at = (nextRow: number, nextColumn: number): Cell => ({
    row: Math.min(rows - 1, Math.max(-1, nextRow)),
    column: Math.min(columns - 1, Math.max(0, nextColumn)),
  });
  switch (key) {
    case "ArrowDown":
      return at(row + 1, column);
    case "ArrowUp":
      return at(row - 1, column);
    case "ArrowRight":
      return at(row, column + 1);
    case "ArrowLeft":
      return at(row, column - 1);
    case "PageDown":
      return at(row + page, column);
    case "PageUp":
      return at(Math.max(0, row - page), column);
    case "Home":
      return whole ? at(0, 0) : at(row, 0);
    case "End":
      return whole ? at(rows - 1, columns - 1) : at(row, columns - 1);
    default:
      return null;
  }
}

export interface Size {
  readonly rows: number;
  readonly columns: number;
  /** Rows in view. */
  readonly page: number;
  /** Home and End go to the corners of the table, not of the row. */
  readonly whole: boolean;
}
