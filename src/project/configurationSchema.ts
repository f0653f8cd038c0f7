import { profiles, ruleOptions, ruleSeverities } from "./configuration";
import { evidenceKinds, mostDays, mostLevel } from "./demands";

export interface DescribedRule {
  readonly id: string;
  /** One sentence. */
  readonly summary: string;
}

/** The JSON Schema (draft-07) of `.drydock.yaml`, for editors: what `readConfiguration` accepts. */
export function configurationSchema(rules: readonly DescribedRule[]): Record<string, unknown> {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Drydock configuration",
    description: "What Drydock reports for the Dockerfiles of this folder and those below it.",
    type: ["object", "null"],
    additionalProperties: false,
    properties: {
      profile: {
        description: "The set of rules and severities to start from.",
        enum: [...profiles, null],
      },
      rules: {
        description: "Severity of single rules; wins over the profile.",
        type: ["object", "null"],
        additionalProperties: false,
        properties: Object.fromEntries(rules.map((rule) => [rule.id, ruleSchema(rule)])),
      },
      targets: {
        description:
          "Names of the stages that ship. Left out: the last one, and those that compose or bake files build.",
        ...words,
      },
      registries: {
        description:
          "Where images may come from: hosts (ghcr.io), or hosts and paths (ghcr.io/acme).",
        type: ["object", "null"],
        additionalProperties: false,
        properties: {
          allow: { description: "Nothing else is approved.", ...words },
          deny: { description: "Never approved.", ...words },
        },
      },
      family: {
        description: "The family of hardened images to suggest first, such as dhi.",
        type: ["string", "null"],
        pattern: "^[a-z0-9-]+$",
      },
      families: {
        description:
          "The families of hardened images to offer, in this order, and no others: dhi, dotnet, distroless, chainguard.",
        ...words,
      },
      mirrors: {
        description:
          "Where an organisation keeps copies of hardened images: the beginning of a name, and what stands in its place there (dhi.io/: docker.io/acme/dhi-).",
        type: ["object", "null"],
        additionalProperties: { type: "string", minLength: 1 },
      },
      evidence: {
        description:
          "What drydock verify asks of images beside what a policy does. It never says whom to believe.",
        type: ["object", "null"],
        additionalProperties: false,
        properties: {
          require: {
            description: "Kinds of evidence that must be there and verified.",
            type: ["array", "null"],
            items: { enum: [...evidenceKinds] },
          },
          level: {
            description: "The least SLSA build level.",
            type: ["integer", "null"],
            minimum: 1,
            maximum: mostLevel,
          },
          maxAgeDays: {
            description: "The most days since it was signed.",
            type: ["integer", "null"],
            minimum: 1,
            maximum: mostDays,
          },
        },
      },
    },
  };
}

const words = { type: ["array", "null"], items: { type: ["string", "number"] } };
const severity = { enum: [...ruleSeverities, null] };

function ruleSchema({ id, summary }: DescribedRule): Record<string, unknown> {
  const options = (ruleOptions.get(id) ?? []).map((name) => [name, { type: ["boolean", "null"] }]);
  return {
    description: summary,
    anyOf: [
      severity,
      {
        type: "object",
        additionalProperties: false,
        properties: { severity, ...(Object.fromEntries(options) as Record<string, unknown>) },
      },
    ],
  };
}
