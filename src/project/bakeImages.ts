import { literals, readTargets } from "./bakeSource";
import type { Region } from "./bakeSource";
import type { HclToken } from "./hclTokens";
import { bareService } from "./service";
import type { Service, ServiceFile } from "./serviceFile";

/**
 * The images that the targets of a bake file name for certain: contexts that begin with
 * `docker-image://`, and arguments whose name says that they are an image and which name it with its
 * tag. Both only where they are written out: what is computed is unknown.
 */
export function readBakeImages(
  text: string,
  path: string,
): Pick<ServiceFile, "services" | "problems"> {
  const { source, targets, problems } = readTargets(text, path);
  const services = targets.flatMap(({ label, values }): Service[] => {
    const listed = (region: Region | undefined) =>
      region === undefined ? [] : [...literals(source, region)];
    const contexts = listed(values.get("contexts")).flatMap(({ key, value }) =>
      value.text.startsWith(imageScheme)
        ? [imageOf(text, "context", label, key, value, imageScheme.length)]
        : [],
    );
    const named = listed(values.get("args"))
      .filter(({ key, value }) => imageName.test(key.text) && tagged.test(value.text))
      .map(({ key, value }) => imageOf(text, "argument", label, key, value, 0));
    return [...contexts, ...named];
  });
  return { services: services.sort(inOrder), problems };
}

const imageScheme = "docker-image://";
const imageName = /(?:^|_)(?:IMAGE|IMG)$/i;
/** A part of an image (`node`, to which the Dockerfile adds a tag) is not judged. */
const tagged = /^[\w./:@-]*[\w-]:[\w.-]+(?:@sha256:[0-9a-f]{64})?$/;

function imageOf(
  source: string,
  kind: Service["kind"],
  label: HclToken,
  key: HclToken,
  token: HclToken,
  skipped: number,
): Service {
  const inside = { start: token.span.start + 1, end: token.span.end - 1 };
  const isExact = source.slice(inside.start, inside.end) === token.text;
  const text = token.text.slice(skipped);
  const image = {
    text,
    value: text,
    span: isExact ? { start: inside.start + skipped, end: inside.end } : token.span,
    isExact,
    variables: [],
    keySpan: key.span,
    isOwn: true,
  };
  return { ...bareService(kind, label.text, label.span), image };
}

const inOrder = (one: Service, other: Service) =>
  (one.image?.span.start ?? 0) - (other.image?.span.start ?? 0);
