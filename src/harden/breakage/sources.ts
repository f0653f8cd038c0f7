import type { ImageUse } from "../../dockerfile/model";
import type { ImageFacts } from "../../image/catalog";
import type { SpanEdit } from "../../lint/rule";
import { wholeSpan } from "../../lint/shellUses";
import type { Breakage } from "../breakage";
import { isKnownPlace, pathsOf } from "./homes";
import { blocker } from "./make";

/**
 * What COPY --from and RUN --mount take out of an image by its path: where the other image keeps it is known
 * for few, and a path that is not there fails the build.
 */
export function sourceBreakage(
  { instruction }: ImageUse,
  next: ImageFacts,
  name: string,
): readonly Breakage[] {
  const paths =
    instruction.keyword === "COPY" ? pathsOf(instruction).sources : mountedPaths(instruction.flags);
  const lost = paths.filter(
    (path) => !isKnownPlace(next, path.startsWith("/") ? path : `/${path}`),
  );
  const [first] = lost;
  const span = wholeSpan(instruction);
  if (first === undefined)
    return paths.length > 0
      ? []
      : [blocker("copied-path", `What is used of ${name} can't be told from the file.`, span)];
  const moved = lost.map((path) => [path, movedTo(name, path)] as const);
  const edits: SpanEdit[] = moved.flatMap(([path, to]) => {
    const { text } = instruction.arguments;
    const at = text.search(new RegExp(`(?<![^\\s"])${path.replace(/[^\w/]/g, "\\$&")}(?![^\\s"])`));
    return to === null || at === -1
      ? []
      : [{ span: instruction.arguments.spanOf(at, at + path.length), newText: to }];
  });
  const known = moved.every(([, to]) => to !== null) && edits.length === moved.length;
  const message = known
    ? `${first} is ${movedTo(name, first) ?? ""} in ${name}.`
    : `${first} is not known to be there in ${name}.`;
  const title = `Take ${moved.map(([, to]) => to).join(" and ")}`;
  return [
    blocker(
      "copied-path",
      message,
      span,
      known ? { title, preferred: false, safe: false, edits } : null,
    ),
  ];
}

/** Source: DHI's guides to composer and uv (docker-hardened-images/catalog@30c3db97). */
const moves: readonly (readonly [image: RegExp, from: string, to: string])[] = [
  [/\/(?:dhi-)?composer:/, "/usr/bin/composer", "/usr/local/bin/composer"],
  [/\/(?:dhi-)?uv:/, "/uv", "/usr/local/bin/uv"],
  [/\/(?:dhi-)?uv:/, "/uvx", "/usr/local/bin/uvx"],
];

function movedTo(name: string, path: string): string | null {
  return moves.find(([image, from]) => image.test(name) && from === path)?.[2] ?? null;
}

/** `source=` of a mount from an image; nothing where the whole image is mounted. */
function mountedPaths(flags: ImageUse["instruction"]["flags"]): readonly string[] {
  return flags
    .filter(({ name, value }) => name === "mount" && /(?:^|,)from=/.test(value ?? ""))
    .flatMap(({ value }) => {
      const source = /(?:^|,)(?:source|src)=([^,]+)/.exec(value ?? "")?.[1];
      return source === undefined ? [] : [source];
    });
}
