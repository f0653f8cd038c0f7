/** The characters of JSON's grammar (RFC 8259, section 2): each is one byte of UTF-8 and one unit of UTF-16. */
export const quote = 0x22;
export const backslash = 0x5c;
export const comma = 0x2c;
export const colon = 0x3a;
export const openingBrace = 0x7b;
export const closingBrace = 0x7d;
export const openingBracket = 0x5b;
export const closingBracket = 0x5d;
