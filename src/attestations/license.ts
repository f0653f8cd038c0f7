import parseExpression from "spdx-expression-parse";

/** What a list of components says of a licence, looked into. */
export type License =
  /** An expression of SPDX, of one licence or several. */
  | { readonly kind: "expression"; readonly expression: string; readonly ids: readonly string[] }
  /** Anything else that somebody wrote. */
  | { readonly kind: "name"; readonly name: string };

/**
 * Reads a licence as an expression of SPDX (annex D of SPDX 2.3): `MIT`, `MIT OR Apache-2.0`,
 * `LicenseRef-own`. `ids` has each licence that it names once, in order, with its exception:
 * `GPL-2.0-only WITH Classpath-exception-2.0`. What is no expression, has an unknown identifier or more
 * than 2,000 characters, is a name.
 */
export function readLicense(text: string): License {
  const expression = text.trim();
  const node = parse(expression);
  if (node === null) return { kind: "name", name: text };
  return { kind: "expression", expression, ids: [...new Set(idsOf(node))] };
}

/** One licence of several that apply together: `MIT AND (Apache-2.0 OR GPL-2.0-only)`; null where one is a name. */
export function joinLicenses(texts: readonly string[]): string | null {
  const licenses = texts.map(readLicense);
  if (!licenses.every((license) => license.kind === "expression")) return null;
  const parts = licenses.map(({ expression }) =>
    licenses.length > 1 && / or /i.test(expression) ? `(${expression})` : expression,
  );
  return parts.join(" AND ");
}

type Node = ReturnType<typeof parseExpression>;

/** The library looks for identifiers anywhere in what is left, in quadratic time: so what it gets is checked. */
function parse(text: string): Node | null {
  if (text.length > longest || !/^[\w.+:() -]+$/.test(text) || /Ref-(?![A-Za-z0-9.-])/.test(text))
    return null;
  try {
    return parseExpression(text);
  } catch {
    return null;
  }
}

const longest = 2000;

function idsOf(node: Node): string[] {
  if ("conjunction" in node) return [...idsOf(node.left), ...idsOf(node.right)];
  const id = node.plus === true ? `${node.license}+` : node.license;
  return [node.exception === undefined ? id : `${id} WITH ${node.exception}`];
}
