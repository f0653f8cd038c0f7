/** What stands in an element: text is text, whatever is in it. */
export type Child = Node | string | null;

interface Attributes {
  readonly class?: string;
  readonly id?: string;
  readonly role?: string;
  readonly title?: string;
  readonly tabindex?: string;
  readonly type?: string;
  readonly scope?: string;
  readonly hidden?: string;
  readonly [aria: `aria-${string}` | `data-${string}`]: string;
}

/** An element of HTML. Handlers and styles are no attributes here, so no text becomes one. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** An element of SVG, all of whose attributes are numbers and words of our own. */
export function drawing<K extends keyof SVGElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string>>,
  ...children: readonly (Node | string)[]
): SVGElementTagNameMap[K] {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children);
  return made;
}

/** Replaces what an element holds, and puts the focus back to where it was as far as that is still there. */
export function replaceContent(holder: Element, ...children: readonly Child[]): void {
  const focused = document.activeElement;
  const key = focused !== null && holder.contains(focused) ? keyOf(focused) : null;
  holder.replaceChildren(...children.filter((child) => child !== null));
  if (key === null) return;
  const again = [...holder.querySelectorAll("[data-key]")].find((one) => keyOf(one) === key);
  if (again instanceof HTMLElement) again.focus();
}

const keyOf = (of: Element): string | null => of.getAttribute("data-key");
