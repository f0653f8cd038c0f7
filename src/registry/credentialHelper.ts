import type { Credential } from "./credentials";
import { RegistryError } from "./errors";
import { objectFields, stringOr } from "./json";

export interface HelperOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where it runs: a folder of the person's own, so that nothing in a workspace stands for a helper. */
  readonly folder: string;
  readonly timeoutMs: number;
}

/** More than any credential has. */
const maximumOutputBytes = 64 * 1024;

/**
 * Asks `docker-credential-NAME get` for the credential of a server; null where it has none. Its output is never
 * repeated, since it may be the secret.
 * @param server as helpers know it: `https://index.docker.io/v1/`, `dhi.io`
 * @throws RegistryError `credentials`, and `cancelled`
 */
export async function askHelper(
  name: string,
  server: string,
  options: HelperOptions,
  signal: AbortSignal,
): Promise<Credential | null> {
  // A path in it would run any program, and there is no shell to give characters a meaning.
  if (!/^[A-Za-z0-9._-]+$/.test(name))
    throw new RegistryError("credentials", `"${name}" is no name of a credential helper`);
  const program = `docker-credential-${name}`;
  const { code, output } = await run(program, server, options, signal);
  if (code !== 0) {
    if (output.includes("credentials not found in native keychain")) return null;
    throw new RegistryError("credentials", `${program} gave no credentials for ${server}`);
  }
  return readAnswer(output, program);
}

function readAnswer(output: string, program: string): Credential | null {
  let fields: ReadonlyMap<string, unknown> | null;
  try {
    fields = objectFields(JSON.parse(output));
  } catch {
    fields = null;
  }
  if (fields === null)
    throw new RegistryError("credentials", `${program} gave an answer that can't be read`);
  const username = stringOr(fields.get("Username"), "");
  const secret = stringOr(fields.get("Secret"), "");
  if (secret === "") return null;
  if (username === "<token>")
    return { kind: "identity", token: secret, username: "", password: "" };
  return { kind: "basic", username, password: secret };
}

async function run(
  program: string,
  input: string,
  { environment, folder, timeoutMs }: HelperOptions,
  signal: AbortSignal,
): Promise<{ readonly code: number | null; readonly output: string }> {
  const { spawn } = await import("node:child_process");
  return new Promise((resolve, reject) => {
    const child = spawn(program, ["get"], {
      cwd: folder,
      env: environment,
      stdio: ["pipe", "pipe", "ignore"],
      windowsHide: true,
    });
    let output = "";
    const end = (error: RegistryError) => {
      child.kill("SIGKILL");
      // A program that it started may still write.
      child.stdout.destroy();
      reject(error);
    };
    const late = setTimeout(
      () => end(new RegistryError("credentials", `${program} gave no answer in time`)),
      timeoutMs,
    );
    const abort = () => end(new RegistryError("cancelled", "This was cancelled"));
    signal.addEventListener("abort", abort, { once: true });
    const finish = () => {
      clearTimeout(late);
      signal.removeEventListener("abort", abort);
    };
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      if (output.length > maximumOutputBytes)
        end(new RegistryError("credentials", `${program} says too much`));
    });
    // It may end without reading.
    child.stdin.on("error", () => undefined).end(input);
    child.on("error", (cause) => {
      finish();
      reject(new RegistryError("credentials", `${program} can't be run`, { cause }));
    });
    child.on("close", (code) => {
      finish();
      resolve({ code, output });
    });
  });
}
