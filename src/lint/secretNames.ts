/**
 * How much the name of a variable says about its value: `secret` for what holds one whenever it is
 * set (`NPM_TOKEN`), `possible` where the value must tell (`ROUTING_KEY`), `none` otherwise.
 * The words are those of BuildKit's SecretsUsedInArgOrEnv; the exceptions are more than its own.
 */
export function secretByName(name: string): "secret" | "possible" | "none" {
  if (name.length > 200 || sentToBrowsers.test(name)) return "none";
  const words = name.toLowerCase().split("_");
  if (words.some((word) => harmlessWords.has(word))) return "none";
  if (words.some((word) => secretWords.has(word))) return "secret";
  if (words.some((word, index) => word === "key" && secretKeys.has(words[index - 1] ?? "")))
    return "secret";
  return words.includes("key") || words.includes("auth") ? "possible" : "none";
}

/** Build tools put variables with these names into the page that everybody gets. */
const sentToBrowsers = /^(?:VITE|REACT_APP|NEXT_PUBLIC|NUXT_PUBLIC|EXPO_PUBLIC|GATSBY|VUE_APP)_/;

const secretWords = new Set(
  "apikey credential credentials passphrase password pword passwd secret token".split(" "),
);

/** What makes a key one that must stay secret: `API_KEY`. */
const secretKeys = new Set(
  "access api auth deploy encryption master private secret ssh".split(" "),
);

/** Words of names that are about a secret and do not hold it: `TOKEN_TTL`, `GPG_KEY`, `PASSWORD_FILE`. */
const harmlessWords = new Set(
  (
    "alg algo algorithm allow audience backend bits cache check class command count curve dir disable " +
    "disabled driver dummy email empty enable enabled endpoint env exp expiration expire expires expiry " +
    "field file fingerprint format generate gpg group header helper host id ids image interval issuer " +
    "keyring keyserver keystore len length level lifetime limit limits list location manager max method min " +
    "mode name no num onetime optional path pgp plugin policy port prefix provider pub public " +
    "publishable random realm refresh regex repo require required ring rotation scope scopes server " +
    "service size skip store strategy suffix timeout ttl type uri url use user username version"
  ).split(" "),
);
