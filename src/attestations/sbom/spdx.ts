import type { Relations } from "./relations";

/** What the JSON and the tag-value form of SPDX 2 have in common. */
export function isStated(value: string | null): value is string {
  return value !== null && value !== "" && value !== "NOASSERTION" && value !== "NONE";
}

/** `Organization: Docker, Inc. (mail@example.com)` → `Docker, Inc.`; null where nothing is stated. */
export function spdxParty(written: string | null): string | null {
  if (!isStated(written)) return null;
  const kind = kinds.find((one) => written.startsWith(one)) ?? "";
  const name = written.slice(kind.length).trim();
  const mail = name.endsWith(")") ? name.slice(name.lastIndexOf("(") + 1, -1) : null;
  const hasMail = mail === "" || mail?.includes("@") === true;
  return (hasMail ? name.slice(0, name.lastIndexOf("(")).trim() : name) || null;
}

const kinds = ["Organization:", "Person:", "Tool:"];

/** What a relationship says that a document is about, and which document. */
export function describedBy(
  from: string,
  to: string,
  type: string,
): { readonly by: string; readonly id: string } | null {
  if (type === "DESCRIBES") return { by: from, id: to };
  return type === "DESCRIBED_BY" ? { by: to, id: from } : null;
}

/** Adds a relationship in the direction in which the one needs or holds the other. */
export function addSpdxRelation(
  relations: Relations,
  from: string,
  to: string,
  type: string,
): void {
  // NONE and NOASSERTION name nothing; other documents cannot be looked into.
  if (!isStated(to) || to.startsWith("DocumentRef-")) return;
  if (type === "DEPENDS_ON") relations.add(from, to, "depends-on");
  else if (type.endsWith("DEPENDENCY_OF")) relations.add(to, from, "depends-on");
  else if (type === "CONTAINS") relations.add(from, to, "contains");
  else if (type === "CONTAINED_BY") relations.add(to, from, "contains");
  else if (type === "DESCRIBES") relations.add(from, to, "describes");
  else if (type === "DESCRIBED_BY") relations.add(to, from, "describes");
  else relations.add(from, to, "other");
}

/** `Tool: syft-1.29.0` → `syft 1.29.0`; names without a version stay. */
export function spdxTool(creator: string): string {
  const name = creator.replace(/^Tool:/, "").trim();
  const match = /^([^]*?)-(v?\d[^]*)$/.exec(name);
  return match === null ? name : `${match[1]} ${match[2]}`;
}
