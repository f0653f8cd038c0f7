/** What the registry client needs of the world: a network, a clock and a log. */
export interface Transport {
  /**
   * One exchange with one host: no redirects, retries or credentials of its own. The answer has been read
   * whole. Rejects with a RegistryError for anything that is no answer, `too-large` for a body over the limit,
   * and `refused` for an address that must not be connected to.
   */
  exchange(request: HttpRequest, signal: AbortSignal): Promise<HttpResponse>;
  now(): Date;
  pause(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** One line for each request, never with credentials in it. */
  log(line: string): void;
}

export interface HttpRequest {
  readonly method: "GET" | "HEAD" | "POST";
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** Addresses of private networks and of this machine may be connected to. */
  readonly allowPrivate: boolean;
  /** Of the body of a good answer. Of others the beginning is read. */
  readonly maximumBytes: number;
}

export interface HttpResponse {
  readonly status: number;
  /** By lower-case name; several of one name are joined by commas. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Uint8Array;
  /** The host is of a private network or this machine; a proxy that answered for it says nothing of that. */
  readonly isPrivate: boolean;
}
