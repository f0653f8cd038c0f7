import type { Fact, ImageFacts } from "../../image/catalog";
import type { LiveFacts } from "../../image/liveFacts";
import type { Counterpart } from "../../image/counterparts";
import { visible, visibleJson } from "../visible";

/** A counterpart with its data put into words. */
export interface Suggestion extends Pick<
  Counterpart,
  "reference" | "family" | "role" | "exact" | "facts"
> {
  readonly why: readonly string[];
  readonly blockers: readonly string[];
  readonly warnings: readonly string[];
}

export interface SuggestReport {
  /** The whole reference: `docker.io/library/node:24`. */
  readonly image: string;
  readonly facts: ImageFacts | null;
  readonly alternatives: readonly Suggestion[];
  /** Why there is none, null where there is one. */
  readonly reason: string | null;
  /** What its registry was asked, null where it was not. */
  readonly live: LiveFacts | null;
}

/** `drydock suggest --format json`, version 1. A fact that is not known is null. */
export function formatSuggestJson({
  image,
  facts,
  alternatives,
  reason,
  live,
}: SuggestReport): string {
  return (
    visibleJson({
      version: 1,
      image,
      facts: facts === null ? null : toFacts(facts),
      alternatives: alternatives.map((one) => ({
        reference: one.reference,
        family: one.family,
        role: one.role,
        facts: toFacts(one.facts),
        why: one.why.map(visible),
        blockers: one.blockers.map(visible),
        warnings: one.warnings.map(visible),
        exact: one.exact,
      })),
      ...(reason === null ? {} : { reason: visible(reason) }),
      ...(live === null ? {} : { online: toOnline(live) }),
    }) + "\n"
  );
}

function toOnline({ registry, askedAt, digest, tags, problems }: LiveFacts) {
  return {
    registry,
    askedAt: askedAt.toISOString(),
    digest,
    tags: tags?.length ?? null,
    problems: problems.map(visible),
  };
}

/** Each with where it is from; what comes from the same definition as the user bears its source. */
function toFacts(facts: ImageFacts) {
  const { user, compressedBytes, packages, endOfLife } = facts;
  const [end] = [...endOfLife].sort((a, b) => (a.date < b.date ? -1 : 1));
  const same = <T>(value: T | null | undefined): Fact<T> | null =>
    value == null || user === null ? null : { value, source: user.source, date: user.date };
  return {
    user: user === null ? null : { ...user, value: user.value.value, uid: user.value.uid },
    compressedBytes,
    packages,
    shell: same(facts.shell),
    packageManager: same(facts.packageManager),
    eol:
      end === undefined
        ? null
        : {
            value: end.date,
            product: end.product,
            source: end.source ?? null,
            date: user?.date ?? null,
          },
    entrypoint: same(facts.entrypoint),
    cmd: same(facts.cmd),
    workdir: same(facts.workdir),
    ports: same(facts.ports),
  };
}
