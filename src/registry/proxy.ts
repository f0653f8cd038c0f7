/**
 * The proxy that the environment names for an address, by the rules of curl and Go: `https_proxy`, `http_proxy` and
 * `all_proxy`, in capitals too, but for hosts in `no_proxy`. This machine is never asked for by a proxy. Null for
 * none, and for a value that is no address.
 */
export function proxyFor(
  url: URL,
  environment: Readonly<Record<string, string | undefined>>,
): URL | null {
  const value = (name: string) => environment[name] || environment[name.toUpperCase()] || "";
  if (isExempt(url, value("no_proxy"))) return null;
  const text = value(`${url.protocol.slice(0, -1)}_proxy`) || value("all_proxy");
  if (text === "") return null;
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  const proxy = URL.canParse(address) ? new URL(address) : null;
  return proxy !== null && /^https?:$/.test(proxy.protocol) ? proxy : null;
}

function isExempt({ hostname, port, protocol }: URL, exempt: string): boolean {
  if (hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname))
    return true;
  const ownPort = port || (protocol === "https:" ? "443" : "80");
  return exempt
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== "")
    .some((entry) => {
      if (entry === "*") return true;
      const [, name = "", wanted] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
      if (wanted !== undefined && wanted !== ownPort) return false;
      const domain = name.replace(/^\*?\./, "");
      return domain !== "" && (hostname === domain || hostname.endsWith(`.${domain}`));
    });
}
