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

/** Whether a text is a URI as an editor writes one: at a scheme of other letters, or four slashes, it throws. */
export const isUri = (value: unknown): value is string =>
  isText(value) && /^\w[\w+.-]*:(?!\/{4})/.test(value);

export const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.length <= 1_000 && value.every(isText);
