/**
 * A key of a version, by which to look up others: those that `compareVersions` holds for equal have the same one,
 * and few others do. Numbers tell versions apart, and zeros often mean nothing. Takes linear time.
 * @param type of the package's purl
 */
export function versionBucket(type: string, version: string): string {
  const numbers = significantPart(type, version).match(/\d+/g) ?? [];
  return numbers
    .map((digits) => digits.replace(/^0+/, ""))
    .filter((digits) => digits !== "")
    .join(".");
}

/** Without the metadata of a build, and without a release of RPM, which one of the two may leave out. */
function significantPart(type: string, version: string): string {
  if (type === "rpm") {
    const end = version.lastIndexOf("-");
    // As `compareRpm` has it, a release comes after the epoch.
    return end > version.indexOf(":") ? version.slice(0, end) : version;
  }
  const end = withMetadata.has(type) ? version.indexOf("+") : -1;
  return end === -1 ? version : version.slice(0, end);
}

const withMetadata: ReadonlySet<string> = new Set(
  "cargo composer docker golang hex npm nuget swift".split(" "),
);
