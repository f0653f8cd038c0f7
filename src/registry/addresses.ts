import { BlockList, isIP } from "node:net";

/**
 * What an IP address may be connected to for. `private`: networks of one's own, this machine included;
 * allowed for a registry that is there itself. `reserved`: link-local and the addresses at which clouds give
 * out credentials; never allowed, since no registry lives there.
 */
export type AddressKind = "public" | "private" | "reserved";

/** The kind of an IPv4 or IPv6 address as text, without brackets; `reserved` for what is none. */
export function addressKind(address: string): AddressKind {
  const plain = address.replace(/%.*$/s, "");
  const version = isIP(plain);
  if (version === 0) return "reserved";
  if (version === 6) {
    const inner = embeddedAddress(plain);
    if (inner !== null) return addressKind(inner);
  }
  const family = version === 4 ? "ipv4" : "ipv6";
  const { reserved, own } = (networks ??= createNetworks());
  if (reserved.check(plain, family)) return "reserved";
  return own.check(plain, family) ? "private" : "public";
}

/** IPv4 inside of IPv6: mapped, compatible, translated (RFC 6052, RFC 2765) and 6to4, which lead to the IPv4 address. */
function embeddedAddress(address: string): string | null {
  const groups = expand(address);
  const [first, second] = groups;
  const isZero = (from: number, to: number) => groups.slice(from, to).every((it) => it === 0);
  const isMapped = isZero(0, 5) && groups[5] === 0xffff;
  // `::` and `::1` are addresses of their own.
  const isCompatible = isZero(0, 6) && groups[6] !== 0;
  const isStateless = isZero(0, 4) && groups[4] === 0xffff && groups[5] === 0;
  const isTranslated = first === 0x64 && second === 0xff9b && isZero(2, 6);
  if (isMapped || isCompatible || isStateless || isTranslated) return dotted(groups[6], groups[7]);
  return first === 0x2002 ? dotted(second, groups[2]) : null;
}

/** The eight groups of an IPv6 address that `isIP` accepts. */
function expand(address: string): number[] {
  const [head = "", tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split("::");
  const numbers = (text: string) =>
    text === "" ? [] : text.split(":").map((group) => parseInt(group, 16));
  if (tail === undefined) return numbers(head);
  const before = numbers(head);
  const after = numbers(tail);
  return [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
}

function dotted(high = 0, low = 0): string {
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}

interface Networks {
  readonly own: BlockList;
  readonly reserved: BlockList;
}

let networks: Networks | null = null;

/** When the first address is met: they take longer to make than anything else that a start does. */
function createNetworks(): Networks {
  const own = blockList(
    ["10.0.0.0", 8],
    ["100.64.0.0", 10],
    ["127.0.0.0", 8],
    ["172.16.0.0", 12],
    ["192.0.0.0", 24],
    ["192.168.0.0", 16],
    ["198.18.0.0", 15],
    ["::1", 128],
    // Translates to IPv4 within a network of one's own (RFC 8215), whichever way that has it.
    ["64:ff9b:1::", 48],
    ["fc00::", 7],
  );
  const reserved = blockList(
    ["0.0.0.0", 8],
    ["169.254.0.0", 16],
    // Alibaba Cloud, Azure and AWS give out credentials at these.
    ["100.100.100.200", 32],
    ["168.63.129.16", 32],
    ["fd00:ec2::254", 128],
    ["224.0.0.0", 4],
    ["240.0.0.0", 4],
    ["::", 128],
    ["fe80::", 10],
    ["fec0::", 10],
    ["ff00::", 8],
  );
  return { own, reserved };
}

function blockList(...networks: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of networks)
    list.addSubnet(network, prefix, network.includes(":") ? "ipv6" : "ipv4");
  return list;
}
