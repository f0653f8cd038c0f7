import type { Reference } from "../../image/reference";
import { type ExternalImage, externalImages } from "../externalImages";
import { shortName } from "../imageName";
import type { Rule } from "../rule";

export const unpinnedBase: Rule = {
  id: "unpinned-base",
  summary: "An image is named without a version",
  why:
    "A tag such as latest is moved to every new release, so the same file gives another image tomorrow, " +
    "and a build that worked can break or change without a commit. A version says what was tested.",
  severity: { recommended: "information", strict: "warning" },
  *check(context) {
    for (const image of externalImages(context)) {
      const { reference, stage, word } = image;
      if (!image.complete || image.isLocal || reference.digest !== null) continue;
      const message = movingMessage(image) ?? (context.settings.requireDigest && digest(reference));
      if (typeof message === "string") yield { stage, span: word.span, message };
    }
  },
};

function movingMessage({ reference }: ExternalImage): string | null {
  const { registry, path, tag } = reference;
  const name = shortName(reference);
  if (isNamedByVersion(reference) || (tag !== null && namesVersion(tag))) return null;
  if (registry === "cgr.dev" && path.startsWith("chainguard/"))
    return `${name} moves with every release, and free Chainguard images have no other tag: add a digest.`;
  if (tag === null)
    return `${name} names no version: without a tag it is whatever latest is when it is pulled.`;
  if (tag === "latest")
    return `${name} is another image after every release: name the version that was tested.`;
  return `${name} names no version: the tag ${tag} is moved to every new release.`;
}

const digest = (reference: Reference) =>
  `${shortName(reference)} has no digest: its tag can be given to another image at any time.`;

/** Repositories that have a release in their name and no versioned tags: `distroless/static-debian12`, `ubi9`. */
function isNamedByVersion({ registry, path }: Reference): boolean {
  if (registry === "gcr.io" && path.startsWith("distroless/")) return /-debian\d+$/.test(path);
  return releaseInName.test(path);
}

const releaseInName =
  /(?:^|[/_-])(?:ubi|rhel|el|centos|stream|fedora|debian|ubuntu|alpine|alinux|azurelinux|manylinux|musllinux|python|nodejs|node|java|jdk|jre|openjdk|php|ruby|go|dotnet)[_-]?\d/;

/** Whether a tag names a version or release; anything that is not known to be a moving word may be one. */
function namesVersion(tag: string): boolean {
  const words = tag.toLowerCase().replace(architecture, "$1").split(separators).filter(Boolean);
  if (words[0] === "latest") return words.some((word) => /\d{6,}/.test(word));
  return !words.every((word) => moving.has(word));
}

const separators = /[-_.]/;
const architecture =
  /(^|[-_.])(?:amd64|arm64(?:v8)?|arm32v[5-7]|x86_64|x86|x64|i386|386|s390x|ppc64(?:le)?|riscv64|aarch64|armv[678]|armhf)(?=$|[-_.])/g;

/** Words of tags that say how an image is made or how fresh it is, and nothing of its version. */
const moving: ReadonlySet<string> = new Set(
  `latest lts stable oldstable oldoldstable mainline current edge nightly weekly daily rolling testing
  unstable experimental sid rawhide tumbleweed cauldron devel develop development dev main master trunk
  head next canary beta alpha preview snapshot release prod production staging
  alpine slim debian ubuntu fedora busybox distroless wolfi ubi musl glibc gnu uclibc linux windows
  nanoserver windowsservercore fpm cli zts apache perl otel jre jdk sdk headless full fat minimal mini
  micro tiny base core standalone rootless unprivileged dind git debug nonroot root management gpu cpu
  cuda scm curl browsers onbuild`
    .split(/\s+/)
    .filter(Boolean),
);
