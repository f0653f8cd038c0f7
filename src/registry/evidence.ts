import type {
  Artifact,
  Descriptor,
  Evidence,
  Look,
  Platform,
  ResolvedImage,
} from "../image/artifact";
import { countAnswer, shortAnswer } from "./answers";
import { isSignature, isVague } from "./artifactTypes";
import { type Budget, createBudget, overBudget, readArtifact, type Where } from "./artifacts";
import { RegistryError, registryErrorText } from "./errors";
import { maximumReferrers, maximumSignatures } from "./limits";
import { artifactTypeOf } from "./manifest";
import { attestedDigest, formatPlatform, hasRival } from "./platform";
import { resolveImage, type Resolved } from "./resolve";
import { signedManifests } from "./signedManifests";
import type { ContentSource, Wanted } from "./source";

/**
 * All that a registry, layout or archive holds about an image: BuildKit's entries in its index, the
 * referrers of the platform manifest and of the index with their signatures, cosign's tags for both, and for
 * mirrored Docker Hardened Images the referrers on Docker's own registry. What can be asked at once is, and
 * nothing is asked twice. A place that fails is a look and a problem; the others still count.
 *
 * Nothing is believed: anyone who may push can attach something. `src/verify` tells what it is worth.
 * @param platform null for this machine's
 * @param tell is called with each artifact of the answer as soon as it is whole, in no order
 * @throws RegistryError where the image itself can't be had, and `cancelled`
 */
export async function findEvidence(
  source: ContentSource,
  wanted: Wanted,
  platform: Platform | null,
  signal: AbortSignal,
  tell: (artifact: Artifact, image: ResolvedImage) => void = () => undefined,
): Promise<Evidence> {
  const resolved = await resolveImage(source, wanted, platform, process.arch, signal);
  const { image } = resolved;
  const search: Search = {
    signal,
    tell: (artifact) => tell(artifact, image),
    budget: createBudget(),
    seen: new Set([image.manifest.digest, ...(image.index === null ? [] : [image.index.digest])]),
    times: [image.checkedAt],
  };
  const found = await Promise.all(searches(source, resolved, search));
  // What is on a disk or in the cache asks nobody who would look.
  if (signal.aborted) throw new RegistryError("cancelled", "This was cancelled");
  const artifacts = found.flatMap((it) => it.artifacts);
  const { manifests, problems } = await signedManifests(source, resolved, artifacts, signal);
  return {
    image: { ...image, checkedAt: earliest(search.times) },
    manifests,
    artifacts,
    looks: found.flatMap(({ looks }) => looks),
    problems: [
      ...new Set([...rivals(resolved), ...found.flatMap((it) => it.problems), ...problems]),
    ],
  };
}

/** What is checked must be what is run, and of two images of one platform tools differ in which they take. */
function rivals({ image: { manifest, platform, source }, index }: Resolved): readonly string[] {
  if (index === null || platform === null || !hasRival(index.manifests, manifest)) return [];
  const name = formatPlatform(platform);
  return [
    `${source} has more than one image for ${name}: only ${manifest.digest} was looked at. Name it by its digest.`,
  ];
}

interface Search {
  readonly signal: AbortSignal;
  readonly tell: (artifact: Artifact) => void;
  readonly budget: Budget;
  /** Digests of manifests that were taken already: each is read once, so that nothing can run in circles. */
  readonly seen: Set<string>;
  /** When those of the answers were asked for that were kept since. */
  readonly times: Date[];
}

interface Found {
  readonly artifacts: readonly Artifact[];
  readonly looks: readonly Look[];
  readonly problems: readonly string[];
}

/** In the order in which they are shown. Entries of the index come first, since referrers may repeat them. */
function searches(source: ContentSource, resolved: Resolved, search: Search): Promise<Found>[] {
  const { image } = resolved;
  const subjects = [
    { descriptor: image.manifest, name: "the platform manifest" },
    ...(image.index === null ? [] : [{ descriptor: image.index, name: "the index" }]),
  ];
  const { mirrored } = source;
  return [
    indexEntries(source, resolved, search),
    ...subjects.map(({ descriptor, name }) => referrers(source, descriptor, name, search)),
    ...(mirrored !== null && isDockerHardened(resolved)
      ? [referrers(mirrored, image.manifest, `the platform manifest at ${mirrored.name}`, search)]
      : []),
    ...subjects.flatMap(({ descriptor }) =>
      ["sig", "att", "sbom"].map((kind) => cosignTag(source, descriptor.digest, kind, search)),
    ),
    attempt("attestations kept elsewhere", source.name, async () => {
      const found = await source.elsewhere(image, search.signal);
      return found === null ? nothing : aging(found, search);
    }),
  ];
}

