import type { Breakage, Exchange } from "../breakage";
import { blocker } from "./make";

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

const setsPostgresData = ({
  keyword,
  arguments: { text },
}: {
  keyword: string;
  arguments: { text: string };
}) => keyword === "ENV" && /\bPGDATA\b/.test(text);
