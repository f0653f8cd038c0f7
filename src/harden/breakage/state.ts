import { blankWords } from "../../dockerfile/words";
import { stepsDownItself } from "../../lint/dropsPrivileges";
import { started, wholeSpan } from "../../lint/shellUses";
import type { Breakage, Exchange } from "../breakage";
import { blocker } from "./make";

const postgresData = "/var/lib/postgresql/data";

/** What a container would no longer find or may no longer do: its data, its home, its rights, its folder. */
export function* stateBreakage(exchange: Exchange): Iterable<Breakage> {
  const { root, old, next, name, shipped, after } = exchange;
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
  for (const stage of shipped) {
    if (after.user(stage).privilege !== "nonroot") continue;
    if (
      exchange.before.user(exchange.before.dockerfile.stages[stage.index] ?? stage).privilege !==
      "root"
    )
      continue;
    const [start] = started(stage);
    if (stepsDownItself(stage) && start !== undefined) {
      const message = `Only root may step down, and ${name} starts as another user.`;
      yield blocker("steps-down", message, wholeSpan(start));
    }
    for (const instruction of stage.instructions) {
      const isCopy = instruction.keyword === "COPY" || instruction.keyword === "ADD";
      const target =
        instruction.json?.at(-1) ?? blankWords(instruction.arguments).at(-1)?.text ?? "";
      if (!isCopy || !/^\/root(?:\/|$)/.test(target)) continue;
      const message = `${target} is root's own, and ${name} runs as another user.`;
      yield blocker("root-folder", message, wholeSpan(instruction));
    }
  }
  yield* ofRelativeArguments(exchange);
}

const setsPostgresData = ({
  keyword,
  arguments: { text },
}: {
  keyword: string;
  arguments: { text: string };
}) => keyword === "ENV" && /\bPGDATA\b/.test(text);

/** A file named relatively by CMD or ENTRYPOINT, where only the image says from where. */
function* ofRelativeArguments({ shipped, old, next, name }: Exchange): Iterable<Breakage> {
  const folder = next.workdir ?? "/";
  if (folder === "/" || folder === old?.workdir) return;
  for (const stage of shipped) {
    const isSet = stage
      .chain()
      .some(({ instructions }) => instructions.some(({ keyword }) => keyword === "WORKDIR"));
    if (isSet) continue;
    for (const instruction of started(stage)) {
      const file = instruction.json?.find((word) => /^(?:\.\/|[\w.-]+\/)?[\w-]+\.\w+$/.test(word));
      if (file === undefined) continue;
      const message = `${file} would be looked for in ${folder}, the WORKDIR of ${name}: name it from /, or set WORKDIR.`;
      yield blocker("working-directory", message, wholeSpan(instruction));
    }
  }
}