/** BuildKit's attestations, which stand beside the image in its index. */
async function indexEntries(
  source: ContentSource,
  { image, index }: Resolved,
  search: Search,
): Promise<Found> {
  if (index === null || image.index === null) return nothing;
  const entries = index.manifests.filter(
    (it) =>
      attestedDigest(it) === image.manifest.digest &&
      (it.annotations["vnd.docker.reference.type"] ?? attestationManifest) === attestationManifest,
  );
  const about = image.manifest.digest;
  const found = await artifacts(source, entries, { place: "index", about }, search);
  const url = source.locationOf(image.index);
  const answer = `${countAnswer(entries.length)}${orphansAnswer(index.manifests)}`;
  const look = { place: "attestations in the index", url, answer };
  return { ...found, looks: [look, ...found.looks] };
}

const attestationManifest = "attestation-manifest";

/** Tools that pack layers anew give images new digests, and leave behind what was said about the old ones. */
function orphansAnswer(manifests: readonly Descriptor[]): string {
  const digests = new Set(manifests.map(({ digest }) => digest));
  const orphans = manifests.map(attestedDigest).filter((it) => it !== null && !digests.has(it));
  const count = orphans.length;
  if (count === 0) return "";
  return `; ${count} about ${count === 1 ? "an image" : "images"} not in the index any more`;
}

async function referrers(
  source: ContentSource,
  subject: Descriptor,
  name: string,
  search: Search,
): Promise<Found> {
  return attempt(`referrers of ${name}`, source.locationOf(subject), async () => {
    const list = aging(await source.referrers(subject, name, search.signal), search);
    const where = { place: "referrer", about: subject.digest } as const;
    const found = await artifacts(source, list.descriptors, where, search);
    return {
      artifacts: found.artifacts,
      looks: [...list.looks, ...found.looks],
      problems: [...list.problems, ...found.problems],
    };
  });
}

/** A tag that names the digest which it is about: cosign before version 3. */
async function cosignTag(
  source: ContentSource,
  about: string,
  kind: string,
  search: Search,
  tell = search.tell,
): Promise<Found> {
  const tag = `${about.replace(":", "-")}.${kind}`;
  return attempt(`tag ${tag}`, source.locationOf(tag), async () => {
    const tagged = await source.tagged(tag, about, search.signal);
    const { location, stored, absence } = aging(tagged, search);
    const look = {
      place: `tag ${tag}`,
      url: location,
      answer: stored === null ? absence : "found",
    };
    if (stored === null) return { ...nothing, looks: [look] };
    const read = await readArtifact(source, stored, { place: "tag", about }, search);
    tell(read.artifact);
    return { artifacts: [read.artifact], looks: [look], problems: read.problems };
  });
}

/** The artifacts of a list, each with the signatures that have it as their subject. */
async function artifacts(
  source: ContentSource,
  descriptors: readonly Descriptor[],
  where: Where,
  search: Search,
): Promise<Found> {
  const { taken, problems } = take(descriptors, maximumReferrers, where.about, search);
  const found = await together(
    taken.map(async (it) => {
      const one = await artifact(source, it, where, search, (read) =>
        together([
          signatures(source, read, search),
          // `cosign sign --recursive` before version 3 signs each manifest of an index, attestations among them.
          ...(where.place === "index"
            ? [cosignTag(source, read.digest, "sig", search, () => undefined)]
            : []),
        ]),
      );
      one.artifacts.forEach(search.tell);
      return one;
    }),
  );
  return { ...found, problems: [...problems, ...found.problems] };
}

async function together(parts: readonly Promise<Found>[]): Promise<Found> {
  const found = await Promise.all(parts);
  return {
    artifacts: found.flatMap((it) => it.artifacts),
    looks: found.flatMap((it) => it.looks),
    problems: found.flatMap((it) => it.problems),
  };
}

