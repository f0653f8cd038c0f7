/** The fields of what the page sent, which may be anything. */
export function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

/** Whether a value can be a place in a list. */
export const isIndex = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;

/** Texts of the page are short: what somebody typed, or a name. */
export const isText = (value: unknown): value is string =>
  typeof value === "string" && value.length <= 10_000;

export const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.length <= 1_000 && value.every(isText);
