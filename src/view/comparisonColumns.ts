/** The columns of the table of packages that differ, in their order. */
export const comparisonColumns = [
  { id: "change", label: "Change" },
  { id: "name", label: "Package" },
  { id: "ecosystem", label: "Type" },
  { id: "before", label: "Before" },
  { id: "after", label: "After" },
] as const;

export type ComparisonColumn = (typeof comparisonColumns)[number]["id"];
