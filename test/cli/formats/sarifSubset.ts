/**
 * The part of SARIF 2.1.0 that we write, as a schema of our own made from the specification (OASIS
 * Standard, 27 March 2020; sections in comments). Nothing beside it is let through, so whatever
 * passes is valid by the whole schema too, as far as that goes.
 */
const text = { type: "string", minLength: 1 };

/** 3.11: a message for people. */
const message = object({ text }, ["text"]);

/** 3.4: a URI reference; with a base it is relative and leads nowhere above it (3.4.4). */
const artifactLocation = {
  oneOf: [
    object({ uri: { type: "string", format: "uri-reference" } }, ["uri"]),
    object(
      {
        uri: { type: "string", format: "uri-reference", pattern: "^(?!/|\\.\\./|[A-Za-z]+:)" },
        uriBaseId: { const: "%SRCROOT%" },
      },
      ["uri", "uriBaseId"],
    ),
  ],
};

/** 3.30: lines and columns from 1; the end column lies behind the last character. */
const one = { type: "integer", minimum: 1 };
const region = object({ startLine: one, startColumn: one, endLine: one, endColumn: one }, [
  "startLine",
  "startColumn",
  "endLine",
  "endColumn",
]);

/** 3.29, 3.28. */
const physicalLocation = object({ artifactLocation, region }, ["artifactLocation"]);
const location = object({ physicalLocation, message }, ["physicalLocation"]);

const level = { enum: ["none", "note", "warning", "error"] };

/** 3.49: a rule. */
const reportingDescriptor = object(
  {
    id: text,
    shortDescription: message,
    fullDescription: message,
    help: message,
    defaultConfiguration: object({ level, enabled: { type: "boolean" } }, []),
    properties: object({ tags: { type: "array", items: text, uniqueItems: true } }, []),
  },
  ["id", "help"],
);

/** 3.55 to 3.57. */
const fix = object(
  {
    description: message,
    artifactChanges: list(
      object(
        {
          artifactLocation,
          replacements: list(
            object({ deletedRegion: region, insertedContent: object({ text }, ["text"]) }, [
              "deletedRegion",
            ]),
            1,
          ),
        },
        ["artifactLocation", "replacements"],
      ),
      1,
    ),
    properties: object({ safe: { type: "boolean" }, preferred: { type: "boolean" } }, []),
  },
  ["artifactChanges"],
);

/** 3.27. */
const result = object(
  {
    ruleId: text,
    ruleIndex: { type: "integer", minimum: 0 },
    level,
    message,
    locations: list(location, 1),
    relatedLocations: list(location, 1),
    fixes: list(fix, 1),
    partialFingerprints: { type: "object", additionalProperties: text },
    properties: { type: "object" },
  },
  ["ruleId", "level", "message", "locations", "partialFingerprints"],
);

/** 3.20, 3.58. */
const invocation = object(
  {
    executionSuccessful: { type: "boolean" },
    toolExecutionNotifications: list(
      object({ level, message, locations: list(location, 1) }, ["message"]),
      0,
    ),
  },
  ["executionSuccessful"],
);

/** 3.13, 3.14, 3.18, 3.19. */
export const sarifSubset = object(
  {
    $schema: { type: "string", format: "uri" },
    version: { const: "2.1.0" },
    runs: list(
      object(
        {
          tool: object(
            {
              driver: object(
                {
                  name: text,
                  semanticVersion: { type: "string", pattern: "^\\d+\\.\\d+\\.\\d+" },
                  rules: list(reportingDescriptor, 0),
                },
                ["name"],
              ),
            },
            ["driver"],
          ),
          columnKind: { enum: ["utf16CodeUnits", "unicodeCodePoints"] },
          invocations: list(invocation, 0),
          results: list(result, 0),
          // 3.8: a property bag.
          properties: { type: "object" },
        },
        ["tool", "results"],
      ),
      1,
    ),
  },
  ["version", "runs"],
);

function object(properties: Record<string, object>, required: readonly string[]) {
  return { type: "object", properties, required, additionalProperties: false };
}

function list(items: object, minItems: number) {
  return { type: "array", items, minItems };
}
