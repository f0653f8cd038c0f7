/** The columns of the table of components, in their order. */
export const columns = [
  { id: "name", label: "Name" },
  { id: "version", label: "Version" },
  { id: "type", label: "Type" },
  { id: "licence", label: "Licence" },
  { id: "supplier", label: "Supplier" },
  { id: "purl", label: "Package URL" },
  { id: "vex", label: "VEX" },
] as const;

export type Column = (typeof columns)[number]["id"];

/** The columns of the table of vulnerabilities, in their order. */
export const vulnerabilityColumns = [
  { id: "vulnerability", label: "Vulnerability" },
  { id: "severity", label: "Severity" },
  { id: "score", label: "Score" },
  { id: "package", label: "Package" },
  { id: "version", label: "Version" },
  { id: "fixed", label: "Fixed in" },
  { id: "vex", label: "VEX" },
  { id: "source", label: "Found by" },
] as const;
export type VulnerabilityColumn = (typeof vulnerabilityColumns)[number]["id"];

/** The columns of the table of packages that differ between two images, in their order. */
export const comparisonColumns = [
  { id: "change", label: "Change" },
  { id: "name", label: "Package" },
  { id: "ecosystem", label: "Type" },
  { id: "before", label: "Before" },
  { id: "after", label: "After" },
] as const;

export type ComparisonColumn = (typeof comparisonColumns)[number]["id"];
