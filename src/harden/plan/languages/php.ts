import { baseName } from "../../../lint/command";
import { wholeSpan } from "../../../lint/shellUses";
import type { Effect, Language, Run, StageRun } from "../language";
import type { PlanRemark } from "../model";
import { optionValue } from "../options";
import { absolute } from "../paths";

/** Composer leaves all that a program needs in the folder of its package; PHP reads it from there. */
export const php: Language = {
  name: "PHP",
  isBase: (repository) => /^(?:docker\.io\/library|dhi\.io)\/php$/.test(repository),
  // Composer unpacks and fetches packages with them.
  buildPackages: new Set(["git", "git-core", "unzip", "zip", "7zip", "openssh-client"]),
  buildTools: new Set(["composer", "install-php-extensions"]),
  read(run) {
    const name = baseName(run.words[0] ?? "");
    if (name === "composer" || name === "composer.phar") return ofComposer(run);
    if (extensionTools.has(name)) return extension;
    if (/^(?:a2(?:en|dis)(?:mod|site|conf)|apache2ctl|apachectl)$/.test(name))
      return { kind: "stops", reason: apache };
    if (name === "php") return ofPhp(run);
    if ((name === "mv" || name === "cp") && isOwnSettings(run)) return { kind: "nothing" };
    return null;
  },
  whyNotStart([program = "", ...rest], stage) {
    const name = baseName(program);
    if (isFpm(stage))
      return name === "php-fpm"
        ? null
        : `Whether ${program} is there in the runtime image, which has php-fpm and neither a shell nor php, can't be told.`;
    if (name !== "php")
      return `Whether ${program} is there in the runtime image, which has php and no shell, can't be told.`;
    return rest.some((word) => !word.startsWith("-")) && !rest.includes("-a")
      ? null
      : "It starts php without a program, so what a container needs can't be told.";
  },
  entrypoint: (stage) => ({
    program: isFpm(stage) ? "php-fpm" : "php",
    isDefault: isFpm(stage),
  }),
  stops: (stage) => [...ofApache(stage), ...ofSettings(stage)],
  warnings: ({ stage }) => [
    {
      message:
        "The runtime image has the extensions that PHP brings along, with curl, intl, mbstring, openssl, PDO for SQLite and sodium; others can't be added to it.",
      span: stage.from.span,
    },
  ],
};

const isFpm = ({ reference }: StageRun) => /(?:^|-)fpm(?:-|$)/.test(reference.tag ?? "");

const extensionTools: ReadonlySet<string> = new Set(
  "docker-php-ext-configure docker-php-ext-enable docker-php-ext-install docker-php-source install-php-extensions pear pecl phpize".split(
    " ",
  ),
);

const extension: Effect = {
  kind: "stops",
  reason:
    "It adds extensions to PHP, which are compiled for the PHP of the image of today: the hardened image has those that PHP brings along, and nothing to add others with.",
};

function ofComposer(run: Run): Effect {
  const verb = run.words.slice(1).find((word) => word === null || !word.startsWith("-")) ?? "";
  if (run.words.some((word) => /^(?:-V|--version)$/.test(word ?? ""))) return { kind: "nothing" };
  if (quiet.has(verb)) return { kind: "builds" };
  if (!makers.has(verb))
    return { kind: "stops", reason: `What composer ${verb} leaves behind can't be told.` };
  const option = optionValue(run, ["-d", "--working-dir"]);
  const path = option === "unknown" ? null : absolute(run.folder, option?.value ?? ".");
  return path === null ? nowhere : { kind: "makes", path };
}

const nowhere: Effect = {
  kind: "stops",
  reason: "In which folder this runs can't be told: set WORKDIR before it.",
};

const quiet: ReadonlySet<string> = new Set(
  "audit check-platform-reqs clear-cache clearcache diagnose self-update selfupdate show validate".split(
    " ",
  ),
);
const makers: ReadonlySet<string> = new Set(
  "config dump-autoload dumpautoload i install remove require run run-script update upgrade".split(
    " ",
  ),
);

/** `php artisan …` writes where the program is; what is given with -r may do anything. */
function ofPhp({ words, folder }: Run): Effect {
  if (words.some((word) => /^-(?:v|m|i|-version|-ini)$/.test(word ?? "")))
    return { kind: "nothing" };
  const [script] = words.slice(1);
  if (script == null || script.startsWith("-"))
    return { kind: "stops", reason: "What this program of PHP leaves behind can't be told." };
  return folder === null ? nowhere : { kind: "makes", path: folder };
}

/**
 * `mv "$PHP_INI_DIR/php.ini-production" "$PHP_INI_DIR/php.ini"`: the hardened images have it so
 * (docker-hardened-images/catalog@30c3db97).
 */
const isOwnSettings = ({ instruction }: Run) =>
  /\b(?:mv|cp)\s+(["']?)(?:\$PHP_INI_DIR|\$\{PHP_INI_DIR\}|\/usr\/local\/etc\/php)\/php\.ini-production\1\s+(["']?)(?:\$PHP_INI_DIR|\$\{PHP_INI_DIR\}|\/usr\/local\/etc\/php)\/php\.ini\2(?=\s|$)/.test(
    instruction.arguments.text,
  );

function ofApache({ reference, stage }: StageRun): readonly PlanRemark[] {
  if (!/apache/.test(reference.tag ?? "")) return [];
  return [{ message: apache, span: stage.root.from.span }];
}

const apache =
  "There is no hardened image of PHP with Apache: there is one with PHP-FPM, for behind nginx or httpd in an image of their own.";

/**
 * The official image reads pools from another folder than the hardened one, which on Alpine has two for the
 * settings of PHP (docker-hardened-images/catalog@30c3db97).
 */
function ofSettings(stage: StageRun): readonly PlanRemark[] {
  const isAlpine = /alpine/.test(stage.reference.tag ?? "");
  const moved = isAlpine ? /^\/usr\/local\/etc\/php/ : /^\/usr\/local\/etc\/php-fpm/;
  return stage.steps
    .filter(({ effects }) => effects.some(({ path }) => moved.test(path)))
    .map(({ instruction }) => ({
      message:
        "The hardened image keeps settings in another folder: whether it would read these can't be told.",
      span: wholeSpan(instruction),
    }));
}
