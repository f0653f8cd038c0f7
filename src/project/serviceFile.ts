import { readBakeImages } from "./bakeImages";
import type { Command } from "./commandWords";
import { readComposeServices } from "./composeServices";
import { largestText } from "./names";
import type { ServiceFileKind } from "./names";
import type { ProjectProblem, TextSpan } from "./yamlText";

/** A variable with its value. */
export interface Variable {
  readonly name: string;
  readonly value: string;
}

/** A value of a compose or bake file. */
export interface Written {
  /** As it stands in the file, without quotes. */
  readonly text: string;
  /** With the defaults of its variables put in; null where it hangs on one that has none. */
  readonly value: string | null;
  /** Where `text` stands; the whole value, quotes included, where it is not `isExact`. */
  readonly span: TextSpan;
  /** The file has the characters of `text` one by one: no escapes, no folded lines. */
  readonly isExact: boolean;
  /** What the file `.env` says of variables in it; only images are read with these. */
  readonly variables: readonly Variable[];
  /** The key that it is the value of. */
  readonly keySpan: TextSpan;
  /** False where another service says it (`extends`), and this one only takes it over. */
  readonly isOwn: boolean;
}

/** What a container mounts. */
export interface Mount {
  /** Null where it hangs on a variable. */
  readonly source: string | null;
  readonly target: string | null;
  readonly isReadOnly: boolean;
  readonly span: TextSpan;
}

/** What runs, or is built, from one image. */
export interface Service {
  /**
   * `service`: a container of a compose file. `context`: an image that a bake target hands to its
   * Dockerfile under a name. `argument`: one that it hands over as a build argument.
   */
  readonly kind: "service" | "context" | "argument";
  readonly name: string;
  readonly keySpan: TextSpan;
  /** The image that is pulled for it; null where it is built, or where that can't be told. */
  readonly image: Written | null;
  /** Other services that take their image from the same place (anchors, `extends`). */
  readonly sharedWith: readonly string[];
  /** One of those comes before this one. */
  readonly isRepeated: boolean;
  readonly platform: Written | null;
  readonly user: Written | null;
  readonly entrypoint: Command | null;
  readonly command: Command | null;
  readonly healthcheck: Command | null;
  readonly workingDirectory: Written | null;
  /** The names of its variables, with their value where it is known. */
  readonly environment: ReadonlyMap<string, string | null>;
  readonly environmentSpan: TextSpan | null;
  /** Ports of the container that are published. */
  readonly ports: readonly { readonly port: number; readonly span: TextSpan }[];
  readonly mounts: readonly Mount[];
  /** Another file, or one that is read together with this one, may say more of it. */
  readonly isOpen: boolean;
  /** Rights over the machine that it asks for: the key that does (`privileged`, `cap_add`). */
  readonly rights: { readonly key: string; readonly span: TextSpan } | null;
}

/** What a compose or bake file says of the images that it pulls. */
export interface ServiceFile {
  /** In the order of the file; those that neither name an image nor a user are left out. */
  readonly services: readonly Service[];
  /** What keeps it from being read. */
  readonly problems: readonly ProjectProblem[];
  /** How a comment begins; null: there are none. */
  readonly comment: "#" | "# or //" | null;
}

/**
 * Reads a compose file (Compose specification, 2026-11) or the images that a bake file names (Bake
 * file reference). Never throws, and takes time linear in the text: what is broken or larger than
 * `largestText` gives problems and no services.
 *
 * @param path The file's own path: decides what `extends` means, and whether bake is JSON.
 * @param beside Compose files that are read together with this one: what they build is not pulled,
 *   whatever `image` says here, and a user that they set counts.
 * @param environment The text of `.env` beside a compose file. It may hold secrets, so of its values none is
 *   taken but those of variables in images; elsewhere a variable that it sets is unknown.
 */
export function readServiceFile(
  text: string,
  path: string,
  kind: ServiceFileKind,
  beside: readonly string[] = [],
  environment = "",
): ServiceFile {
  const comment = kind === "compose" ? "#" : path.endsWith(".json") ? null : "# or //";
  if (text.length > largestText) {
    const message = `It is longer than ${largestText} characters and is not read.`;
    return { services: [], problems: [{ message, line: 0 }], comment };
  }
  const reading =
    kind === "compose"
      ? readComposeServices(text, path, beside, environment)
      : readBakeImages(text, path);
  return { ...reading, comment };
}
