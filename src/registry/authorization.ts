import { type Challenge, parseChallenges } from "./challenges";
import type { Credential, Credentials } from "./credentials";
import { RegistryError } from "./errors";
import { follow } from "./follow";
import { mayHaveCredentials } from "./hosts";
import { readJsonObject } from "./json";
import type { HttpResponse, Transport } from "./transport";

export interface Authorization {
  /** The value of the Authorization header. */
  readonly header: string;
  readonly expires: Date;
}

/** What is asked to be read, and where. */
export interface Access {
  readonly registry: string;
  /** `library/node` */
  readonly path: string;
  /** The origin of the API. */
  readonly origin: URL;
  /** The host that the person lets give out its tokens, beside those that are known. */
  readonly tokenHost: string | null;
}

/**
 * Answers the challenge of a 401, as the distribution project's token specification and OAuth 2 say. The scope is
 * always ours: to read one repository. Credentials go to the registry itself and to the tokens' host that belongs
 * to it; from any other host a token is asked for without them.
 * @throws RegistryError `unauthorized` where no challenge can be answered
 */
export async function authorize(
  access: Access,
  challenged: HttpResponse,
  credentials: Credentials,
  transport: Transport,
  signal: AbortSignal,
): Promise<Authorization> {
  const challenges = parseChallenges(challenged.headers.get("www-authenticate") ?? "");
  // A helper that is not installed here must not keep people from what is public.
  let failure: RegistryError | null = null;
  const credential = await credentials(access, signal).catch((error: unknown) => {
    if (!(error instanceof RegistryError) || error.code !== "credentials") throw error;
    transport.log(`${error.message}: ${access.registry} is asked without`);
    failure = error;
    return null;
  });
  if (credential?.kind === "bearer") return lasting(`Bearer ${credential.token}`);
  try {
    return await answer(access, challenges, credential, challenged.isPrivate, transport, signal);
  } catch (error) {
    const isDenied = error instanceof RegistryError && error.code === "unauthorized";
    throw isDenied && failure !== null ? failure : error;
  }
}

async function answer(
  access: Access,
  challenges: readonly Challenge[],
  credential: Exclude<Credential, { kind: "bearer" }> | null,
  isPrivate: boolean,
  transport: Transport,
  signal: AbortSignal,
): Promise<Authorization> {
  const bearer = challenges.find(({ scheme }) => scheme === "bearer");
  if (bearer !== undefined)
    return askForToken(access, bearer, credential, isPrivate, transport, signal);
  const isBasic = challenges.some(({ scheme }) => scheme === "basic");
  if (isBasic && credential !== null && credential.password !== "")
    return lasting(basic(credential));
  throw new RegistryError(
    "unauthorized",
    `${access.registry} wants to know who asks for ${access.path}`,
  );
}

/** At least a minute is kept, and no more is promised where nothing is said: the specification's default. */
const defaultSeconds = 60;
const maximumTokenBytes = 64 * 1024;
/** Nothing that is named this way can be told from another client of ours, nor needs to. */
const clientId = "drydock";

async function askForToken(
  access: Access,
  { parameters }: Challenge,
  credential: Exclude<Credential, { kind: "bearer" }> | null,
  isPrivate: boolean,
  transport: Transport,
  signal: AbortSignal,
): Promise<Authorization> {
  const realm = realmOf(parameters.get("realm"), access);
  const isOurs = mayHaveCredentials(realm, access.origin, access.tokenHost);
  if (credential !== null && !isOurs)
    transport.log(
      `${realm.host} gives out the tokens of ${access.registry}: it gets no credentials`,
    );
  const known = isOurs ? credential : null;
  const scope = `repository:${access.path}:pull`;
  const service = parameters.get("service");
  const common = {
    allowPrivate: isPrivate,
    maximumBytes: maximumTokenBytes,
  };
  if (known?.kind === "identity") {
    const form = new URLSearchParams({
      grant_type: "refresh_token",
      ...(service === undefined ? {} : { service }),
      client_id: clientId,
      scope,
      refresh_token: known.token,
    });
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const request = { ...common, method: "POST", url: realm, headers, body: String(form) } as const;
    const answer = await transport.exchange(request, signal);
    // Some know no POST, and want a name and password after all.
    if (answer.status !== 404 && answer.status !== 405)
      return readToken(answer, realm, access, isOurs || credential === null, transport.now());
  }
  const url = new URL(realm);
  if (service !== undefined) url.searchParams.set("service", service);
  url.searchParams.append("scope", scope);
  const hasPassword = known !== null && known.password !== "";
  const headers: Record<string, string> = hasPassword ? { authorization: basic(known) } : {};
  const answer = await follow(transport, { ...common, method: "GET", url, headers }, signal);
  return readToken(answer, realm, access, isOurs || credential === null, transport.now());
}

function realmOf(text: string | undefined, { registry, origin }: Access): URL {
  const realm = text !== undefined && URL.canParse(text) ? new URL(text) : null;
  if (realm === null)
    throw new RegistryError("malformed", `${registry} does not say where its tokens are`);
  const isPlain = realm.protocol === "http:" && origin.protocol === "http:";
  const isSame = realm.hostname === origin.hostname;
  if (realm.protocol !== "https:" && !(isPlain && isSame))
    throw new RegistryError(
      "refused",
      `${registry} has its tokens at ${realm.origin}, which is not HTTPS`,
    );
  if (realm.username !== "" || realm.password !== "")
    throw new RegistryError(
      "refused",
      `${registry} has its tokens at an address with a password in it`,
    );
  return realm;
}

function readToken(
  answer: HttpResponse,
  realm: URL,
  { registry, path }: Access,
  hadAll: boolean,
  now: Date,
): Authorization {
  if (answer.status === 429)
    throw new RegistryError("rate-limited", `${realm.host} asks us to wait`);
  if (answer.status >= 500)
    throw new RegistryError(
      "server",
      `${realm.host} failed to give out a token (${answer.status})`,
    );
  if (answer.status !== 200) {
    const withheld = hadAll
      ? ""
      : `, and it got no credentials, since it is not known to belong to ${registry} (DRYDOCK_TOKEN_HOSTS=${registry}=${realm.host} would tell)`;
    throw new RegistryError("unauthorized", `${realm.host} gives no access to ${path}${withheld}`);
  }
  const fields = readJsonObject(answer.body, `The token of ${realm.host}`);
  const token = fields.get("token") ?? fields.get("access_token");
  // A line break in it would become a header of its own.
  if (typeof token !== "string" || !/^[\x21-\x7e]+$/.test(token))
    throw new RegistryError("malformed", `${realm.host} gave out no token`);
  const seconds = Number(fields.get("expires_in") ?? defaultSeconds);
  const lifetime = Number.isFinite(seconds)
    ? Math.min(Math.max(seconds, defaultSeconds), 3600)
    : 60;
  // A little early, since clocks differ.
  const expires = new Date(now.getTime() + lifetime * 900);
  return { header: `Bearer ${token}`, expires };
}

function basic({ username, password }: { username: string; password: string }): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}

function lasting(header: string): Authorization {
  return { header, expires: new Date(8.64e15) };
}
