// A Chromium to show the npm-hosted editor in, without a screen.
import { createReadStream, createWriteStream } from "node:fs";
import { chmod, cp, mkdir, rm, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";
import { chromium } from "playwright-core";
import { HostError, exists, fetchPackage, keep, unpack } from "./store.mjs";

const packages = {
  chromium: {
    specifier: "@sparticuz/chromium@153.0.0",
    integrity:
      "sha512-jiGWqSvPMdu4+P9TilYqAR7yEGPEHINx+lCvE/NqNO/EHYzF/x1hUiI5T6ioVIt7dEy7n88byyT0vk+dnsgQwA==",
  },
  fonts: {
    specifier: "dejavu-fonts-ttf@2.37.3",
    integrity:
      "sha512-f1hd7jJbeQa1VWcw+K2KrTXS50zTMaHpVC4XIKJpNcDeYR5ajMtj/iLlQDYNvLOKamUB3ARVVCf79lNwNVztSQ==",
  },
};

/**
 * Launches Chromium without a window and returns Playwright's browser.
 *
 * Uses, in this order: the program that CHROMIUM names, an installed Chromium or Chrome, the one
 * from the npm registry (fetched on the first call; DRYDOCK_BROWSER=npm asks for it even where one
 * is installed). `log` gets progress lines. Rejects with a HostError when there is none.
 */
export async function launchBrowser(log) {
  const { program, environment } = await findBrowser(log);
  return chromium.launch({
    executablePath: program,
    env: { ...process.env, ...environment },
    args: [
      // Chromium's own sandbox needs rights that a container or root does not have; the only page
      // it opens is the editor on this machine.
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--disable-dev-shm-usage",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
    // Whoever launches the browser also closes it, after the editor.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}

async function findBrowser(log) {
  const named = process.env.CHROMIUM;
  if (named !== undefined && named !== "") {
    if (!(await exists(named))) throw new HostError(`CHROMIUM names ${named}, which is not there.`);
    return { program: named, environment: {} };
  }
  if (process.env.DRYDOCK_BROWSER !== "npm") {
    const installed = await findInstalled();
    if (installed !== undefined) return { program: installed, environment: {} };
  }
  return fetchBrowser(log);
}

async function findInstalled() {
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/bin"];
  for (const name of names) {
    for (const folder of folders) {
      if (folder !== "" && (await exists(join(folder, name)))) return join(folder, name);
    }
  }
  return undefined;
}

async function fetchBrowser(log) {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new HostError(
      "No Chromium found, and the npm registry has one for Linux on x64 only. " +
        "Install Chromium or Chrome, or set CHROMIUM to its path.",
    );
  }
  const folder = await keep("chromium-153.0.0-x64", (draft) => fill(draft, log));
  return {
    program: join(folder, "chromium"),
    environment: {
      // Chromium's own libraries come with the package, because a bare system has no NSS.
      LD_LIBRARY_PATH: [join(folder, "lib"), process.env.LD_LIBRARY_PATH].filter(Boolean).join(":"),
      FONTCONFIG_PATH: folder,
      FONTCONFIG_FILE: join(folder, "fonts.conf"),
    },
  };
}

async function fill(draft, log) {
  const { specifier, integrity } = packages.chromium;
  log(`Fetching Chromium (${specifier}, once, 70 MB): 1/2 browser`);
  const source = join(draft, "package");
  await fetchPackage(specifier, integrity, source);
  await decompress(join(source, "bin", "chromium.br"), join(draft, "chromium"));
  await chmod(join(draft, "chromium"), 0o755);
  for (const name of ["al2023", "swiftshader"]) {
    const archive = join(draft, `${name}.tar`);
    await decompress(join(source, "bin", `${name}.tar.br`), archive);
    await unpack(archive, draft);
    await rm(archive);
  }
  await rm(source, { recursive: true });
  log("Fetching Chromium: 2/2 fonts");
  await fetchFonts(draft);
}

/** A bare system has no fonts at all, and without any the editor draws no text. */
async function fetchFonts(draft) {
  const { specifier, integrity } = packages.fonts;
  const source = join(draft, "package");
  await fetchPackage(specifier, integrity, source);
  await mkdir(join(draft, "fonts"));
  for (const name of ["DejaVuSans", "DejaVuSans-Bold", "DejaVuSansMono", "DejaVuSansMono-Bold"]) {
    await cp(join(source, "ttf", `${name}.ttf`), join(draft, "fonts", `${name}.ttf`));
  }
  await rm(source, { recursive: true });
  await writeFile(join(draft, "fonts.conf"), fontConfiguration);
}

const fontConfiguration = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
  <alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
  <alias><family>sans-serif</family><prefer><family>DejaVu Sans</family></prefer></alias>
</fontconfig>
`;

function decompress(from, to) {
  return pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to));
}
