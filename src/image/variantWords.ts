import type { Asked } from "./askedImage";
import type { Difference } from "./counterpartReasons";

/** Words that a hardened tag has to have, with what is lost where they are not those that were asked for. */
export interface Variant {
  readonly words: readonly string[];
  readonly differences: readonly Difference[];
}

/**
 * The variants of a hardened repository that hold what is asked for, the best first. Read off the tags of
 * the collected catalog; what has no rule here keeps its words, and finds nothing where they differ.
 */
export function variantsOf(asked: Asked): readonly Variant[] {
  const rule = rules[asked.name] ?? rules[asked.repository];
  const { words } = asked.words;
  if (rule === undefined) return [{ words, differences: [] }];
  return rule(asked, words);
}

type Rule = (asked: Asked, words: readonly string[]) => readonly Variant[];

const runtimeForJdk: Difference = { code: "runtime-for-jdk" };
const jdkForRuntime: Difference = { code: "jdk-for-runtime" };

/** The JDK is there to build with (`21-jdk-dev`), the JRE to run (`21`). */
const java: Rule = ({ role }, words) => {
  const { has, without } = of(words);
  const left = without("jdk", "jre", "headless", "hotspot", "openjdk");
  const runtime = has("jre");
  if (role === "runtime") return [variant(left, runtime ? [] : [runtimeForJdk])];
  if (!runtime) return [variant([...left, "jdk"])];
  return [variant(left), variant([...left, "jdk"], [jdkForRuntime])];
};

/** One build of each release, a JDK. */
const corretto: Rule = (_, words) => {
  const { has, without } = of(words);
  return [variant(without("jdk", "headless", "headful", "jre"), has("jre") ? [jdkForRuntime] : [])];
};

/** `21-jdk-zulu` at Docker, where `prime` is Azul's other build. There is no JRE. */
const zulu: Rule = (_, words) => {
  const { has, without } = of(words);
  return [variant([...without("jdk"), ...(has("jre") ? [] : ["jdk", "zulu"])])];
};

/** `3.9-eclipse-temurin-21`, `8-jdk21-alpine`: the version of the JDK is part of the tag. */
const javaTool: Rule = (asked, words) => {
  const vendor = words.filter((word) => otherJdk.test(word));
  if (vendor.length > 0) return [variant(vendor)];
  const said = jdkIn(asked.tag);
  const left = words.filter((word) => !javaWord.test(word));
  if (said !== null) return [variant([...left, `jdk${said}`])];
  const stoodFor = asked.aliases.map(jdkIn).find((it) => it !== null);
  const releases = [stoodFor, ...longTerm].filter((it) => it !== undefined && it !== null);
  return releases.map((it) =>
    variant([...left, `jdk${it}`], [{ code: "java-chosen", version: it }]),
  );
};

const otherJdk =
  /^(?:corretto|amazoncorretto|sapmachine|ibmjava|ibm|semeru|azulzulu|graal|graalvm|microsoft|dragonwell)$/;
const javaWord = /^(?:eclipse|temurin|openjdk|jdk\d*|jre\d*|\d+)$/;
/** Long-term releases, newest first (endoflife.date, eclipse-temurin). */
const longTerm = ["25", "21", "17"];

function jdkIn(tag: string): string | null {
  return /(?:^|-)(?:eclipse-temurin-|openjdk-|jdk-?|jre-?)(\d+)(?:-|$)/.exec(tag)?.[1] ?? null;
}

const tomcat: Rule = (asked, words) => {
  const runtime = /(?:^|-)jre\d/.test(asked.tag) ? [jdkForRuntime] : [];
  return javaTool(asked, words).map((it) => ({
    ...it,
    differences: [...it.differences, ...runtime],
  }));
};

/** `cli` is what a plain tag is; there is one build to build with, for all. */
const php: Rule = ({ role }, words) => {
  const left = of(words).without("cli");
  if (role === "runtime" || left.length === 0) return [variant(left)];
  return left.join() === "fpm"
    ? [variant([], [{ code: "variant-dropped", words: left }])]
    : [variant(left)];
};

/** `mainline` and `stable` are versions, which the list of tags tells. */
const nginx: Rule = (_, words) => [variant(of(words).without("mainline", "stable"))];

/** Names of a moving version, which the list of tags tells. */
const moving: Rule = (_, words) => [
  variant(of(words).without("lts", "current", "stable", "innovation", "rolling")),
];

const sdk: Rule = (_, words) => [variant([...of(words).without("composite"), "sdk"])];
const dotnet: Rule = (_, words) => [variant(of(words).without("composite", "extra"))];

const rules: Readonly<Record<string, Rule>> = {
  "eclipse-temurin": java,
  openjdk: java,
  adoptopenjdk: java,
  java,
  sapmachine: java,
  amazoncorretto: corretto,
  "azul-zulu": zulu,
  maven: javaTool,
  gradle: javaTool,
  tomcat,
  php,
  nginx,
  "nginx-unprivileged": nginx,
  node: (asked, words) =>
    moving(
      asked,
      words.filter((word) => !nodeNames.test(word)),
    ),
  haproxy: moving,
  mysql: moving,
  mariadb: moving,
  debian: (asked, words) => moving(asked, of(words).without("backports")),
  ubuntu: moving,
  "mcr.microsoft.com/dotnet/sdk": sdk,
  "mcr.microsoft.com/dotnet/aspnet": dotnet,
  "mcr.microsoft.com/dotnet/runtime": dotnet,
  "mcr.microsoft.com/dotnet/runtime-deps": dotnet,
};

/** Names of Node.js lines in tags: nodejs/Release, whose long-term lines are named after elements. */
const nodeNames = /^(?:hydrogen|iron|jod|krypton)$/;

function variant(words: readonly string[], differences: readonly Difference[] = []): Variant {
  return { words: [...words].sort(), differences };
}

function of(words: readonly string[]) {
  return {
    has: (word: string): boolean => words.includes(word),
    without: (...dropped: string[]): string[] => words.filter((word) => !dropped.includes(word)),
  };
}
