import { environmentAssignments } from "../../../dockerfile/words";
import { baseName } from "../../../lint/command";
import { wholeSpan } from "../../../lint/shellUses";
import type { Addition, Effect, Language, Run, StageRun } from "../language";
import type { PlanRemark } from "../model";
import { absolute, isWithin } from "../paths";

/** A virtual environment is the one way to hand installed packages from one image to another. */
export const python: Language = {
  name: "Python",
  isBase: (repository) => /^(?:docker\.io\/library|dhi\.io)\/python$/.test(repository),
  buildPackages: new Set([
    "git",
    "git-core",
    "python3-dev",
    "libffi-dev",
    "cargo",
    "rustc",
    "rust",
  ]),
  buildTools: new Set(["uv", "uvx"]),
  read(run) {
    const name = baseName(run.words[0] ?? "");
    if (/^pip3?(?:\.\d+)?$/.test(name)) return ofPip(run.words.slice(1));
    if (/^python3?(?:\.\d+)?$/.test(name)) return ofPython(run);
    if (name === "virtualenv") return environment(run, run.words.slice(1));
    if (name === "poetry") return ofPoetry(run);
    if (name === "uv") return ofUv(run);
    return null;
  },
  whyNotStart(words, stage) {
    const [program = "", ...rest] = words;
    if (/^python3?$/.test(program))
      return rest.some((word) => word === "-m" || word === "-c" || !word.startsWith("-"))
        ? null
        : "It starts python without a program, so what a container needs can't be told.";
    if (/^(?:uv|poetry|pipenv|pdm|hatch)$/.test(program))
      return `${words.slice(0, 3).join(" ")} needs what builds, which the runtime image does not have: start the program itself.`;
    const { made } = environmentsOf(stage);
    const path = program.includes("/") ? absolute(stage.folder, program) : null;
    if (path !== null && made.some((it) => isWithin(path, `${it}/bin`))) return null;
    const isInstalled = path === null && (made.length > 0 || installsOf(stage).length > 0);
    return isInstalled && !systemPrograms.has(program)
      ? null
      : `Whether ${program} is there in the runtime image, which has python and no shell, can't be told.`;
  },
  stops: (stage) => [...ofEnvironment(stage), ...ofSitePackages(stage)],
  addition: (stage) => virtualEnvironment(stage),
  warnings: (stage) => [...compiled(stage), ...gathered(stage)],
};

const nothing: Effect = { kind: "nothing" };
const builds: Effect = { kind: "builds" };
const stops = (reason: string): Effect => ({ kind: "stops", reason });

const here = ({ folder }: Run): Effect =>
  folder === null
    ? stops("In which folder this runs can't be told: set WORKDIR before it.")
    : { kind: "makes", path: folder };

/** The words after `pip`. */
function ofPip(words: Run["words"]): Effect {
  const verb = words.find((word) => word === null || !word.startsWith("-"));
  if (words.some((word) => word === "--version")) return nothing;
  if (
    verb == null ||
    !/^(?:install|uninstall|cache|config|list|freeze|check|show|wheel|download)$/.test(verb)
  )
    return stops("What pip does here can't be told.");
  const elsewhere = words.find((word) => word !== null && placed.test(word));
  return verb === "install" && elsewhere != null
    ? stops(
        `pip install ${elsewhere} puts packages where a virtual environment does not have them.`,
      )
    : builds;
}

/** Options with which pip installs elsewhere, or leaves the packages where their sources are. */
const placed = /^(?:--user|-t|--target|--prefix|--root|-e|--editable)(?:=|$)/;

function ofPython(run: Run): Effect {
  const [, first, module, ...rest] = run.words;
  if (first === "--version" || first === "-V") return nothing;
  if (first !== "-m")
    return first === "manage.py" && gathers.has(module ?? "")
      ? here(run)
      : stops(`What python ${first ?? ""} leaves behind, and where, can't be told.`);
  if (module === "pip") return ofPip(rest);
  if (module === "venv" || module === "virtualenv") return environment(run, rest);
  if (module === "compileall") return builds;
  return stops(`What python -m ${module ?? ""} leaves behind can't be told.`);
}

/** Commands of Django that leave files in the project, unless its settings say otherwise. */
const gathers: ReadonlySet<string> = new Set(["collectstatic", "compilemessages", "compress"]);

function environment(run: Run, words: Run["words"]): Effect {
  if (words.some((word) => /^--system-site-packages$/.test(word ?? "")))
    return stops(
      "The virtual environment reaches for packages of the image, which are not copied.",
    );
  const path = environmentPath(run, words);
  return path === null
    ? stops("Where the virtual environment is made can't be told.")
    : { kind: "makes", path };
}

function environmentPath(run: Run, words: Run["words"]): string | null {
  const word = words.find((it) => it === null || !it.startsWith("-"));
  return word == null ? null : absolute(run.folder, word);
}

