import { columns as allColumns, type Column } from "../view/columns";
import type { ComponentQuery } from "../view/componentTable";
import type { LicenceFamily } from "../view/licences";
import type { SbomChoice } from "../view/overview";
import { chipGroup, toggled, type Chip } from "./chips";
import { checkbox } from "./controls";
import { element } from "./elements";

/** What leaves out no component. */
export const noChoice: Omit<ComponentQuery, "sort"> = {
  filter: "",
  types: [],
  families: [],
  directOnly: false,
  duplicatesOnly: false,
};

const mostTypes = 8;

/** Chips by which components are chosen. */
export function choiceChips(
  { types, families, direct, duplicates }: SbomChoice,
  query: ComponentQuery,
  change: (changes: Partial<ComponentQuery>) => void,
): readonly HTMLElement[] {
  const typeChips = types
    .filter(({ value }, place) => place < mostTypes || query.types.includes(value))
    .map(({ value, label, count }, place) => ({
      key: `type-${place}`,
      label,
      count,
      pressed: query.types.includes(value),
      toggle: () => change({ types: toggled(query.types, value) }),
    }));
  const familyChips = families.map(({ value, label, count }) => ({
    key: `family-${value}`,
    label,
    count,
    pressed: query.families.some((one) => one === value),
    toggle: () => change({ families: toggled(query.families, value as LicenceFamily) }),
  }));
  const more: Chip[] = [];
  if (direct !== null)
    more.push({
      key: "direct",
      label: "Direct only",
      count: direct,
      pressed: query.directOnly,
      title: "What nothing else in the list needs",
      toggle: () => change({ directOnly: !query.directOnly }),
    });
  if (duplicates > 0)
    more.push({
      key: "duplicates",
      label: "Duplicates",
      count: duplicates,
      pressed: query.duplicatesOnly,
      title: "Packages that are there more than once",
      toggle: () => change({ duplicatesOnly: !query.duplicatesOnly }),
    });
  const groups = [
    ["Type", typeChips],
    ["Licence", familyChips],
    ["More", more],
  ] as const;
  return groups.flatMap(([label, chips]) => (chips.length === 0 ? [] : [chipGroup(label, chips)]));
}

/** Which columns are shown; the name always is. */
export function columnChooser(
  first: readonly Column[],
  changed: (columns: readonly Column[]) => void,
): HTMLElement {
  const shown = new Set(first);
  const boxes = allColumns
    .filter(({ id }) => id !== "name")
    .map(({ id, label }) =>
      checkbox(label, shown.has(id), (isShown) => {
        if (isShown) shown.add(id);
        else shown.delete(id);
        changed(allColumns.map((one) => one.id).filter((one) => shown.has(one)));
      }),
    );
  const summary = element("summary", { "data-key": "columns" }, "Columns");
  const chooser = element(
    "details",
    { class: "column-chooser" },
    summary,
    element("div", { class: "popup", role: "group", "aria-label": "Columns" }, ...boxes),
  );
  chooser.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    chooser.open = false;
    summary.focus();
  });
  return chooser;
}
