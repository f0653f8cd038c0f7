import { isDockerfileName } from "../../src/project/names";
import type { LintRequest } from "../../src/lint/result";
import type { ImageFile } from "../../src/vscode/baseImageOverview";
import { usedImages } from "../../src/vscode/baseImages";
import { requestOf } from "../harden/swapText";
import { serviceRequest } from "../lint/services";

/** What the files of a workspace use, by their paths and texts. */
export function imageFiles(
  texts: Readonly<Record<string, string>>,
  changes: Partial<LintRequest> = {},
): ImageFile[] {
  return Object.entries(texts).map(([path, text]) => {
    const name = path.slice(path.lastIndexOf("/") + 1);
    const request = isDockerfileName(name)
      ? requestOf(text, changes)
      : serviceRequest(text, changes, name);
    return { key: `file:///work/${path}`, path, images: usedImages(request), problem: null };
  });
}
