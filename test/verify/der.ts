/** Distinguished encoding of ASN.1 (X.690), as little of it as certificates for tests need. */
export type Der = Buffer;

export function tlv(tag: number, ...parts: readonly Uint8Array[]): Der {
  const body = Buffer.concat(parts);
  const { length } = body;
  const size =
    length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
}

export const sequence = (...parts: readonly Der[]) => tlv(0x30, ...parts);
export const set = (...parts: readonly Der[]) => tlv(0x31, ...parts);
export const octets = (value: Uint8Array) => tlv(0x04, value);
export const bits = (value: Uint8Array) => tlv(0x03, Buffer.from([0]), value);
export const utf8 = (text: string) => tlv(0x0c, Buffer.from(text));
export const truth = () => tlv(0x01, Buffer.from([0xff]));
export const integer = (value: number) => tlv(0x02, Buffer.from([value]));
export const context = (number: number, value: Uint8Array, isConstructed = true) =>
  tlv((isConstructed ? 0xa0 : 0x80) + number, value);

export function time(date: Date): Der {
  return tlv(0x18, Buffer.from(date.toISOString().replace(/[-:T]|\.\d+/g, "")));
}

export function objectId(dotted: string): Der {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  const groups = [first * 40 + second, ...rest].map((value) => {
    const group = [value & 127];
    for (let left = value >> 7; left > 0; left >>= 7) group.unshift((left & 127) | 128);
    return Buffer.from(group);
  });
  return tlv(0x06, ...groups);
}
