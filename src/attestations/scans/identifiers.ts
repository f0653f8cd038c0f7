/**
 * Databases that give one identifier to one vulnerability. Advisories of distributions (DSA, RHSA, USN, …) are
 * not among them: one of those covers several, so that what is said of it is said of none in particular.
 */
const single =
  /^(?:(?:ALPINE|BIT|CGA|DEBIAN|ROOT-\w{1,40}|UBUNTU)-)?CVE-\d{4}-\d{1,19}$|^(?:BIT|CGA|GHSA|GO|GSD|PYSEC|RUSTSEC)-[\w-]{1,60}$/;

const cve = /CVE-\d{4}-\d{1,19}$/;

/**
 * The identifiers that all mean the one vulnerability of a finding, its own first. A record with several CVEs
 * among its aliases covers several vulnerabilities: then its own name alone counts.
 */
export function identifiersOf(id: string, aliases: readonly string[]): readonly string[] {
  const names = [id, ...aliases.filter((alias) => single.test(alias))];
  // What a distribution says of a CVE it says under a name with the CVE in it.
  const cves = new Set(names.flatMap((name) => (single.test(name) ? (cve.exec(name) ?? []) : [])));
  if (cves.size > 1) return [id];
  return [...new Set([...names, ...cves])];
}

/** The one name by which findings of several scanners are the same vulnerability: its CVE where it has one. */
export function commonIdentifier(identifiers: readonly string[]): string {
  return identifiers.find((name) => name.startsWith("CVE-")) ?? identifiers[0] ?? "";
}
