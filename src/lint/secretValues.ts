/** A secret in a text, known by its shape alone. */
export interface SecretShape {
  /** `an AWS access key` */
  readonly what: string;
  readonly start: number;
  readonly end: number;
}

/** Whether a text may hold a secret of a known shape at all: one cheap look before the exact ones. */
export function mayHoldSecrets(text: string): boolean {
  return prefixes.test(text);
}

const prefixes =
  /AKIA|ASIA|gh[pousr]_|github_pat_|glpat-|xox[abeprs]-|npm_|[sr]k_live_|AIza|-----BEGIN|eyJ|hf_|\bsk-|SG\.|pypi-|hooks\.slack|dckr_pat_|:\/\/[^\s/:@]{1,64}:[^\s/@]{1,128}@/;

/** Shapes that nothing else has; every repetition is bounded, so that no text is slow to read. */
const shapes: readonly { readonly what: string; readonly pattern: RegExp }[] = [
  { what: "an AWS access key", pattern: /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/g },
  { what: "a GitHub token", pattern: /\bgh[pousr]_[A-Za-z0-9]{36}/g },
  { what: "a GitHub token", pattern: /\bgithub_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}/g },
  { what: "a GitLab token", pattern: /\bglpat-[\w-]{20}/g },
  { what: "a Slack token", pattern: /\bxox[abeprs]-\d{6,14}-[\w-]{10,80}/g },
  {
    what: "a Slack webhook",
    pattern: /hooks\.slack\.com\/services\/T[A-Z0-9]{6,12}\/B[A-Z0-9]{6,12}\/[A-Za-z0-9]{20,30}/g,
  },
  { what: "an npm token", pattern: /\bnpm_[A-Za-z0-9]{36}\b/g },
  { what: "a Stripe key", pattern: /\b[sr]k_live_[A-Za-z0-9]{24}/g },
  { what: "a Google API key", pattern: /\bAIza[\w-]{35}/g },
  { what: "a Hugging Face token", pattern: /\bhf_[A-Za-z0-9]{34}\b/g },
  { what: "an Anthropic key", pattern: /\bsk-ant-[\w-]{40,200}/g },
  { what: "an OpenAI key", pattern: /\bsk-(?:proj-[\w-]{40,200}|[A-Za-z0-9]{48}\b)/g },
  { what: "a SendGrid key", pattern: /\bSG\.[\w-]{22}\.[\w-]{43}/g },
  { what: "a PyPI token", pattern: /\bpypi-AgEIcHlwaS5vcmc[\w-]{50,300}/g },
  { what: "a Docker Hub token", pattern: /\bdckr_pat_[\w-]{27}/g },
  {
    what: "a private key",
    pattern: /-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----[\s\\nr]{0,8}[A-Za-z0-9+/]{40}/g,
  },
  {
    what: "a JSON web token",
    pattern: /\beyJ[\w-]{10,300}\.eyJ[\w-]{10,2000}\.[\w-]{20}/g,
  },
];

/** A password in an address: `https://user:password@host`. */
const address = /:\/\/([^\s/:@'"]{1,64}):([^\s/@'"]{1,128})@([^\s/:'"]{1,100})/g;

/** The secrets of a text that are known by their shape, in no order. */
export function secretShapes(text: string): readonly SecretShape[] {
  if (!mayHoldSecrets(text)) return [];
  const found: SecretShape[] = [];
  for (const { what, pattern } of shapes)
    for (const match of text.matchAll(pattern))
      if (!/EXAMPLE|example|0000000|xxxx|XXXX/.test(match[0]))
        found.push({ what, start: match.index, end: match.index + match[0].length });
  for (const match of text.matchAll(address)) {
    const [, user = "", password = "", host = ""] = match;
    if (user === password || wellKnown.test(password) || /[$%{<]/.test(user + password)) continue;
    if (isPlaceholder(password) || localHost.test(host)) continue;
    const start = match.index + 3;
    found.push({ what: "a password in an address", start, end: start + match[0].length - 3 });
  }
  return found;
}

/** Passwords that nobody keeps secret, in addresses that only have to look like one. */
const wellKnown =
  /^(?:\w{1,5}|passw(?:or)?d?\d{0,4}|postgres|secret|admin\d*|guest|x-oauth-basic)$/i;
const localHost = /^(?:localhost|127\.|0\.0\.0\.0|db$|postgres|mysql|redis|mongo|example\.|host$)/i;

/** Whether a value is there to be replaced, or can't be a secret: a path, an address, a switch. */
export function isPlaceholder(value: string): boolean {
  if (value.length <= 3 || value.length > 4_096) return true;
  const text = value.toLowerCase();
  if (
    /^(?:[/~]|\.{1,2}\/|\$|%|@|[a-z][a-z\d+.-]{0,20}:\/|(?:arn|env|gcp|op|secret|ssm|vault):)/.test(
      text,
    )
  )
    return true;
  if (
    /^(?:true|false|none|null|undefined|default|auto|enabled|disabled|test|testing|build)$/.test(
      text,
    )
  )
    return true;
  return standIns.some((word) => text.includes(word)) || new Set(text).size <= 2;
}

const standIns = [
  "<",
  "{{",
  "...",
  "***",
  "xxx",
  "buildtime",
  "build-time",
  "build_time",
  "change",
  "dummy",
  "example",
  "fake",
  "fixme",
  "ignored",
  "insecure",
  "insert",
  "mock",
  "not-a",
  "not_a",
  "not-set",
  "notset",
  "override",
  "placeholder",
  "precompile",
  "replace",
  "sample",
  "temporary",
  "todo",
  "unset",
  "unused",
  "your",
];

/** Whether a value looks like letters and digits drawn by lot, and is no number of a public key. */
export function looksRandom(value: string): boolean {
  if (!/^[\w+/=.-]{20,500}$/.test(value) || /^(?:0x)?[\da-f]+$/i.test(value)) return false;
  if (!/\d/.test(value) || !/[a-z]/.test(value) || !/[A-Z]/.test(value)) return false;
  return entropy(value) > 3.5;
}

/** Bits a character. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values())
    bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
