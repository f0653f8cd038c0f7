import type { TreePage, TreeRow, TreeSpan } from "../view/dependencyTree";
import { element } from "./elements";
import { rowHeight, scrollToShow, windowOf } from "./gridWindow";
import { treeLine } from "./treeLine";
import { canOpen, createTreeModel, wayTo, type TreeNode } from "./treeModel";

export interface TreeActions {
  /** Null where the list does not say what needs what. */
  page(parent: number | null, from: number, count: number): Promise<TreePage | null>;
  /** Which places below components have a name that begins so; null for those at the top. */
  named(parents: readonly (number | null)[], start: string): Promise<readonly TreeSpan[] | null>;
  path(index: number): Promise<readonly number[]>;
  open(index: number): void;
  copy(text: string): void;
  /** Says how it is looked at now, to be kept. */
  keep(view: TreeView): void;
  /** Something could not be had; a sentence. */
  failed(message: string): void;
}

/** How a tree is looked at. */
export interface TreeView {
  /** The ways to the lines that are open: the place of each step among those beside it. */
  readonly open: readonly (readonly number[])[];
  /** How far down it is scrolled, in lines. */
  readonly top: number;
}

export interface ComponentTree {
  readonly element: HTMLElement;
  /** Begins anew, as with another list. */
  load(view: TreeView): Promise<void>;
  /** Opens the way to a component and goes there. */
  reveal(index: number): Promise<void>;
  /** Marks the component whose detail is open; null for none. */
  select(index: number | null): void;
  focus(): void;
}

const pageSize = 100;
/** Names are looked for below so many open lines: nobody opens more by hand. */
const mostParents = 900;
/** More lines than these are not opened again. */
const mostKept = 200;
/** What is typed within this time is one word. */
const wordMs = 700;

/**
 * What needs what, as a tree of which only the lines in view exist, and only what was looked at was asked for. One
 * stop of Tab; the arrow keys, Home, End and the first letters of a name go on from there (ARIA Authoring Practices,
 * "Tree View"). The host knows the names of lines that are not here yet.
 */
