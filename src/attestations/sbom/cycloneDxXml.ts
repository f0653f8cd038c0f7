import type { JsonValue } from "../json";
import type { Problems } from "../problems";
import { readXml, type XmlElement } from "../xml";
import { bom, type Shape } from "./cycloneDxShapes";

export type XmlReading =
  | { readonly kind: "read"; readonly value: JsonValue }
  | { readonly kind: "broken"; readonly problem: string };

/**
 * Reads CycloneDX 1.0 to 1.7 in XML into the value that the same document would be in JSON, as far as
 * Drydock looks at it; elements of other namespaces are extensions and are passed over. An element more
 * than once where there may be one is a problem, and the last one counts.
 */
export function readCycloneDxXml(bytes: Uint8Array, problems: Problems): XmlReading {
  const open: Frame[] = [];
  let passedOver = 0;
  let namespace = "";
  const root: Building = {};

  const problem = readXml(bytes, {
    open(element) {
      const above = open.at(-1);
      if (above === undefined) {
        const version = versionOf(element);
        if (version === null)
          return `The document is XML, but no CycloneDX: it begins with "${element.name}".`;
        namespace = element.namespace;
        root["bomFormat"] = "CycloneDX";
        root["specVersion"] = version;
        open.push(createFrame(bom, element, root, () => undefined));
        return null;
      }
      const child = passedOver === 0 ? childOf(above.shape, element.name) : undefined;
      if (child === undefined || element.namespace !== namespace) {
        passedOver += 1;
        return null;
      }
      open.push(
        createFrame(child.shape, element, {}, (value) => {
          const wrapped = child.wrap === undefined ? value : { [child.wrap]: value };
          if (above.list !== null) above.list.push(wrapped);
          else if (child.many === true) listIn(above, child.into).push(wrapped);
          else {
            if (Object.hasOwn(above.fields, child.into))
              problems.add(`"${element.name}" is there twice in one element.`);
            above.fields[child.into] = wrapped;
          }
        }),
      );
      return null;
    },
    text(text) {
      const top = open.at(-1);
      if (top !== undefined && passedOver === 0 && top.takesText) top.texts.push(text);
    },
    close() {
      if (passedOver > 0) passedOver -= 1;
      else open.pop()?.finish();
    },
  });
  return problem === null ? { kind: "read", value: root } : { kind: "broken", problem };
}

/** A JSON object in the making. */
type Building = Record<string, JsonValue>;

interface Frame {
  readonly shape: Shape;
  readonly fields: Building;
  /** Where the element is a list: what is in it. */
  readonly list: JsonValue[] | null;
  readonly lists: Map<string, JsonValue[]>;
  readonly takesText: boolean;
  readonly texts: string[];
  finish(): void;
}

function createFrame(
  shape: Shape,
  { attributes }: XmlElement,
  fields: Building,
  attach: (value: JsonValue) => void,
): Frame {
  const list: JsonValue[] | null = shape.kind === "list" ? [] : null;
  const texts: string[] = [];
  const textField = shape.kind === "object" ? (shape.text ?? null) : null;
  if (shape.kind === "object") {
    for (const name of shape.attributes ?? []) {
      const value = attributes.get(name);
      if (value !== undefined) fields[name] = value;
    }
  }
  const value = (): JsonValue => {
    if (shape.kind === "list") return list ?? [];
    if (shape.kind === "reference") return attributes.get("ref") ?? "";
    const text = texts.join("").trim();
    if (shape.kind === "text") return text;
    if (shape.kind === "number")
      return text === "" || Number.isNaN(Number(text)) ? text : Number(text);
    return textField === null ? fields : { ...fields, [textField]: text };
  };
  const takesText = shape.kind === "text" || shape.kind === "number" || textField !== null;
  return { shape, fields, list, lists: new Map(), takesText, texts, finish: () => attach(value()) };
}

function childOf(shape: Shape, name: string) {
  if (shape.kind !== "object" && shape.kind !== "list") return undefined;
  return shape.children.get(name);
}

/** The list that a field is, and that grows while the element is read. */
function listIn({ fields, lists }: Frame, name: string): JsonValue[] {
  const list = lists.get(name) ?? [];
  lists.set(name, list);
  fields[name] = list;
  return list;
}

/** `http://cyclonedx.org/schema/bom/1.6` → `1.6`. */
function versionOf({ name, namespace }: XmlElement): string | null {
  const match = /^http:\/\/cyclonedx\.org\/schema\/bom\/(1\.[0-7])$/.exec(namespace);
  return name === "bom" ? (match?.[1] ?? null) : null;
}
