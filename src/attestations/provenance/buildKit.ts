import { isUtf8 } from "node:buffer";
import { decodeBase64 } from "../base64";
import type { Fields } from "../fields";
import type { BuildInput, Provenance } from "./model";

/**
 * What BuildKit adds to the metadata of either version: the repository that the build context was a
 * checkout of, and the Dockerfile in base64 (moby/buildkit docs/attestations/slsa-definitions.md).
 */
export function readBuildKit(metadata: Fields): {
  vcs: BuildInput | null;
  dockerfile: Provenance["dockerfile"];
} {
  return { vcs: readVcs(metadata.at("vcs")), dockerfile: readDockerfile(metadata.at("source")) };
}

function readVcs(vcs: Fields): BuildInput | null {
  const uri = vcs.word("source");
  const revision = vcs.word("revision");
  if (uri === null) return null;
  return { uri, digests: new Map(revision === null ? [] : [["sha1", revision]]) };
}

function readDockerfile(source: Fields): Provenance["dockerfile"] {
  const infos = source.objects("infos");
  const info = infos.find((one) => one.raw("language") === "Dockerfile") ?? infos[0];
  const data = info?.word("data") ?? null;
  if (info === undefined || data === null) return null;
  const bytes = decodeBase64(data);
  if (bytes === null || !isUtf8(bytes)) {
    info.problems.add("The Dockerfile in it is not text in base64.");
    return null;
  }
  return { name: info.text("filename") ?? "", text: Buffer.from(bytes).toString("utf8") };
}