export function createComponentTree(actions: TreeActions): ComponentTree {
  const model = createTreeModel();
  const body = element("div", { class: "tree-body", role: "presentation" });
  const tree = element(
    "div",
    { role: "tree", class: "tree", tabindex: "0", "aria-label": "Dependencies" },
    body,
  );
  const empty = element("p", { class: "empty", hidden: "" });
  const whole = element("div", { class: "component-tree" }, tree, empty);
  const asked = new WeakMap<TreeNode, Map<number, Promise<void>>>();
  let askedAtTop = new Map<number, Promise<void>>();
  let active = 0;
  let selected: number | null = null;
  /** The line to begin with, where it was given while the tree is hidden: then nothing scrolls. */
  let topWhenShown: number | null = null;
  /** Answers to a list of before are nobody's. */
  let round = 0;

  const fetchPage = (parent: TreeNode | null, page: number): Promise<void> => {
    const pages = parent === null ? askedAtTop : (asked.get(parent) ?? new Map());
    if (parent !== null) asked.set(parent, pages);
    const now = round;
    const fetched = async (): Promise<void> => {
      try {
        const answer = await actions.page(parent?.row?.index ?? null, page * pageSize, pageSize);
        if (now !== round || answer === null) return;
        model.fill(parent, answer.from, answer.rows);
        draw();
      } catch (error) {
        pages.delete(page);
        if (now === round) actions.failed(error instanceof Error ? error.message : String(error));
      }
    };
    const coming = pages.get(page) ?? fetched();
    pages.set(page, coming);
    return coming;
  };
  /** Opens all lines on a way down; null where the tree has no such way. */
  const walk = async (places: readonly number[]): Promise<TreeNode | null> => {
    const now = round;
    let at: TreeNode | null = null;
    for (const place of places) {
      if (at !== null) model.open(at);
      const node: TreeNode | undefined = model.below(at)[place];
      if (node === undefined) return null;
      if (node.row === null) await fetchPage(at, Math.floor(place / pageSize));
      if (now !== round) return null;
      at = node;
    }
    return at;
  };

  const draw = (): void => {
    const { lines } = model;
    active = Math.max(0, Math.min(active, lines.length - 1));
    body.style.height = `${lines.length * rowHeight}px`;
    const { from, to } = windowOf(tree.scrollTop, tree.clientHeight, lines.length);
    const shown = lines.slice(from, to);
    for (const { row, parent, place } of shown)
      if (row === null) void fetchPage(parent, Math.floor(place / pageSize));
    body.replaceChildren(
      ...shown.map((node, at) =>
        treeLine(node, from + at, {
          id: `tree-line-${from + at}`,
          isActive: from + at === active,
          isSelected: node.row !== null && node.row.index === selected,
        }),
      ),
    );
    const isDrawn = active >= from && active < to;
    if (isDrawn) tree.setAttribute("aria-activedescendant", `tree-line-${active}`);
    else tree.removeAttribute("aria-activedescendant");
  };

  const goTo = (line: number): void => {
    active = Math.max(0, Math.min(line, model.lines.length - 1));
    const scroll = scrollToShow(active, tree.scrollTop, tree.clientHeight);
    if (scroll !== null) tree.scrollTop = scroll;
    draw();
  };
  const toggle = (node: TreeNode): void => {
    if (node.isOpen) model.close(node);
    else model.open(node);
    draw();
    keep();
  };
  const keep = (): void =>
    actions.keep({
      open: model.opened().slice(0, mostKept).map(wayTo),
      top: topWhenShown ?? Math.floor(tree.scrollTop / rowHeight),
    });

  const right = (node: TreeNode): void => {
    if (!canOpen(node)) return;
    if (node.isOpen) goTo(active + 1);
    else toggle(node);
  };
  const left = (node: TreeNode): void => {
    if (node.isOpen) toggle(node);
    else if (node.parent !== null) goTo(model.lines.indexOf(node.parent));
  };
  let word = "";
  let typedAt = 0;
  const typed = async (letter: string, time: number): Promise<void> => {
    const start = time - typedAt > wordMs ? letter : word + letter;
    [word, typedAt] = [start, time];
    const now = round;
    const from = model.lines[active];
    const parents = [null, ...model.opened().slice(0, mostParents)];
    const indexes = parents.map((parent) => parent?.row?.index ?? null);
    const spans = await actions.named(indexes, start);
    // Who went on typing, or went elsewhere, means something else by now.
    if (spans === null || now !== round || word !== start || from !== model.lines[active]) return;
    const spanOf = new Map(parents.map((parent, at) => [parent, spans[at]]));
    const { lines } = model;
    // A longer word may be the name at which one is.
    const first = start.length === 1 ? active + 1 : active;
    for (let at = 0; at < lines.length; at++) {
      const line = (first + at) % lines.length;
      const node = lines[line];
      const span = node === undefined ? undefined : spanOf.get(node.parent);
      if (node !== undefined && span !== undefined && isIn(node.place, span)) return goTo(line);
    }
  };

  tree.addEventListener("keydown", (event) => {
    const node = model.lines[active];
    if (node === undefined || event.altKey) return;
    if (event.ctrlKey || event.metaKey) {
      if (event.key !== "c" || node.row === null) return;
      event.preventDefault();
      return actions.copy(textOf(node.row));
    }
    const page = Math.max(1, Math.floor(tree.clientHeight / rowHeight) - 1);
    const moves: Readonly<Record<string, () => void>> = {
      ArrowDown: () => goTo(active + 1),
      ArrowUp: () => goTo(active - 1),
      ArrowRight: () => right(node),
      ArrowLeft: () => left(node),
      Home: () => goTo(0),
      End: () => goTo(model.lines.length - 1),
      PageDown: () => goTo(active + page),
      PageUp: () => goTo(active - page),
      Enter: () => node.row !== null && actions.open(node.row.index),
      " ": () => node.row !== null && actions.open(node.row.index),
    };
    const move = Object.hasOwn(moves, event.key) ? moves[event.key] : undefined;
    if (move === undefined && event.key.length !== 1) return;
    event.preventDefault();
    if (move === undefined) void typed(event.key, event.timeStamp);
    else move();
  });
  tree.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const line = Number(target?.closest("[data-line]")?.getAttribute("data-line") ?? NaN);
    const node = model.lines[line];
    if (node === undefined) return;
    goTo(line);
    if (target?.classList.contains("twisty") === true && canOpen(node)) toggle(node);
    else if (node.row !== null) actions.open(node.row.index);
  });
  let isDue = false;
  tree.addEventListener("scroll", () => {
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(() => {
      isDue = false;
      draw();
      // A tree that is not shown has no place to be scrolled to.
      if (tree.clientHeight > 0) keep();
    });
  });
  const scrollTo = (line: number): void => {
    topWhenShown = tree.clientHeight === 0 ? line : null;
    tree.scrollTop = line * rowHeight;
  };
  new ResizeObserver(() => {
    if (topWhenShown !== null) scrollTo(topWhenShown);
    draw();
  }).observe(tree);

  const load = async ({ open, top }: TreeView): Promise<void> => {
    const now = ++round;
    askedAtTop = new Map([[0, Promise.resolve()]]);
    const page = await actions.page(null, 0, pageSize);
    if (now !== round) return;
    empty.hidden = page !== null;
    empty.textContent = "This list does not say what needs what, so there is no tree of it.";
    tree.hidden = page === null;
    model.begin(page?.total ?? 0);
    model.fill(null, 0, page?.rows ?? []);
    active = 0;
    for (const way of open) {
      const node = await walk(way);
      if (now !== round) return;
      if (node !== null) model.open(node);
    }
    draw();
    scrollTo(top);
  };

  return {
    element: whole,
    load,
    reveal: async (index) => {
      const node = await walk(await actions.path(index));
      if (node === null) return;
      selected = index;
      goTo(model.lines.indexOf(node));
      keep();
    },
    select: (index) => {
      selected = index;
      draw();
    },
    focus: () => tree.focus(),
  };
}

const isIn = (place: number, { from, to }: TreeSpan): boolean => from <= place && place < to;

function textOf({ name, version, type }: TreeRow): string {
  return [name, version, type].join("\t");
}