/** Poetry installs into the virtual environment that VIRTUAL_ENV names (python-poetry/poetry, EnvManager). */
function ofPoetry(run: Run): Effect {
  const verb = run.words.slice(1).find((word) => word === null || !word.startsWith("-"));
  if (verb === "config" || verb === "install" || verb === "check") return builds;
  if (verb === "export" || verb === "build") return here(run);
  return stops(`What poetry ${verb ?? ""} does here can't be told.`);
}

function ofUv(run: Run): Effect {
  const words = run.words.slice(1).filter((word) => word === null || !word.startsWith("-"));
  if (run.words.includes("--version")) return nothing;
  const [verb, second] = words;
  if (verb === "venv") return environment(run, [second ?? ".venv"]);
  if (verb === "pip" && second === "install")
    return run.words.includes("--system")
      ? stops(
          "uv pip install --system installs past virtual environments: make one, and leave --system out.",
        )
      : builds;
  if (verb === "export" || verb === "lock") return here(run);
  if (verb !== "sync") return stops(`What uv ${verb ?? ""} leaves behind can't be told.`);
  if (!keepsPython(run))
    return stops(
      "uv sync may fetch a Python of its own, which is not copied: set UV_PYTHON_DOWNLOADS=never to have it use that of the image.",
    );
  const project = run.stage.expand("$UV_PROJECT_ENVIRONMENT", run.instruction);
  const said = project.kind === "value" && project.value !== "" ? project.value : ".venv";
  const path = absolute(run.folder, said);
  return path === null ? here(run) : { kind: "makes", path };
}

function keepsPython({ stage, instruction, words }: Run): boolean {
  const value = (name: string) => {
    const expansion = stage.expand(`$${name}`, instruction);
    return expansion.kind === "value" ? expansion.value : "";
  };
  return (
    words.some((word) => word === "--no-python-downloads" || word === "--no-managed-python") ||
    /^(?:never|0|false)$/.test(value("UV_PYTHON_DOWNLOADS")) ||
    /^(?:1|true)$/.test(value("UV_NO_MANAGED_PYTHON"))
  );
}

/** RUNs with which packages are installed into the Python that is active. */
const installsOf = ({ runs }: StageRun): readonly Run[] =>
  runs.filter(({ words }) => {
    const name = baseName(words[0] ?? "");
    const text = words.slice(0, 4).join(" ");
    return (
      (/^pip3?(?:\.\d+)?$/.test(name) && words.includes("install")) ||
      /^\S*python3?(?:\.\d+)? -m pip install/.test(text) ||
      /^\S*poetry (?:-\S+ )*install/.test(text) ||
      /^\S*uv pip install/.test(text)
    );
  });

interface Environments {
  /** Where the file makes virtual environments, or has them from another stage. */
  readonly made: readonly string[];
  /** Those whose programs PATH finds first at the end. */
  readonly active: readonly string[];
}

