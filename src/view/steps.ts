import type { BuildInput, Provenance } from "../attestations/provenance/model";
import type { EvidenceItem } from "../verify/item";
import type { CheckName, Verdict } from "../verify/verdict";
import { isGood } from "./header";
import { counted, shownText } from "./text";
import { checkViews, signerText, type Tone } from "./verdicts";

/** One step of the way from the source to the signed image. */
export interface Step {
  readonly label: "Source" | "Builder" | "Inputs" | "Image" | "Signature" | "Log";
  readonly word: string;
  readonly tone: Tone;
  readonly lines: readonly string[];
  /** An https address where more is to be seen; null where none can be told. */
  readonly link: string | null;
}

/**
 * How an image came about, as its provenance says, and how far that is proved.
 *
 * @param digest of the image; null for a file that stands alone
 */
export function stepsOf(
  item: EvidenceItem,
  provenance: Provenance,
  digest: string | null,
): readonly Step[] {
  return [
    sourceStep(provenance, item),
    builderStep(provenance, item),
    inputsStep(provenance, item),
    imageStep(item, digest),
    signatureStep(item),
    logStep(item),
  ];
}

type State = Pick<Step, "word" | "tone">;

/** What the words of a document are worth. Only who signed a statement stands for it. */
const sayings: Readonly<Record<Verdict, State>> = {
  verified: { word: "signed", tone: "good" },
  untrusted: { word: "signed, not trusted", tone: "attention" },
  unsigned: { word: "only said", tone: "neutral" },
  unchecked: { word: "not checked", tone: "attention" },
  failed: { word: "does not count", tone: "bad" },
};
const notSaid: State = { word: "not said", tone: "neutral" };

function sourceStep({ source, entryPoint }: Provenance, { verdict }: EvidenceItem): Step {
  if (source === null) return step("Source", notSaid, [], null);
  const file = entryPoint === null ? [] : [`Built by ${entryPoint}`];
  const lines = [source.uri, ...digestLines(source), ...file];
  return step("Source", sayings[verdict], lines, sourceLink(source));
}

function builderStep({ builder }: Provenance, { verdict, checks }: EvidenceItem): Step {
  // BuildKit leaves it empty unless somebody names one.
  if (builder === null || builder === "") return step("Builder", notSaid, [], null);
  const check = checks.find(({ name }) => name === "builder");
  const isProved = check?.result === "passed" && verdict === "verified";
  const state = isProved ? ({ word: "proved", tone: "good" } as const) : sayings[verdict];
  const failure =
    check?.result === "failed"
      ? [`The signer may only speak for ${check.expected ?? "others"}`]
      : [];
  return step("Builder", state, [builder, ...failure], httpsOf(builder));
}

function inputsStep(
  { inputs, complete, hermetic, reproducible }: Provenance,
  { verdict }: EvidenceItem,
): Step {
  if (inputs.length === 0) return step("Inputs", notSaid, [], null);
  const bare = inputs.filter(({ digests }) => digests.size === 0).length;
  const lines = [
    counted(inputs.length, "input"),
    ...(bare === 0 ? [] : [`${counted(bare, "input")} without a digest`]),
    complete === true ? "It says that these are all." : "It does not say that these are all.",
    ...(hermetic === true ? ["It says that the build had no network."] : []),
    ...(reproducible === true ? ["It says that the build can be repeated."] : []),
  ];
  return step("Inputs", sayings[verdict], lines, null);
}

function imageStep(item: EvidenceItem, digest: string | null): Step {
  const subject = checkOf(item, "subject");
  if (digest === null) return step("Image", { word: "not compared", tone: "neutral" }, [], null);
  if (subject?.result === "failed")
    return step(
      "Image",
      { word: "another image", tone: "bad" },
      [`Expected ${subject.expected ?? digest}`, `Found ${subject.found ?? "none"}`],
      null,
    );
  if (subject?.result !== "passed")
    return step("Image", { word: "not named", tone: "attention" }, [digest], null);
  const tone = item.verdict === "verified" ? "good" : "neutral";
  return step("Image", { word: "named", tone }, [digest], null);
}

function signatureStep(item: EvidenceItem): Step {
  const { verdict, signer } = item;
  if (verdict === "unsigned")
    return step("Signature", { word: "none", tone: "attention" }, [], null);
  const names: readonly CheckName[] = ["signature", "certificate", "identity"];
  const checks = names.flatMap((name) => checkOf(item, name) ?? []);
  const worst =
    checks.find(({ result }) => result === "failed") ??
    checks.find(({ result }) => result === "not-done") ??
    checks[0];
  if (worst === undefined) return step("Signature", { word: "none", tone: "attention" }, [], null);
  const lines = [
    isGood(verdict) ? signerText(signer) : null,
    worst.result === "passed" ? null : (worst.found ?? `${worst.label}: ${worst.word}`),
  ].filter((line) => line !== null);
  const state: State =
    worst.result === "passed"
      ? { word: "good", tone: "good" }
      : { word: worst.word, tone: worst.tone };
  const identity = isGood(verdict) && signer?.kind === "identity" ? httpsOf(signer.identity) : null;
  return step("Signature", state, lines, identity);
}

/** The entry is not linked: the page of the public log knows only the numbers of its older part. */
function logStep(item: EvidenceItem): Step {
  const log = checkOf(item, "log");
  if (log === null) {
    const hasNone = item.verdict === "unsigned" ? "nothing to log" : "no entry";
    return step("Log", { word: hasNone, tone: "neutral" }, [], null);
  }
  const word = log.result === "passed" ? "written down" : log.word;
  return step("Log", { word, tone: log.tone }, log.found === null ? [] : [log.found], null);
}

function checkOf({ checks }: EvidenceItem, name: CheckName) {
  return checkViews(checks.filter((one) => one.name === name))[0] ?? null;
}

function step(
  label: Step["label"],
  { word, tone }: State,
  lines: readonly string[],
  link: string | null,
): Step {
  return { label, word, tone, lines: lines.map(shownText), link };
}

/** `sha256:…`, one line each; two at most. */
function digestLines({ digests }: BuildInput): readonly string[] {
  return [...digests].slice(0, 2).map(([algorithm, digits]) => `${algorithm}:${digits}`);
}

/** The commit on GitHub or GitLab where one is named, else the repository. */
function sourceLink({ uri, digests }: BuildInput): string | null {
  const address =
    /^(?:git\+)?(https:\/\/(?:github|gitlab)\.com\/[\w.-]+\/[\w.-]+?)(?:\.git)?(?:[@#?]|$)/;
  const repository = address.exec(uri)?.[1];
  if (repository === undefined) return httpsOf(uri);
  const commit = digests.get("sha1") ?? digests.get("gitCommit") ?? "";
  const path = repository.startsWith("https://gitlab.com/") ? "-/commit" : "commit";
  return /^[0-9a-f]{40}$/.test(commit) ? `${repository}/${path}/${commit}` : repository;
}

/** An address as it is; the page looks whether it may be opened. */
function httpsOf(text: string): string | null {
  return text.startsWith("https://") && shownText(text) === text ? text : null;
}
