import { posix } from "node:path";
import type { Stage } from "../dockerfile/model";
import { parseReference } from "../image/reference";
import { copiesOf } from "./copies";

/** What a web server writes when it starts, in an image that keeps it for root. */
export interface ServerFolders {
  /** `nginx` */
  readonly server: string;
  /** All that it needs, for people. */
  readonly places: string;
  /** A shell command that gives a user what the file does not give yet; null where nothing is left. */
  giveTo(user: string): string | null;
}

interface Needs {
  readonly folders: readonly string[];
  /** In a folder that stays root's: it has to be there. */
  readonly files: readonly string[];
}

/**
 * The official images that are made to start as root and step down only for requests: with another USER
 * alone they end with "Permission denied" (docker-library/docs, nginx, "Running nginx as a non-root user";
 * docker-library/httpd#102).
 */
const servers: ReadonlyMap<string, Needs> = new Map([
  ["nginx", { folders: ["/var/cache/nginx"], files: ["/run/nginx.pid"] }],
  ["httpd", { folders: ["/usr/local/apache2/logs"], files: [] }],
]);

/** What a stage's server needs before it can do without root; null where no server is known to need anything. */
export function serverFolders(stage: Stage): ServerFolders | null {
  const { base } = stage.root;
  const reference = base.kind === "image" ? parseReference(base.reference) : null;
  if (reference?.registry !== "docker.io") return null;
  const [folder, server = ""] = reference.path.split("/");
  const needs = folder === "library" ? servers.get(server) : undefined;
  if (needs === undefined) return null;
  const instructions = stage.chain().flatMap((part) => part.instructions);
  const done = instructions
    .filter(({ keyword }) => keyword === "RUN")
    .flatMap((it) => [it.arguments.text, ...it.heredocs.map(({ content }) => content)])
    .join("\n");
  // Who names the place, or a folder that it is in, has seen to it.
  const isLeft = (place: string) =>
    !done.includes(place.startsWith("/run/") ? posix.basename(place) : posix.dirname(place));
  const folders = [...needs.folders, ...(usesTemplates(stage) ? ["/etc/nginx/conf.d"] : [])];
  return {
    server,
    places: [...folders, ...needs.files].join(" and "),
    giveTo(user) {
      const files = needs.files.filter(isLeft);
      const owned = [...folders.filter(isLeft), ...files];
      if (owned.length === 0) return null;
      const make = files.length === 0 ? "" : `touch ${files.join(" ")} && `;
      return `${make}chown -R ${user} ${owned.join(" ")}`;
    },
  };
}

/** Templates are written out into the settings when the container starts. */
function usesTemplates(stage: Stage): boolean {
  return stage
    .chain()
    .some((part) => copiesOf(part).some(({ path }) => path?.startsWith(templates) === true));
}

const templates = "/etc/nginx/templates";

/** Why such a server can't simply run as another user, as a sentence. */
export function serverNote({ server, places }: ServerFolders): string {
  return `${server} writes to ${places} when it starts, which are root's; many systems keep port 80 for root as well.`;
}
