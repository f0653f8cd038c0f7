import { RegistryError } from "./errors";
import type { HttpResponse, Transport } from "./transport";

const attempts = 3;
/** Whoever asks for more time is told of it to the person instead. */
const maximumPauseMs = 10_000;

/**
 * Sends again what a server was too busy for: 429 and 503 after the time they ask for, other failures of servers
 * and connections that broke off after a moment, three times in all.
 * @throws RegistryError `rate-limited` where the time asked for is too long, `server` after the last attempt
 */
export async function withRetries(
  transport: Transport,
  host: string,
  signal: AbortSignal,
  send: () => Promise<HttpResponse>,
): Promise<HttpResponse> {
  for (let attempt = 1; ; attempt++) {
    const outcome = await send().catch((error: unknown) => error);
    const response = isResponse(outcome) ? outcome : null;
    if (response === null && (attempt === attempts || !brokeOff(outcome))) throw outcome;
    if (response !== null && !isBusy(response.status)) return response;
    const asked = response === null ? null : retryAfterMs(response, transport.now());
    if (response !== null && (attempt === attempts || (asked ?? 0) > maximumPauseMs))
      throw failure(response.status, host, asked);
    await transport.pause(asked ?? 250 * 2 ** attempt, signal);
  }
}

/** In milliseconds; null where the server does not say, or not in a way that can be read. */
function retryAfterMs({ headers }: HttpResponse, now: Date): number | null {
  const text = headers.get("retry-after");
  if (text === undefined) return null;
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - now.getTime());
}

function failure(status: number, host: string, asked: number | null): RegistryError {
  if (status !== 429) return new RegistryError("server", `${host} failed (${status})`);
  const time = asked === null ? "" : `, for ${Math.ceil(asked / 1000)} seconds`;
  return new RegistryError("rate-limited", `${host} asks us to wait${time}`);
}

function isBusy(status: number): boolean {
  return status === 429 || status >= 500;
}

/** A connection that was kept may be gone when it is used again. */
function brokeOff(error: unknown): boolean {
  const cause = error instanceof RegistryError ? error.cause : null;
  return cause instanceof Error && "code" in cause && cause.code === "ECONNRESET";
}

function isResponse(outcome: unknown): outcome is HttpResponse {
  return typeof outcome === "object" && outcome !== null && "status" in outcome;
}
