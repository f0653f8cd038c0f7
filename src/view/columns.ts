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
