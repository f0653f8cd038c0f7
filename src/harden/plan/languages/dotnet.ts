import { posix } from "node:path";
import { environmentAssignments } from "../../../dockerfile/words";
import { baseName } from "../../../lint/command";
import { wholeSpan } from "../../../lint/shellUses";
import type { Effect, Language, Run, StageRun } from "../language";
import type { PlanRemark } from "../model";
import { optionValue } from "../options";
import { absolute, isWithin } from "../paths";
import { madeBy } from "../survey";

/** What is published is a folder, which the runtime of ASP.NET Core starts: it holds that of .NET as well. */
export const dotnet: Language = {
  name: ".NET",
  isBase: (repository) =>
    /^(?:mcr\.microsoft\.com\/dotnet\/(?:sdk|aspnet|runtime)|dhi\.io\/(?:dotnet|aspnetcore))$/.test(
      repository,
    ),
  // DHI lists its SDK as an image that runs (docker-hardened-images/catalog@30c3db97).
  isForBuild: ({ path, tag }) => path === "dotnet/sdk" || /-sdk(?:-|$)/.test(tag ?? ""),
  buildPackages: new Set(["git", "git-core"]),
  read(run) {
    return baseName(run.words[0] ?? "") === "dotnet" ? ofDotnet(run) : null;
  },
  whyNotStart(words, stage) {
    const [program = "", first = ""] = words;
    const made = (word: string) => {
      const path = absolute(stage.folder, word);
      return path !== null && madeBy(stage.steps).some((it) => isWithin(path, it));
    };
    if (program === "dotnet") {
      const verb = words.find((word, at) => at > 0 && !word.startsWith("-")) ?? first;
      if (!verb.endsWith(".dll"))
        return `${words.slice(0, 2).join(" ")} needs the SDK, which the runtime image does not have: publish with RUN, and start what is published, as in ["dotnet", "App.dll"].`;
      return made(verb) ? null : `Whether ${verb} is what is published here can't be told.`;
    }
    if (!program.includes("/"))
      return `Whether ${program} is there in the runtime image, which has dotnet and no shell, can't be told.`;
    return made(program) ? null : `Whether ${program} is what is published here can't be told.`;
  },
  runtime({ reference }, { choose }) {
    const name = `${reference.registry}/${reference.path}`;
    const tag = reference.tag ?? "";
    if (name.endsWith("/dotnet/sdk"))
      return choose(`mcr.microsoft.com/dotnet/aspnet:${tag.replace(/^(\d+\.\d+)\.\d+/, "$1")}`);
    const hardened = /^(\d+)(?:\.\d+)*-(?:sdk|dev)(-alpine)?|^(\d+)(?:\.\d+)*(-alpine)?.*-dev$/;
    const [, major, alpine = "", other, otherAlpine = ""] = hardened.exec(tag) ?? [];
    if (reference.registry === "dhi.io")
      return choose(
        `mcr.microsoft.com/dotnet/aspnet:${major ?? other ?? ""}.0${alpine}${otherAlpine}`,
      );
    return choose(`${name}:${tag}`);
  },
  copies(stage) {
    const published = publishedTo(stage);
    if (published === null || stage.folder !== published.path) return null;
    // The working folder is where a program looks for its settings: what is beside it is not read.
    const last = stage.steps.findLastIndex(({ kind }) => kind === "build");
    const others = madeBy(stage.steps.slice(0, last + 1)).filter(
      (path) => !isWithin(path, published.from) && !isWithin(published.from, path),
    );
    return [...others.filter((path) => path !== published.path), published.path];
  },
  ownsCopies: true,
  stops: lowPorts,
  warnings: ({ reference, stage }) => {
    const isSaid = stage
      .chain()
      .flatMap(({ instructions }) => instructions)
      .some(
        ({ keyword, arguments: { text } }) =>
          keyword === "ENV" && /(?:^|[\s_])(?:URLS|HTTPS?_PORTS)[=\s]/i.test(text),
      );
    const message =
      "The runtime image has ASP.NET Core listen on 8080, for all who ask; the SDK leaves it at 5000, for the container alone.";
    return isSaid || !reference.path.endsWith("sdk") ? [] : [{ message, span: stage.from.span }];
  },
  advice(stage) {
    const publish = publishesOf(stage).at(-1);
    if (publish === undefined || publishedTo(stage)?.path === stage.folder) return [];
    const message =
      "The sources are shipped as well, as they are today, since settings are read from the working folder: with a WORKDIR of the published folder it ships alone.";
    return [{ message, span: wholeSpan(publish.instruction) }];
  },
};