async function signatures(source: ContentSource, of: Descriptor, search: Search): Promise<Found> {
  const name = `the attestation ${of.digest}`;
  return attempt(`referrers of ${name}`, source.locationOf(of), async () => {
    const list = aging(await source.referrers(of, name, search.signal), search);
    const { taken, problems } = take(list.descriptors, maximumSignatures, of.digest, search);
    const where = { place: "referrer", about: of.digest } as const;
    const found = await Promise.all(
      taken.map((it) => artifact(source, it, where, search, () => Promise.resolve(nothing))),
    );
    return {
      artifacts: found.flatMap((it) => it.artifacts),
      looks: [...list.looks, ...found.flatMap((it) => it.looks)],
      problems: [...list.problems, ...problems, ...found.flatMap((it) => it.problems)],
    };
  });
}

/** One artifact; its signatures are looked for while its layers come. */
async function artifact(
  source: ContentSource,
  descriptor: Descriptor,
  where: Where,
  search: Search,
  signaturesOf: (descriptor: Descriptor) => Promise<Found>,
): Promise<Found> {
  const location = source.locationOf(descriptor);
  // Manifests stay in memory as their layers do, and there may be thousands.
  if (!search.budget.take(descriptor.size)) return { ...nothing, problems: [overBudget(location)] };
  return attempt(null, location, async () => {
    // Where the list does not tell the type the manifest does, and the question may be spared.
    const isTold = where.place === "index" || !isVague(descriptor.artifactType);
    const asked = isTold && !isSignature(descriptor.artifactType) ? signaturesOf(descriptor) : null;
    // Where the manifest fails nobody waits for this, which may be cancelled later.
    asked?.catch(() => undefined);
    const stored = await source.manifest(descriptor, search.signal);
    const { manifest } = stored;
    if (where.place === "referrer" && manifest.subject?.digest !== where.about) {
      const found = manifest.subject?.digest ?? "nothing";
      const problem = `${location} is listed for ${where.about}, and is about ${found}: it was left out.`;
      return { ...nothing, problems: [problem] };
    }
    const type = manifest.kind === "manifest" ? artifactTypeOf(manifest) : manifest.artifactType;
    const late = isTold || isSignature(type) ? nothing : signaturesOf(descriptor);
    const [read, signed] = await Promise.all([
      readArtifact(source, stored, where, search),
      asked ?? late,
    ]);
    return {
      artifacts: [{ ...read.artifact, signatures: signed.artifacts }],
      looks: signed.looks,
      problems: [...read.problems, ...signed.problems],
    };
  });
}

/** Those that were not taken before, up to a limit that is said. */
function take(
  descriptors: readonly Descriptor[],
  limit: number,
  about: string,
  { seen }: Search,
): { readonly taken: readonly Descriptor[]; readonly problems: readonly string[] } {
  const fresh: Descriptor[] = [];
  for (const descriptor of descriptors) {
    if (seen.has(descriptor.digest)) continue;
    if (fresh.length < limit) seen.add(descriptor.digest);
    fresh.push(descriptor);
  }
  const problems =
    fresh.length <= limit
      ? []
      : [`${fresh.length} artifacts are about ${about}: only the first ${limit} were read.`];
  return { taken: fresh.slice(0, limit), problems };
}

/** The same answer, its age noted. */
function aging<T extends { readonly askedAt?: Date }>(answer: T, { times }: Search): T {
  if (answer.askedAt !== undefined) times.push(answer.askedAt);
  return answer;
}

function earliest(times: readonly Date[]): Date {
  return times.reduce((one, other) => (other < one ? other : one));
}

/** What a place that failed answered is part of the answer; only the person's own cancelling ends it all. */
async function attempt(
  place: string | null,
  url: string,
  run: () => Promise<Found>,
): Promise<Found> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof RegistryError) || error.code === "cancelled") throw error;
    const looks = place === null ? [] : [{ place, url, answer: shortAnswer(error) }];
    return { artifacts: [], looks, problems: [registryErrorText(error)] };
  }
}

const nothing: Found = { artifacts: [], looks: [], problems: [] };

/**
 * Docker's own test (moby/policy-helpers, image/dhi.go): every entry of the index has a build id, and the
 * index a title below `dhi/`.
 */
function isDockerHardened({ index }: Resolved): boolean {
  if (index === null || index.manifests.length === 0) return false;
  return (
    index.annotations["org.opencontainers.image.title"]?.startsWith("dhi/") === true &&
    index.manifests.every(
      ({ annotations }) => (annotations["com.docker.dhi.build.id"] ?? "") !== "",
    )
  );
}
