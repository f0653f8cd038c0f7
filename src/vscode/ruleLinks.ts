/** The path of a link to the page of a rule. */
export function linkPath(rule: string): string {
  return `/rules/${rule}`;
}

/**
 * The rule that a link names. Anybody can make a link, so what is in it is only ever compared with
 * the names of rules; a path that is none of ours comes back as it is, to be named in a message.
 */
export function ruleOfLink(path: string): string {
  return /^\/rules\/([^/]+)$/.exec(path)?.[1] ?? path;
}