/** The virtual environments of a stage: those it makes, and folders of `bin` that PATH names and COPY brings. */
function environmentsOf(stage: StageRun): Environments {
  const { escape } = stage.context.dockerfile;
  const active = stage.steps.flatMap(({ kind, instruction, stage: part }) => {
    if (kind !== "environment") return [];
    const assignments = environmentAssignments(instruction.arguments, escape) ?? [];
    return assignments
      .filter(({ name, value }) => name === "PATH" && value !== null)
      .flatMap(({ value }) => (value ?? "").replace(/["']/g, "").split(":"))
      .flatMap((word) => {
        const expansion = part.expand(word, instruction);
        const path = expansion.kind === "value" ? expansion.value : "";
        return /^\/.+\/bin\/?$/.test(path) && !systemBins.test(path)
          ? [path.replace(/\/bin\/?$/, "")]
          : [];
      });
  });
  const made = stage.runs.flatMap((run) => {
    const effect = python.read(run);
    const isEnvironment = /venv|virtualenv|sync/.test(run.words.join(" "));
    return effect?.kind === "makes" && isEnvironment ? [effect.path] : [];
  });
  const brought = stage.steps
    .filter(({ instruction }) => instruction.flags.some(({ name }) => name === "from"))
    .flatMap(({ effects }) => effects.map(({ path }) => path));
  const known = [...made, ...active.filter((path) => brought.some((it) => isWithin(path, it)))];
  return { made: known, active: active.filter((path) => known.includes(path)) };
}

const systemBins = /^\/(?:usr\/(?:local\/)?)?s?bin\/?$/;
const systemPrograms: ReadonlySet<string> = new Set(
  "bash sh tail sleep cat echo env tini dumb-init supervisord cron crond nginx make git curl uwsgi".split(
    " ",
  ),
);

const place = "/opt/venv";

/** Packages that go into the image's own Python go into a virtual environment instead, made before them. */
function virtualEnvironment(stage: StageRun): Addition | null {
  const [first] = installsOf(stage);
  if (first === undefined || environmentsOf(stage).active.length > 0) return null;
  return {
    before: first.instruction,
    builder: [`RUN python -m venv ${place}`, `ENV VIRTUAL_ENV=${place} PATH="${place}/bin:$PATH"`],
    runtime: [`ENV PATH="${place}/bin:$PATH"`],
    makes: [place],
    label: `Install into a virtual environment, ${place}`,
    description:
      "Packages in the image's own Python are spread over it; a virtual environment is one folder that can be copied.",
  };
}

function ofEnvironment(stage: StageRun): readonly PlanRemark[] {
  const remarks: PlanRemark[] = [];
  const { escape, text } = stage.context.dockerfile;
  const { made, active } = environmentsOf(stage);
  const installs = installsOf(stage);
  const [first] = installs;
  const say = (message: string, instruction: Run["instruction"]) =>
    remarks.push({ message, span: wholeSpan(instruction) });
  if (first !== undefined && made.length > 0 && active.length === 0)
    say(
      "A virtual environment is made, and PATH does not name it: where packages go can't be told.",
      first.instruction,
    );
  if (first !== undefined && active.length > 0 && isBefore(stage, first))
    say("Packages are installed before the virtual environment is there.", first.instruction);
  if (first !== undefined && made.length === 0 && text.includes(place))
    say(`${place} is used for something else already.`, first.instruction);
  for (const { kind, instruction } of stage.steps) {
    if (kind !== "environment") continue;
    for (const { name, value } of environmentAssignments(instruction.arguments, escape) ?? []) {
      if (name === "PATH" && value?.includes("PATH") !== true)
        say("This PATH leaves out that of the image.", instruction);
      if (
        /^(?:PYTHONHOME|PYTHONUSERBASE|PIP_(?:TARGET|PREFIX|USER|ROOT)|UV_SYSTEM_PYTHON)$/.test(
          name,
        )
      )
        say(`${name} says where packages are; they are not followed there.`, instruction);
    }
  }
  return remarks;
}

/** Whether packages are installed before PATH names the virtual environment. */
function isBefore(stage: StageRun, { instruction }: Run): boolean {
  const at = stage.steps.findIndex((step) => step.instruction === instruction);
  const path = stage.steps.findIndex(
    (step) => step.kind === "environment" && /\bPATH\b/.test(step.instruction.arguments.text),
  );
  return at !== -1 && at < path;
}

/** Another stage takes packages out of the image's Python, where they would no longer be. */
function ofSitePackages({ context, stage, steps }: StageRun): readonly PlanRemark[] {
  const own = new Set(stage.chain());
  const remarks = context.dockerfile.stages.flatMap((part) =>
    part.instructions.filter(({ keyword, flags, arguments: { text } }) => {
      const from = flags.find(({ name }) => name === "from")?.value ?? null;
      const source = from === null ? null : context.dockerfile.stageNamed(from);
      return keyword === "COPY" && source !== null && own.has(source) && /\/usr\/local/.test(text);
    }),
  );
  const prefixes = steps.filter(
    ({ instruction, effects }) =>
      instruction.flags.some(({ name }) => name === "from") &&
      effects.some(({ path }) => ofImage.test(path)),
  );
  return [...remarks, ...prefixes.map(({ instruction }) => instruction)].map((instruction) => ({
    message:
      "Packages are taken out of one Python and put into another: use a virtual environment for them.",
    span: wholeSpan(instruction),
  }));
}

/** Where the official image has its Python: the whole, or the packages in it. */
const ofImage = /^\/usr(?:\/local)?(?:\/lib\/python[\d.]+(?:\/.*)?)?$/;

/** DHI's images to build with on Debian have no compiler (definitions of python), which full official ones have. */
function compiled(stage: StageRun): readonly PlanRemark[] {
  const { runs, reference } = stage;
  const [first] = installsOf(stage);
  const has = runs.some(({ words }) =>
    words.some((word) => /^(?:build-essential|build-base|gcc)$/.test(word ?? "")),
  );
  if (first === undefined) return [];
  const span = wholeSpan(first.instruction);
  if (has)
    return [
      {
        message:
          "Packages that are compiled here find only the libraries of the runtime image there: libpq and the like are not among them.",
        span,
      },
    ];
  const isFull = reference.registry === "docker.io" && !/slim|alpine/.test(reference.tag ?? "");
  return isFull
    ? [
        {
          message:
            "Packages that are compiled while they are installed need gcc, which the hardened image to build with may not have: install it before, if pip asks for it.",
          span,
        },
      ]
    : [];
}

function gathered({ runs }: StageRun): readonly PlanRemark[] {
  return runs
    .filter(({ words }) => words[1] === "manage.py" && words[2] === "collectstatic")
    .map(({ instruction, folder }) => ({
      message: `What collectstatic gathers goes along where STATIC_ROOT lies below ${folder ?? "/"}.`,
      span: wholeSpan(instruction),
    }));
}
