import type { Breakage } from "./breakage";

/**
 * What is said of a stage, said of the service that it stands for: in the words of a compose file, and
 * without fixes, which would be of a Dockerfile.
 */
export function inServiceWords(breakage: Breakage): Breakage {
  const message = breakage.message.replace(keyword, (word) => words[word] ?? word);
  return { ...breakage, message, fix: null };
}

const words: Readonly<Record<string, string>> = {
  CMD: "command",
  ENTRYPOINT: "entrypoint",
  HEALTHCHECK: "healthcheck",
  USER: "user",
  WORKDIR: "working_dir",
};

/** The instruction that a sentence is about; further on it may be that of an image. */
const keyword = /^(?:CMD|ENTRYPOINT|HEALTHCHECK|USER|WORKDIR)\b/;
