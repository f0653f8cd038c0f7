import type { Instruction } from "../../../dockerfile/model";
import { baseName } from "../../../lint/command";
import { wholeSpan } from "../../../lint/shellUses";
import { lowListen } from "../../breakage/webServers";
import type { Effect, Language, Run, StageRun } from "../language";
import type { PlanRemark } from "../model";
import { absolute, isWithin } from "../paths";
import type { Step } from "../survey";

/** Pages that nginx serves: files, put where it looks for them. */
export const nginx: Language = {
  name: "nginx",
  isBase: (repository) => /^(?:docker\.io\/library|dhi\.io)\/nginx$/.test(repository),
  buildPackages: new Set(),
  read(run) {
    if (run.words.some((word) => word?.startsWith("ca-certificates") === true)) return certificates;
    return baseName(run.words[0] ?? "") === "rm" ? ofRemoval(run) : null;
  },
  whyNotStart([program = "", ...rest]) {
    if (baseName(program) !== "nginx")
      return `Whether ${program} is there in the runtime image, which has nginx and no shell on Debian, can't be told.`;
    const at = rest.indexOf("-c");
    return at === -1
      ? null
      : `The settings are read from ${rest[at + 1] ?? ""}, which is not read here: whether nginx may listen and write where they say can't be told.`;
  },
  entrypoint: () => ({ program: "nginx", isDefault: true }),
  ownPort: 8080,
  stops: (stage) => [
    ...stage.steps.flatMap((step) => ofSettings(step, stage)),
    ...ofDefault(stage),
    ...ofNumber(stage),
  ],
  warnings: (stage) => pagesLeft(stage),
};

const pages = "/usr/share/nginx/html";
const ownSite = "/etc/nginx/conf.d/default.conf";

/** Unlike other hardened images this one has none (docker-hardened-images/catalog@30c3db97). */
const certificates: Effect = {
  kind: "stops",
  reason:
    "Whether nginx needs ca-certificates, to ask other servers, can't be told: the runtime image has none.",
};

/** Removing the pages or the site that the image brings along leaves nothing behind. */
function ofRemoval({ words, folder }: Run): Effect | null {
  const paths = words
    .slice(1)
    .filter((word) => word === null || !word.startsWith("-"))
    .map((word) => (word === null ? null : absolute(folder, word)));
  const isOwn = paths.every(
    (path) => path !== null && (path === ownSite || (isWithin(path, pages) && path !== pages)),
  );
  return isOwn && paths.length > 0 ? { kind: "nothing" } : null;
}

/** Settings that the file brings: which port they name, and what nginx may write, is written in them. */
function ofSettings({ kind, instruction, effects }: Step, stage: StageRun): readonly PlanRemark[] {
  if (kind !== "files" || stage.context.user(stage.stage).privilege === "nonroot") return [];
  const path = effects.map((it) => it.path).find((it) => isWithin(it, "/etc/nginx"));
  if (path === undefined) return [];
  const span = wholeSpan(instruction);
  const text = instruction.heredocs.map(({ content }) => content).join("\n");
  if (text !== "") {
    const low = lowListen(text);
    if (low !== null) return [{ message: `${low}: ${lowPort}`, span }];
    const user = /^[ \t]*user\s[^;]*;/m.exec(text)?.[0].trim();
    if (user !== undefined)
      return [
        { message: `${user} is for nginx as root, and the runtime image runs without.`, span },
      ];
    const isWritable = /^[ \t]*pid\s+\/(?:tmp|run\/nginx|var\/cache\/nginx)\//m.test(text);
    return isWhole(path, instruction) && !isWritable ? [{ message: noRoot, span }] : [];
  }
  if (isWhole(path, instruction)) return [{ message: noRoot, span }];
  const exposed = exposedPorts(stage);
  return exposed.length > 0 && exposed.every((port) => port >= 1024)
    ? []
    : [
        {
          message: `Which port nginx listens on is written in a file that is not read. ${lowPort}`,
          span,
        },
      ];
}

const noRoot =
  "Which user, port and pid file nginx is given is written in a file that is not read, or not at all: the runtime image runs as nginx, without root, and may write to /run/nginx, /var/cache/nginx and /tmp.";

const lowPort =
  "Ports below 1024 are kept for root on many systems, and the runtime image runs as nginx: let it listen above 1023, and say so with EXPOSE.";

/** Anything but a file of conf.d: `nginx.conf` itself, or a folder with who knows what. */
const isWhole = (path: string, { keyword }: Instruction) =>
  keyword === "ADD" || !/^\/etc\/nginx\/conf\.d(?:\/[\w.-]+\.conf)?$/.test(path);

function exposedPorts({ stage }: StageRun): readonly number[] {
  return stage
    .chain()
    .flatMap(({ instructions }) => instructions)
    .filter(({ keyword }) => keyword === "EXPOSE")
    .flatMap((instruction) => {
      const expansion = stage.expand(instruction.arguments.text, instruction);
      return (expansion.kind === "value" ? expansion.value : "0").trim().split(/\s+/);
    })
    .map((word) => Number(/^\d+/.exec(word)?.[0] ?? 0));
}

/** Who removes the site of the image and puts another beside it would have both: it stays in the hardened image. */
function ofDefault({ runs, steps }: StageRun): readonly PlanRemark[] {
  const run = runs.find(
    ({ words, folder }) =>
      baseName(words[0] ?? "") === "rm" &&
      words.some((word) => word !== null && absolute(folder, word) === ownSite),
  );
  const isReplaced = steps.some(({ effects }) => effects.some(({ path }) => path === ownSite));
  if (run === undefined || isReplaced) return [];
  const message = `${ownSite} of the runtime image would stay, which has no shell to remove it: copy a file of that name over it.`;
  return [{ message, span: wholeSpan(run.instruction) }];
}

/** Where nginx keeps what it is sent, and its pid file, belongs to 65532 in the hardened image. */
function ofNumber({ context, stage }: StageRun): readonly PlanRemark[] {
  const { value } = context.user(stage);
  const isOther = value !== null && /^\d+(?::|$)/.test(value) && !/^(?:0|65532)(?::|$)/.test(value);
  if (!isOther || stage.user.origin === "base" || !("span" in stage.user)) return [];
  const message = `USER ${value}: the folders that nginx writes to belong to nginx (65532) in the runtime image.`;
  return [{ message, span: stage.user.span }];
}

function pagesLeft({ runs }: StageRun): readonly PlanRemark[] {
  const run = runs.find((it) => {
    const path = absolute(it.folder, it.words.at(-1) ?? "");
    return baseName(it.words[0] ?? "") === "rm" && path !== null && isWithin(path, pages);
  });
  const message =
    "The image's own pages stay where no page of the same name is copied over them: index.html and 50x.html.";
  return run === undefined ? [] : [{ message, span: wholeSpan(run.instruction) }];
}
