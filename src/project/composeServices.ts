import { extended } from "./compose";
import { readContainer } from "./composeContainer";
import { isPresent, writtenOf } from "./composeValues";
import { readEnvironmentFile } from "./environmentFile";
import type { Variables } from "./interpolation";
import { bareService } from "./service";
import type { Service, ServiceFile, Written } from "./serviceFile";
import { readYaml } from "./yamlText";
import type { TextSpan, YamlEntry, YamlMap } from "./yamlText";

/**
 * The services of a compose file with the image that is pulled for each: none where it is built, here
 * or in a file `beside`, where another service builds an image of that name, or where a file that we
 * don't read could say so. `extends` is followed inside the file.
 */
export function readComposeServices(
  text: string,
  path: string,
  beside: readonly string[],
  environment: string,
): Pick<ServiceFile, "services" | "problems"> {
  const variables = readEnvironmentFile(environment);
  const hidden: Variables = new Map([...variables.keys()].map((name) => [name, null]));
  const { roots, problems } = readYaml(text);
  const maps = roots.flatMap((root) => servicesOf(root) ?? []);
  const layered = maps.flatMap((written) =>
    [...written.entries].map(([name, { keySpan }]) => ({
      name,
      keySpan,
      ...layersOf(name, written, path),
    })),
  );
  const others = beside.flatMap((other) =>
    readYaml(other).roots.flatMap((root) => [...(servicesOf(root)?.entries ?? [])]),
  );
  const builtNames = new Set([
    ...layered.filter(({ layers, isOpen }) => isOpen || builds(layers)).map(({ name }) => name),
    ...others.flatMap(([name, { value }]) =>
      value.kind === "map" && (builds([value]) || value.entries.has("extends")) ? [name] : [],
    ),
  ]);
  const builtImages = new Set(
    layered
      .filter(({ name }) => builtNames.has(name))
      .map(({ layers }) => imageOf(layers, text, variables)?.value ?? null),
  );
  const setElsewhere = new Map(others);
  const services = layered.map(({ name, keySpan, layers, isOpen }): Service => {
    const image = builtNames.has(name) ? null : imageOf(layers, text, variables);
    const container = readContainer(layers, text, hidden);
    const elsewhere = setElsewhere.get(name)?.value;
    const isPulled = image !== null && !builtImages.has(image.value ?? image.text);
    return {
      ...bareService("service", name, keySpan),
      ...container,
      user: container.user ?? userElsewhere(elsewhere, keySpan),
      isOpen: isOpen || elsewhere !== undefined,
      image: isPulled ? image : null,
    };
  });
  // Too many merge keys show only where they are followed.
  return problems.length > 0
    ? { services: [], problems }
    : { services: together(services), problems };
}

function servicesOf(root: ReturnType<typeof readYaml>["roots"][number]): YamlMap | null {
  const services = root.kind === "map" ? root.entries.get("services")?.value : undefined;
  return services?.kind === "map" ? services : null;
}

/** Longer chains are nobody's, and each service follows its own. */
const longestChain = 20;

/** A service and those that it extends, nearest first; open where one is of another file. */
function layersOf(
  name: string,
  written: YamlMap,
  path: string,
): { readonly layers: readonly YamlMap[]; readonly isOpen: boolean } {
  const layers: YamlMap[] = [];
  for (let next: string | null = name; next !== null;) {
    const value: YamlEntry["value"] | undefined = written.entries.get(next)?.value;
    if (value?.kind !== "map" || layers.includes(value) || layers.length === longestChain)
      return { layers, isOpen: layers.length > 0 };
    layers.push(value);
    const parent: string | null = extended(value, path);
    if (parent === "unknown") return { layers, isOpen: true };
    next = parent;
  }
  return { layers, isOpen: false };
}

function builds(layers: readonly YamlMap[]): boolean {
  return isPresent(layers, "build");
}

/** A user that another file sets: who it is depends on which files are read. */
function userElsewhere(value: YamlEntry["value"] | undefined, keySpan: TextSpan): Written | null {
  if (value?.kind !== "map" || !isPresent([value], "user")) return null;
  return {
    text: "",
    value: null,
    span: keySpan,
    isExact: false,
    variables: [],
    keySpan,
    isOwn: false,
  };
}

function imageOf(layers: readonly YamlMap[], text: string, variables: Variables): Service["image"] {
  const image = writtenOf(layers, "image", text, variables);
  if (image?.value == null || variables.size === 0) return image;
  const names = new Set(image.text.match(/(?<=\$\{?)[A-Za-z_]\w*/g) ?? []);
  const named = [...names].flatMap((name) => {
    const value = variables.get(name) ?? null;
    return value === null ? [] : [{ name, value }];
  });
  // A value that is a part of no image may be anything, and is not repeated.
  return named.every(({ value }) => /^[\w./:@-]*$/.test(value))
    ? { ...image, variables: named }
    : { ...image, value: null };
}

/** Tells services of each other that take their image from one place. */
function together(services: readonly Service[]): Service[] {
  const byPlace = new Map<number, string[]>();
  for (const { image, name } of services) {
    if (image === null) continue;
    const names = byPlace.get(image.span.start);
    if (names === undefined) byPlace.set(image.span.start, [name]);
    else names.push(name);
  }
  return services.map((service) => {
    const names = service.image === null ? [] : (byPlace.get(service.image.span.start) ?? []);
    if (names.length < 2) return service;
    const isRepeated = names[0] !== service.name;
    // The first one is where all of them are told of.
    const sharedWith = isRepeated ? names.slice(0, 1) : names.slice(1);
    return { ...service, sharedWith, isRepeated };
  });
}
