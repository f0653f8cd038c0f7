import type { Fact } from "../image/catalog";
import type { Distribution, DistributionFamily } from "../image/configuration";
import type { Counterpart, Note, Reason } from "../image/counterparts";
import { megabytes } from "../lint/imageName";

/** Why one would take a counterpart, as a sentence. */
export function reasonText(reason: Reason): string {
  switch (reason.code) {
    case "smaller":
      return `${megabytes(reason.after.value)} in place of ${megabytes(reason.before.value)}.`;
    case "fewer-packages":
      return `${count(reason.after)} packages in place of ${count(reason.before)}.`;
    case "not-root": {
      const uid =
        reason.uid === null || String(reason.uid) === reason.user ? "" : ` (${reason.uid})`;
      return `It runs as ${reason.user}${uid}, not as root.`;
    }
    case "no-shell":
      return "It has no shell.";
    case "no-package-manager":
      return "It has no package manager.";
    case "attestations":
      return `It comes with signed attestations (${reason.kinds.join(", ")}).`;
    case "supported": {
      const until = reason.until === null ? "" : ` until ${reason.until}`;
      return `It is supported${until}; ${reason.ended.product} ended on ${reason.ended.date}.`;
    }
  }
}

const count = ({ value }: Fact<number>) => String(value);

/** What has to be known of a counterpart, as a sentence. */
export function noteText(note: Note, reference: string): string {
  switch (note.code) {
    case "version":
      return note.given === note.behind
        ? `${note.asked} is not in the catalog: ${note.given} is the nearest.`
        : `${note.asked} is not in the catalog: ${note.given}, which is ${note.behind}, is the nearest.`;
    case "version-chosen":
      return `"${note.asked}" names no version: the hardened image is of ${note.given}.`;
    case "other-release":
    case "other-distribution":
      return `It is built on ${distribution(note.to)}, not on ${distribution(note.from)}.`;
    case "distribution-unknown":
      return note.to === null
        ? "What the image of today is built on is not known."
        : `It is built on ${distribution(note.to)}; what the image of today is built on is not known.`;
    case "judged":
      return `${note.to} is taken for the same software as ${note.from}: that is our judgement.`;
    case "runtime-for-jdk":
      return "It holds the Java runtime only, not the development kit.";
    case "jdk-for-runtime":
      return "It holds the Java development kit, not the runtime only.";
    case "java-chosen":
      return `It comes with Java ${note.version}.`;
    case "variant-dropped":
      return `There is no variant ${note.words.join(", ")} of it.`;
    case "no-dev-variant":
      return "There is no variant of it to build with: this is the one that runs.";
    case "moving":
      return `Its tag moves on: it was ${note.version} on ${note.date}. Pin its digest.`;
    case "less-inside":
      return "It holds less than the image of today.";
    case "login-needed":
      return `${note.registry} asks for a login, free of charge: docker login ${note.registry}.`;
    case "paid-beside":
      return note.what === "versions"
        ? "Only this moving tag is free of charge; tags that name a version need a subscription."
        : "Free of charge; FIPS and STIG variants and extended support need a subscription.";
    case "digest-dropped":
      return `The old digest is dropped (${note.digest.slice(0, "sha256:".length + 12)}…): pin that of ${reference}.`;
    case "platforms":
      return `It is there for ${note.only.join(", ")} only.`;
    case "catalog-date":
      return `The catalog is of ${note.date}: a tag may have been withdrawn since.`;
  }
}

/** What has to be known of a counterpart under the name that is written: a mirror has its own login and price. */
export function notesOf({ reference, notes }: Counterpart, target: string): readonly Note[] {
  const isOfMaker = ({ code }: Note) => code === "login-needed" || code === "paid-beside";
  return notes.filter((note) => target === reference || !isOfMaker(note));
}

/** Notes that nothing follows from. */
export function isQuiet(note: Note): boolean {
  return (
    note.code === "catalog-date" ||
    note.code === "digest-dropped" ||
    note.code === "paid-beside" ||
    (note.code === "other-release" && !note.said)
  );
}

function distribution({ family, release }: Distribution): string {
  const name = names[family];
  return release === null ? name : `${name} ${release}`;
}

const names: Readonly<Record<DistributionFamily, string>> = {
  debian: "Debian",
  ubuntu: "Ubuntu",
  alpine: "Alpine",
  wolfi: "Wolfi",
  rpm: "an RPM distribution",
};
