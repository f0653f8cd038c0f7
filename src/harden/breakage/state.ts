import type { Span } from "../../dockerfile/position";
import type { Breakage, Exchange } from "../breakage";
import { blocker, warning } from "./make";

const postgresData = "/var/lib/postgresql/data";

/** What a container would no longer find: its data, and the conventions of its makers. */
export function* stateBreakage(exchange: Exchange): Iterable<Breakage> {
  const { root, old, next, name, shipped } = exchange;
  const place = root.image?.span ?? root.from.keywordSpan;
  const reference = old?.reference ?? "";
  if (/^docker\.io\/bitnami(?:legacy|secure)?\//.test(reference)) {
    const message = `Bitnami's variables and folders mean nothing to ${name}.`;
    yield blocker("other-conventions", message, place);
  }
  if (shipped.length > 0) yield* ofOwner(exchange, place);
  const data = next.environment["PGDATA"];
  const setsData = shipped.every((stage) => stage.expand("$PGDATA").kind === "value");
  if (
    /\/postgres:/.test(reference) &&
    data !== undefined &&
    data !== postgresData &&
    shipped.length > 0
  ) {
    const isOwn = setsData && shipped.some((stage) => stage.instructions.some(setsPostgresData));
    const message = `${name} keeps its data in ${data}, not in ${postgresData}: a volume of today would not be found.`;
    if (!isOwn) yield blocker("data-folder", message, place);
  }
}

/** Files that the server has written belong to the user to which the image of today steps down. */
function* ofOwner({ before, root, old, next, name }: Exchange, place: Span): Iterable<Breakage> {
  const [was, ...others] = old?.otherUsers ?? [];
  const is = next.user?.value;
  if (old?.dropsPrivileges !== true || was?.uid == null || others.length > 0) return;
  // A service says itself which volumes it has.
  if (is?.uid == null || is.uid === was.uid || is.uid === 0 || before.service(root) !== null)
    return;
  const message = `What is in a volume today belongs to ${was.name} (${was.uid}), and ${name} runs as ${is.value} (${is.uid}): give it to that user first.`;
  yield warning("data-owner", message, place);
}

const setsPostgresData = ({
  keyword,
  arguments: { text },
}: {
  keyword: string;
  arguments: { text: string };
}) => keyword === "ENV" && /\bPGDATA\b/.test(text);
