/** The name of a package as people write it: `@babel/core`, `org.x:io`, `laravel/framework`. */
export function joinGroup(group: string | null, name: string, type: string): string {
  if (group === null || group === "") return name;
  return type === "maven" ? `${group}:${name}` : `${group}/${name}`;
}

/** A place in a namespace that is a distribution or a vendor, and no part of the name. */
export function isPartOfName(type: string): boolean {
  return !["deb", "apk", "rpm", "alpm", "generic", "docker", "oci"].includes(type);
}

/** `syft 1.29.0`; null where there is no name. */
export function toolName(name: string | null, version: string | null): string | null {
  return name === null || version === null ? name : `${name} ${version}`;
}
