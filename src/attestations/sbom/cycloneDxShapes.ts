/** What an element of CycloneDX's XML becomes in CycloneDX's JSON. */
export type Shape =
  | { readonly kind: "text" | "number" }
  /** The text of its attribute `ref`. */
  | { readonly kind: "reference" }
  | { readonly kind: "list"; readonly children: ReadonlyMap<string, Child> }
  | {
      readonly kind: "object";
      /** Attributes that are fields of the same name. */
      readonly attributes?: readonly string[];
      /** The field that its text goes into. */
      readonly text?: string;
      readonly children: ReadonlyMap<string, Child>;
    };

export interface Child {
  readonly shape: Shape;
  /** The field that it becomes; of no meaning in a list. */
  readonly into: string;
  /** It may be there again and again, and the field is a list. */
  readonly many?: boolean;
  /** In JSON it lies in an object with this one field. */
  readonly wrap?: string;
}

const text: Shape = { kind: "text" };
const reference: Shape = { kind: "reference" };

/** Fields of one name in both, and others. */
function object(
  fields: Readonly<Record<string, Shape>>,
  more: { attributes?: string[]; text?: string; children?: Readonly<Record<string, Child>> } = {},
): Shape & { readonly kind: "object" } {
  const { attributes = [], children = {}, text: textField } = more;
  const all = onFirstUse(
    () =>
      new Map([
        ...Object.entries(fields).map(([name, shape]) => [name, { shape, into: name }] as const),
        ...Object.entries(children),
      ]),
  );
  return {
    kind: "object",
    attributes,
    ...(textField === undefined ? {} : { text: textField }),
    get children() {
      return all();
    },
  };
}

/** Most documents are no XML: these tables would cost each start for nothing. */
function onFirstUse<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

function list(name: string, shape: Shape): Shape {
  return { kind: "list", children: new Map([[name, { shape, into: name }]]) };
}

const named = object({ name: text, email: text });

const licenses: Shape = {
  kind: "list",
  children: new Map<string, Child>([
    ["license", { shape: object({ id: text, name: text }), into: "license", wrap: "license" }],
    ["expression", { shape: text, into: "expression", wrap: "expression" }],
    // Since 1.7, with the texts of the licences beside it.
    ["expression-detailed", { shape: object({}, { attributes: ["expression"] }), into: "" }],
  ]),
};

/** A component holds components: the list of them is added once there is a component. */
const parts = new Map<string, Child>();
const components: Shape = { kind: "list", children: parts };
const component = object(
  {
    supplier: named,
    publisher: text,
    group: text,
    name: text,
    version: text,
    purl: text,
    licenses,
    hashes: list("hash", object({}, { attributes: ["alg"], text: "content" })),
    properties: list("property", object({}, { attributes: ["name"], text: "value" })),
    components,
  },
  { attributes: ["type", "bom-ref"] },
);
parts.set("component", { shape: component, into: "component" });

const tool = object({ vendor: text, name: text, version: text });

const metadata = object({
  timestamp: text,
  component,
  supplier: named,
  manufacture: named,
  manufacturer: named,
  authors: list("author", named),
  tools: object(
    { components, services: list("service", tool) },
    { children: { tool: { shape: tool, into: "components", many: true } } },
  ),
});

const dependency = object(
  {},
  {
    attributes: ["ref"],
    children: {
      dependency: { shape: reference, into: "dependsOn", many: true },
      provides: { shape: reference, into: "provides", many: true },
    },
  },
);

const vulnerability = object({
  id: text,
  references: list("reference", object({ id: text })),
  ratings: list("rating", object({ score: { kind: "number" }, severity: text })),
  recommendation: text,
  updated: text,
  affects: list("target", object({ ref: text })),
  analysis: object(
    { state: text, justification: text, detail: text, firstIssued: text, lastUpdated: text },
    { children: { responses: { shape: list("response", text), into: "response" } } },
  ),
});

/** The root. */
export const bom = object(
  {
    metadata,
    components,
    dependencies: list("dependency", dependency),
    vulnerabilities: list("vulnerability", vulnerability),
    services: list("service", object({ name: text })),
  },
  { attributes: ["serialNumber", "version"] },
);
