import type { TreeRow } from "../view/dependencyTree";

/** A place in the tree; its row is null while it is on its way. */
export interface TreeNode {
  readonly parent: TreeNode | null;
  /** Among those beside it. */
  readonly place: number;
  /** From 1 at the top. */
  readonly level: number;
  /** How many are beside it, with itself. */
  readonly siblings: number;
  row: TreeRow | null;
  /** Made when it is first opened. */
  children: readonly TreeNode[] | null;
  isOpen: boolean;
}

/** The tree as lines: what is open, from top to bottom. */
export interface TreeModel {
  readonly lines: readonly TreeNode[];
  /** Begins anew with this many at the top. */
  begin(total: number): void;
  /** Rows of what stands below a node, null for the top, are there. */
  fill(parent: TreeNode | null, from: number, rows: readonly TreeRow[]): void;
  /** Does nothing where a node has nothing below it, or stands below itself. */
  open(node: TreeNode): void;
  close(node: TreeNode): void;
  /** What stands below a node, null for the top. */
  below(parent: TreeNode | null): readonly TreeNode[];
  /** The lines that are open, from top to bottom. */
  opened(): readonly TreeNode[];
}

/** Opening and closing cost as much as there are lines. */
export function createTreeModel(): TreeModel {
  let top: readonly TreeNode[] = [];
  let lines: readonly TreeNode[] = [];

  /** The lines of some nodes and of all that is open below them. */
  const linesOf = (nodes: readonly TreeNode[]): TreeNode[] => {
    const found: TreeNode[] = [];
    const pending = [...nodes].reverse();
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      found.push(node);
      if (!node.isOpen || node.children === null) continue;
      for (let place = node.children.length - 1; place >= 0; place--) {
        const child = node.children[place];
        if (child !== undefined) pending.push(child);
      }
    }
    return found;
  };

  return {
    get lines() {
      return lines;
    },
    begin: (total) => {
      top = nodesOf(null, total);
      lines = top;
    },
    fill: (parent, from, rows) => {
      const nodes = parent === null ? top : (parent.children ?? []);
      rows.forEach((row, at) => {
        const node = nodes[from + at];
        if (node !== undefined) node.row = row;
      });
    },
    open: (node) => {
      if (!canOpen(node) || node.isOpen) return;
      node.children ??= nodesOf(node, node.row?.children ?? 0);
      node.isOpen = true;
      const at = lines.indexOf(node);
      lines = [...lines.slice(0, at + 1), ...linesOf(node.children), ...lines.slice(at + 1)];
    },
    close: (node) => {
      if (!node.isOpen) return;
      const at = lines.indexOf(node);
      const count = linesOf([node]).length;
      node.isOpen = false;
      lines = [...lines.slice(0, at + 1), ...lines.slice(at + count)];
    },
    below: (parent) => (parent === null ? top : (parent.children ?? [])),
    opened: () => lines.filter(({ isOpen }) => isOpen),
  };
}

/** The way down to a node: the place of each step among those beside it. */
export function wayTo(node: TreeNode): readonly number[] {
  const way: number[] = [];
  for (let at: TreeNode | null = node; at !== null; at = at.parent) way.push(at.place);
  return way.reverse();
}

function nodesOf(parent: TreeNode | null, total: number): readonly TreeNode[] {
  return Array.from({ length: total }, (_, place) => ({
    parent,
    place,
    level: (parent?.level ?? 0) + 1,
    siblings: total,
    row: null,
    children: null,
    isOpen: false,
  }));
}

export function canOpen(node: TreeNode): boolean {
  return node.row !== null && node.row.children > 0 && !isAgain(node);
}

/** Whether a component stands above itself: it is shown, and not followed. */
export function isAgain({ row, parent }: TreeNode): boolean {
  if (row === null) return false;
  for (let at = parent; at !== null; at = at.parent) if (at.row?.index === row.index) return true;
  return false;
}