function ofDotnet(run: Run): Effect {
  const verb = run.words.slice(1).find((word) => word === null || !word.startsWith("-")) ?? "";
  if (run.words.some((word) => /^--(?:info|version|list-sdks|list-runtimes)$/.test(word ?? "")))
    return { kind: "nothing" };
  if (quiet.has(verb)) return { kind: "builds" };
  if (verb === "tool" && run.words.includes("restore")) return { kind: "builds" };
  if (verb === "publish" || verb === "build") return output(run, verb);
  const what = [verb, verb === "tool" ? (run.words[2] ?? "") : ""].join(" ").trim();
  return { kind: "stops", reason: `What dotnet ${what} leaves behind can't be told.` };
}

const quiet: ReadonlySet<string> = new Set("clean nuget restore test vstest".split(" "));

/** The folder after `-o`; without it, that of the project, below which it is written. */
function output(run: Run, verb: string): Effect {
  const unknown: Effect = {
    kind: "stops",
    reason: `Where dotnet ${verb} puts the program can't be told.`,
  };
  const option = optionValue(run, ["-o", "--output"]);
  const isSaid = option !== null && option !== "unknown";
  const mayMove = run.words.some((word) =>
    word === null ? !isSaid : /^[-/]p(?:roperty)?:.*(?:Dir|Path)=/i.test(word),
  );
  if (mayMove || option === "unknown") return unknown;
  const path = absolute(run.folder, option?.value ?? projectFolder(run));
  return path === null ? unknown : { kind: "makes", path };
}

/** `src/App` of `dotnet publish src/App/App.csproj`; what it refers to is built where it is. */
function projectFolder({ words }: Run): string {
  const project = words.slice(2).find((word) => /^[\w./-]+\.(?:cs|fs|vb)proj$/.test(word ?? ""));
  return project == null ? "." : posix.dirname(project);
}

const publishesOf = ({ runs }: StageRun): readonly Run[] =>
  runs.filter(({ words }) => words[0] === "dotnet" && words[1] === "publish");

/** Where the only `dotnet publish -o` writes to, and the folder in which it runs. */
function publishedTo(stage: StageRun): { readonly path: string; readonly from: string } | null {
  const [run, second] = publishesOf(stage);
  if (run === undefined || second !== undefined || run.folder === null || run.folder === "/")
    return null;
  const effect = optionValue(run, ["-o", "--output"]) === null ? null : output(run, "publish");
  return effect?.kind === "makes" ? { path: effect.path, from: run.folder } : null;
}

/** Ports that the program reads from a variable, and that another user than root may not listen on. */
function lowPorts({ context, stage }: StageRun): readonly PlanRemark[] {
  if (context.user(stage).privilege === "nonroot") return [];
  return stage.chain().flatMap(({ instructions }) =>
    instructions.flatMap((instruction) => {
      if (instruction.keyword !== "ENV") return [];
      const all = environmentAssignments(instruction.arguments, context.dockerfile.escape) ?? [];
      return all.flatMap(({ name, value }) => {
        const ports = variables.test(name) ? portsIn(value ?? "") : [];
        const low = ports.find((port) => port > 0 && port < 1024);
        const message = `${name} says ${low ?? ""}, a port that is kept for root on many systems, and the runtime image runs as another user: let the program listen above 1023.`;
        return low === undefined ? [] : [{ message, span: wholeSpan(instruction) }];
      });
    }),
  );
}

const variables =
  /^(?:(?:ASPNETCORE|DOTNET)_)?(?:URLS|HTTPS?_PORTS)$|^Kestrel__Endpoints__\w+__Url$/i;

/** 80 and 443 are said by the scheme alone. */
const portsIn = (value: string): readonly number[] =>
  value
    .replace(/["']/g, "")
    .split(/[;,]/)
    .map((url) => {
      const said = /(?:^|:)(\d{1,5})\/?$/.exec(url.trim())?.[1];
      if (said !== undefined) return Number(said);
      return /^https:\/\//.test(url) ? 443 : /^http:\/\//.test(url) ? 80 : 0;
    });
