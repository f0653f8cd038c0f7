import { posix } from "node:path";
import { baseName } from "../../../lint/command";
import { wholeSpan } from "../../../lint/shellUses";
import type { Effect, Language, Run, StageRun } from "../language";
import { absolute, isWithin } from "../paths";
import { copiesOnlySources, lastPart } from "../sources";
import { madeBy } from "../survey";

/** What is built is archives, which a Java runtime starts. */
export const java: Language = {
  name: "Java",
  isBase: (repository) =>
    /^(?:docker\.io\/library\/(?:eclipse-temurin|openjdk|amazoncorretto|maven|gradle)|dhi\.io\/(?:eclipse-temurin|amazoncorretto|maven|gradle))$/.test(
      repository,
    ),
  buildPackages: new Set(["maven", "gradle", "git", "unzip", "findutils", "dos2unix"]),
  read(run) {
    const name = baseName(run.words[0] ?? "");
    if (name === "mvnw")
      return {
        kind: "stops",
        reason:
          "The Maven wrapper unpacks Maven with tar or unzip, which hardened images to build with do not have: build on the image of maven, with mvn.",
      };
    if (name === "mvn" || name === "gradle" || name === "gradlew") return built(run, name);
    if (/^(?:java|javac|jar)$/.test(name)) return isQuestion(run) ? { kind: "nothing" } : here(run);
    if (name === "dos2unix") return { kind: "builds" };
    return null;
  },
  whyNotStart(words, stage) {
    const [program = "", ...rest] = words;
    if (program !== "java")
      return /^(?:\.\/)?(?:mvnw?|gradlew?)$/.test(program)
        ? `${words.slice(0, 2).join(" ")} needs what builds, which the runtime image does not have: start the archive, as in ["java", "-jar", "app.jar"].`
        : `Whether ${program} is there in the runtime image, which has java and no shell, can't be told.`;
    if (rest.some((word) => word.includes("*") && word.endsWith(".jar")))
      return "Which archive is started is for a shell to find out: name it.";
    if (!rest.some((word) => !word.startsWith("-")))
      return "It starts java without a program, so what a container needs can't be told.";
    const jar = jarOf(words);
    const path = jar === null ? null : absolute(stage.folder, jar);
    const isThere = path === null || madeBy(stage.steps).some((it) => isWithin(path, it));
    return isThere ? null : `Whether ${jar ?? ""} is what is built here can't be told.`;
  },
  runtime(stage, { choose }) {
    const { reference } = stage;
    const name = lastPart(reference.path);
    if (name !== "maven" && name !== "gradle")
      return choose(
        `${reference.registry}/${reference.path}:${reference.tag ?? "latest"}`.replace(
          /^dhi\.io\/eclipse-temurin:(\d+)[^-]*(?:-jdk)?(-alpine)?.*$/,
          "eclipse-temurin:$1-jre$2",
        ),
      );
    const tag = reference.tag ?? "";
    const version = /(?:eclipse-temurin-|openjdk-|jdk-?|jre-?)(\d+)/.exec(tag)?.[1];
    if (version === undefined)
      return `Which Java ${name}:${tag} comes with is not written in its tag: name it, as in ${name}:${name === "maven" ? "3-eclipse-temurin-21" : "8-jdk21"}.`;
    return choose(`eclipse-temurin:${version}-jre${/alpine/.test(tag) ? "-alpine" : ""}`);
  },
  stops: ({ steps }) =>
    steps
      .filter(
        ({ kind, instruction }) =>
          kind === "environment" && /\bJAVA_HOME\b/.test(instruction.arguments.text),
      )
      .map(({ instruction }) => ({
        message:
          "JAVA_HOME names a place of the image of today: the hardened ones set their own, so leave it out.",
        span: wholeSpan(instruction),
      })),
  copies(stage, words) {
    const folder = jarFolder(stage, words);
    return folder !== null && isLean(stage) ? [folder] : null;
  },
  advice(stage) {
    const build = stage.runs.find(({ words }) => tools.has(baseName(words[0] ?? "")));
    if (build === undefined || isLean(stage)) return [];
    const message =
      "The sources are shipped as well, as they are today: copy the archive alone where the program reads none of the files beside it.";
    return [{ message, span: wholeSpan(build.instruction) }];
  },
  warnings: ({ stage }) => [
    {
      message:
        "The runtime image has no fonts: a program that draws text, for PDFs or pictures, needs some of its own.",
      span: stage.from.span,
    },
  ],
};

const tools: ReadonlySet<string> = new Set(["mvn", "gradle", "gradlew"]);

const isQuestion = ({ words }: Run) => words.some((word) => /^--?version$/.test(word ?? ""));

const here = ({ folder }: Run): Effect =>
  folder === null
    ? { kind: "stops", reason: "In which folder this runs can't be told: set WORKDIR before it." }
    : { kind: "makes", path: folder };

/** Maven and Gradle build in the folder of the project, and keep what they fetch in the home of whoever runs them. */
function built(run: Run, name: string): Effect {
  if (isQuestion(run)) return { kind: "nothing" };
  const option = name === "mvn" ? /^(?:-f|--file)(?:=|$)/ : /^(?:-p|--project-dir)(?:=|$)/;
  const at = run.words.findIndex((word) => option.test(word ?? ""));
  if (at === -1) return here(run);
  const word = run.words[at] ?? "";
  const value = word.includes("=")
    ? word.slice(word.indexOf("=") + 1)
    : (run.words[at + 1] ?? null);
  const path = value === null ? null : absolute(run.folder, value);
  if (path === null)
    return { kind: "stops", reason: `In which folder ${name} builds can't be told.` };
  return { kind: "makes", path: path.endsWith(".xml") ? posix.dirname(path) : path };
}

function jarOf(words: readonly string[]): string | null {
  const at = words.indexOf("-jar");
  return at === -1 ? null : (words[at + 1] ?? null);
}

/** The folder in which a build leaves the archive that is started, with the libraries that may be beside it. */
function jarFolder(stage: StageRun, words: readonly string[]): string | null {
  const jar = jarOf(words);
  const path = jar === null ? null : absolute(stage.folder, jar);
  if (path === null) return null;
  const folder = posix.dirname(path);
  return /\/(?:target|build\/libs)$/.test(folder) ? folder : null;
}

/** Whether only what a build reads is copied, so that what it makes is all that a program can have. */
const isLean = ({ steps }: StageRun): boolean => {
  const last = steps.findLastIndex(({ kind }) => kind === "build");
  return copiesOnlySources(steps.slice(0, last + 1), isSource);
};

const isSource = (path: string) =>
  /^(?:(?:pom|settings)\.xml|(?:\.\/)?src|\.mvn|mvnw|mvnw\.cmd|gradlew?|(?:build|settings)\.gradle(?:\.kts|\*)?|gradle\.properties|\*\.gradle(?:\.kts|\*)?|lombok\.config)$/.test(
    path.replace(/^\.\//, ""),
  );
