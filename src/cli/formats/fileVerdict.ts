import type { Paint } from "../colour";
import type { FileOutcome, ImageOutcome } from "../verifyDockerfile";
import { visible, visibleJson } from "../visible";
import { verifyJson } from "./evidenceJson";
import { signerText, styles } from "./evidenceText";

/** `drydock verify --dockerfile`, for people: a line for each image, in the order of the file. */
export function formatFileVerdictText({ file, images }: FileOutcome, paint: Paint): string {
  if (images.length === 0) return `${visible(file)}: no image to verify\n`;
  return `${images.map((outcome) => lineOf(file, outcome, paint)).join("\n")}\n`;
}

function lineOf(file: string, { image, verdict, reasons, report }: ImageOutcome, paint: Paint) {
  const signer = report?.result.items.find((item) => item.verdict === verdict)?.signer ?? null;
  const by = signer === null ? "" : `, signed by ${signerText(signer)}`;
  const why = reasons.length === 0 ? by : `: ${reasons.join(" ")}`;
  const name = paint("bold", visible(image.reference ?? image.written));
  return `${paint(styles[verdict], verdict)}: ${name} (${visible(`${file}:${image.line}`)})${visible(why)}`;
}

/** `drydock verify --dockerfile --format json`, version 1: each image as `verify` describes it. */
export function formatFileVerdictJson(outcome: FileOutcome): string {
  const { file, verdict, images, problems, builds } = outcome;
  return `${visibleJson({
    version: 1,
    dockerfile: file,
    verdict,
    images: images.map(({ image, report, ...found }) => ({
      line: image.line,
      written: image.written,
      role: image.role,
      reference: image.reference,
      verdict: found.verdict,
      reasons: found.reasons.map(visible),
      report: report === null ? null : verifyJson(report),
    })),
    builds,
    problems: problems.map((message) => ({ message: visible(message) })),
  })}\n`;
}
