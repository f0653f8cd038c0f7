import { XmlBaseSerializer, type Types, type XML } from "@cyclonedx/cyclonedx-library/Serialize";

type Element = XML.Types.SimpleXml.Element;

/**
 * Writes the library's elements as XML 1.0 in UTF-8, two spaces for each level. The library itself would
 * take a whole DOM for that.
 */
export class XmlWriter extends XmlBaseSerializer {
  protected override _serialize(root: Element, options?: Types.SerializerOptions): string {
    const space = typeof options?.space === "number" ? " ".repeat(options.space) : "";
    const parts = ['<?xml version="1.0" encoding="UTF-8"?>\n'];
    write(root, null, "", space, parts);
    return parts.join("").trimEnd();
  }
}

function write(
  element: Element,
  outer: string | null,
  indent: string,
  space: string,
  parts: string[],
): void {
  const { name, children } = element;
  const namespace = element.namespace?.toString() ?? outer;
  const attributes = { ...element.attributes };
  if (namespace !== outer && namespace !== null) attributes["xmlns"] = namespace;
  const written = Object.entries(attributes).flatMap(([attribute, value]) =>
    value === undefined ? [] : ` ${attribute}="${escape(String(value))}"`,
  );
  parts.push(indent, "<", name, ...written);
  if (children === undefined) parts.push("/>\n");
  else if (typeof children === "string" || typeof children === "number") {
    parts.push(">", escape(String(children)), "</", name, ">\n");
  } else {
    const inner = [...children].filter((child) => child.type === "element");
    if (inner.length === 0) {
      parts.push("/>\n");
      return;
    }
    parts.push(">\n");
    for (const child of inner) write(child, namespace, indent + space, space, parts);
    parts.push(indent, "</", name, ">\n");
  }
}

/** XML has no way to write most control characters, nor halves of surrogate pairs. */
function escape(text: string): string {
  return Buffer.from(text)
    .toString()
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "\ufffd")
    .replace(/[&<>"\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}
