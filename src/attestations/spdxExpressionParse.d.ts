/** The library has no types of its own. */
declare module "spdx-expression-parse" {
  interface One {
    readonly license: string;
    readonly plus?: true;
    readonly exception?: string;
  }
  interface Both {
    readonly left: One | Both;
    readonly conjunction: "and" | "or";
    readonly right: One | Both;
  }
  /** Throws where the text is no expression. */
  function parse(text: string): One | Both;
  export = parse;
}
