import type { Instruction, Stage } from "../../dockerfile/model";
import { blankWords } from "../../dockerfile/words";
import type { ImageFacts } from "../../image/catalog";
import { parseReference } from "../../image/reference";
import { started, wholeSpan } from "../../lint/shellUses";
import type { Breakage, Exchange } from "../breakage";
import { blocker } from "./make";

/**
 * Where official images keep the software itself. Hardened ones keep it elsewhere (DHI's python in /usr, its
 * php in /opt), so a file that names the old place would not find it.
 */
const homes: readonly (readonly [repository: RegExp, place: RegExp])[] = [
  [/\/python$/, /^\/usr\/local\/(?:lib\/python\d|bin\/(?:python|pip))|^\/usr\/local\/?$/],
  [/\/node$/, /^\/usr\/local\/(?:lib\/node_modules|bin\/(?:node|npm|npx|yarn|corepack)$)/],
  [/\/php$/, /^\/usr\/local\/(?:(?:etc|lib|include)\/php|s?bin\/(?:php|docker-php))/],
  [
    /\/(?:eclipse-temurin|openjdk)$/,
    /^\/opt\/java\/openjdk|^\/usr\/local\/openjdk|^\/usr\/lib\/jvm/,
  ],
  [/\/amazoncorretto$/, /^\/usr\/lib\/jvm/],
  [/\/dotnet\//, /^\/usr\/(?:share|lib)\/dotnet|^\/usr\/bin\/dotnet/],
  [/\/golang$/, /^\/usr\/local\/go(?:\/|$)/],
  [/\/ruby$/, /^\/usr\/local\/(?:lib\/ruby|bundle|bin\/(?:ruby|gem|bundle))/],
  [/\/rust$/, /^\/usr\/local\/(?:cargo|rustup)/],
  [/\/httpd$/, /^\/usr\/local\/apache2/],
  [/\/tomcat$/, /^\/usr\/local\/tomcat/],
  [/\/maven$/, /^\/usr\/share\/maven/],
  // In the home itself only what gradle looks for there: sources are put there as anywhere.
  [/\/gradle$/, /^\/opt\/gradle|^\/home\/gradle\/\.\w/],
  [/\/kafka$/, /^\/mnt\/shared|^\/etc\/kafka/],
  [/\/postgres$/, /^\/usr\/(?:lib|share)\/postgresql|^\/docker-entrypoint-initdb\.d/],
  [/\/mysql$/, /^\/docker-entrypoint-initdb\.d|^\/etc\/mysql\/conf\.d|^\/etc\/my\.cnf\.d/],
  [/\/(?:mariadb|mongo)$/, /^\/docker-entrypoint-initdb\.d/],
  [/\/nginx$/, /^\/docker-entrypoint\.d|^\/etc\/nginx\/templates/],
];

/** Places of the old image that the file names, and that the new one is not known to have. */
export function* homeBreakage(exchange: Exchange): Iterable<Breakage> {
  const { after, stages, shipped, next, name } = exchange;
  const places = placesIn(exchange);
  if (places.length === 0) return;
  const isLost = (path: string) =>
    places.some((place) => place.test(path)) && !isKnownPlace(next, path);
  for (const stage of after.dockerfile.stages) {
    for (const instruction of stage.instructions) {
      if (instruction.keyword !== "COPY") continue;
      const { sources, target } = pathsOf(instruction);
      const isFrom = stages.includes(stageOf(exchange, instruction) ?? stage.root.root);
      const hasFrom = instruction.flags.some(({ name: flag }) => flag === "from");
      const lost =
        (hasFrom && isFrom ? sources.find(isLost) : undefined) ??
        (stages.includes(stage) && isLost(target) ? target : undefined);
      if (lost !== undefined)
        yield blocker("moved-files", describe(lost, name), wholeSpan(instruction));
    }
  }
  for (const stage of shipped)
    for (const instruction of started(stage)) {
      const program = instruction.json?.[0] ?? "";
      if (isLost(program))
        yield blocker("moved-files", describe(program, name), wholeSpan(instruction));
    }
}

const describe = (path: string, name: string) =>
  `${path} is a place of the old image: ${name} is not known to have it or to read it.`;

function placesIn({ root }: Exchange): readonly RegExp[] {
  const reference = root.base.kind === "image" ? parseReference(root.base.reference) : null;
  if (reference === null) return [];
  const repository = `/${reference.path}`;
  return homes.filter(([of]) => of.test(repository)).map(([, place]) => place);
}

/** The stage that a COPY --from names, null where it names an image or nothing. */
export function stageOf({ after }: Pick<Exchange, "after">, { flags }: Instruction): Stage | null {
  const from = flags.find(({ name }) => name === "from")?.value ?? null;
  if (from === null) return null;
  const { dockerfile } = after;
  return (
    dockerfile.stageNamed(from) ??
    (/^\d+$/.test(from) ? (dockerfile.stages[Number(from)] ?? null) : null)
  );
}

/** What a COPY takes and where it puts it, as written. */
export function pathsOf(instruction: Instruction): {
  readonly sources: readonly string[];
  readonly target: string;
} {
  const words = instruction.json ?? blankWords(instruction.arguments).map(({ text }) => text);
  return { sources: words.slice(0, -1), target: words.at(-1) ?? "" };
}

/**
 * A place that an image is certain to have: one that its own variables name (PATH, GOPATH, SSL_CERT_FILE), or
 * something below it; what its entrypoint starts; the lists of users.
 */
export function isKnownPlace(
  { environment, entrypoint, workdir }: ImageFacts,
  path: string,
): boolean {
  if (path === "/etc/passwd" || path === "/etc/group" || entrypoint?.[0] === path) return true;
  const named = Object.values(environment)
    .flatMap((value) => value.split(":"))
    .filter((value) => /^\/\w/.test(value) && !/^\/(?:usr(?:\/local)?\/)?s?bin\/?$/.test(value))
    .map((value) => value.replace(/\/bin$/, ""));
  const known = workdir == null || workdir === "/" ? named : [...named, workdir];
  const plain = path.replace(/\/+\.?$/, "");
  return known.some((place) => plain === place || plain.startsWith(`${place}/`));
}
