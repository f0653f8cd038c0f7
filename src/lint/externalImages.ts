import type { Stage, Word } from "../dockerfile/model";
import type { ImageFacts } from "../image/catalog";
import { parseReference, type Reference } from "../image/reference";
import type { RuleContext } from "./rule";

/** A place of the file that names an image of a registry. */
export interface ExternalImage {
  readonly stage: Stage;
  /** The image as written. */
  readonly word: Word;
  /** Where only its tag or digest is left to a build argument: the repository alone. */
  readonly reference: Reference;
  /** False where a build argument will probably change it. */
  readonly complete: boolean;
  /** `base`: what a stage that ships stands on; `builder`: another FROM; `source`: COPY --from or RUN --mount. */
  readonly role: "base" | "builder" | "source";
  readonly facts: ImageFacts | null;
  /**
   * A single word that is no official image can't be pulled from Docker Hub: it is a named build
   * context or an image made beforehand on the same machine.
   */
  readonly isLocal: boolean;
}

const cache = new WeakMap<RuleContext, readonly ExternalImage[]>();

/** Every image that a build of the file pulls, place by place; what can't be read as a reference is left out. */
export function externalImages(context: RuleContext): readonly ExternalImage[] {
  const known = cache.get(context);
  if (known !== undefined) return known;
  const images = readImages(context);
  cache.set(context, images);
  return images;
}

function readImages({ dockerfile, shipped, facts, factsOf }: RuleContext): ExternalImage[] {
  const bases = new Set(shipped.map(({ stage }) => stage.root));
  const images: ExternalImage[] = [];
  const add = (
    stage: Stage,
    word: Word | null,
    { base }: Pick<Stage, "base">,
    role: ExternalImage["role"],
    known: () => ImageFacts | null,
  ) => {
    if (word === null || base.kind !== "image") return;
    const reference = base.complete ? parseReference(base.reference) : certainRepository(word.text);
    if (reference === null) return;
    const found = known();
    const isLocal =
      found === null &&
      reference.registry === "docker.io" &&
      /^(?:library\/)?[^/]+$/.test(reference.path);
    const { complete } = base;
    images.push({ stage, word, reference, complete, role, facts: found, isLocal });
  };
  for (const stage of dockerfile.stages)
    add(stage, stage.image, stage, bases.has(stage) ? "base" : "builder", () => facts(stage));
  // `FROM {{ image }} AS web` is refused for its words, but what follows means that stage all the same.
  const names = new Set(dockerfile.stages.map(({ from }) => lastWord(from.arguments.text)));
  for (const use of dockerfile.imageUses)
    if (!names.has(use.word.text.toLowerCase()))
      add(use.stage, use.word, use, "source", () => factsOf(use));
  return images;
}

const lastWord = (text: string) => text.slice(text.lastIndexOf(" ") + 1).toLowerCase();

/** `acme.io/app` of `acme.io/app:${TAG}`; null where a variable takes part in more than the tag. */
function certainRepository(written: string): Reference | null {
  const literal = written.slice(0, written.indexOf("$"));
  const name = literal.slice(literal.lastIndexOf("/") + 1);
  const end = name.search(/[:@]/);
  return end === -1 ? null : parseReference(literal.slice(0, literal.length - name.length + end));
}
