/** What a licence asks of those who pass the software on, from little to much. */
export type LicenceFamily = "permissive" | "other" | "weak-copyleft" | "copyleft" | "none";

export const licenceFamilies: readonly LicenceFamily[] = [
  "permissive",
  "weak-copyleft",
  "copyleft",
  "other",
  "none",
];

export const licenceFamilyNames: Readonly<Record<LicenceFamily, string>> = {
  permissive: "Permissive",
  "weak-copyleft": "Weak copyleft",
  copyleft: "Copyleft",
  other: "Other",
  none: "No licence",
};

/**
 * The family of a component's licences, which are SPDX expressions or names. Of several that all hold, and
 * of AND, the one that asks most counts; of OR the one that asks least, since it may be chosen.
 */
export function licenceFamily(licenses: readonly string[]): LicenceFamily {
  return licenses.length === 0 ? "none" : strictest(licenses.map(familyOf));
}

function familyOf(expression: string): LicenceFamily {
  // "GNU General Public License v2 (GPLv2)" is a name, whatever stands in it.
  const isExpression = /^[\w.+:() -]+$/.test(expression) && /\b(?:AND|OR|WITH)\b/.test(expression);
  return isExpression ? familyOfExpression(expression) : familyOfName(expression);
}

/** Reads from left to right with a list of open parentheses, so that depth costs no stack. */
function familyOfExpression(expression: string): LicenceFamily {
  const words = expression.replace(/[()]/g, " $& ").split(/\s+/);
  const open: Group[] = [];
  let group: Group = { alternatives: [], all: [] };
  for (const [index, word] of words.entries()) {
    if (word === "" || word === "AND" || word === "WITH" || words[index - 1] === "WITH") continue;
    if (word === "OR") {
      group.alternatives.push(strictest(group.all));
      group.all = [];
    } else if (word === "(") {
      open.push(group);
      group = { alternatives: [], all: [] };
    } else if (word === ")") {
      const inner = close(group);
      group = open.pop() ?? { alternatives: [], all: [] };
      group.all.push(inner);
    } else group.all.push(eased(familyOfName(word), words[index + 1] === "WITH"));
  }
  // A parenthesis that nobody closes ends with the text.
  for (let outer = open.pop(); outer !== undefined; outer = open.pop()) {
    outer.all.push(close(group));
    group = outer;
  }
  return close(group);
}

interface Group {
  readonly alternatives: LicenceFamily[];
  all: LicenceFamily[];
}

function close({ alternatives, all }: Group): LicenceFamily {
  const families = all.length === 0 ? alternatives : [...alternatives, strictest(all)];
  return families.reduce(
    (least, one) => (rank(one) < rank(least) ? one : least),
    families[0] ?? "other",
  );
}

function strictest(families: readonly LicenceFamily[]): LicenceFamily {
  return families.reduce(
    (most, one) => (rank(one) > rank(most) ? one : most),
    families[0] ?? "other",
  );
}

/** An exception to the GPL is there to let others link with it. */
function eased(family: LicenceFamily, hasException: boolean): LicenceFamily {
  return family === "copyleft" && hasException ? "weak-copyleft" : family;
}

function familyOfName(name: string): LicenceFamily {
  const text = name.trim().toLowerCase();
  if (copyleft.test(text)) return "copyleft";
  if (weakCopyleft.test(text)) return "weak-copyleft";
  return permissive.test(text) ? "permissive" : "other";
}

const order: readonly LicenceFamily[] = [
  "none",
  "permissive",
  "other",
  "weak-copyleft",
  "copyleft",
];
const rank = (family: LicenceFamily): number => order.indexOf(family);

const copyleft =
  /^(?:a?gpl(?:[- v\d]|$)|gnu (?:affero |general)|sspl|osl-|eupl|rpl-|sleepycat|qpl-)/;
const weakCopyleft =
  /^(?:lgpl|gnu (?:lesser|library)|mpl|mozilla|epl|eclipse|cddl|cpl-|ms-rl|cecill-c|apsl|artistic-1|ofl|gfdl|gnu free doc)/;
const permissive =
  /^(?:mit|apache|bsd|0bsd|isc|zlib|python|psf|x11|unlicense|cc0|public.?domain|openssl|curl|ncsa|bsl-1|boost|ruby|postgresql|tcl|wtfpl|ftl|freetype|libpng|ijg|hpnd|artistic-2|unicode|icu|blueoak|afl-|w3c|vim|upl-|naist|smlnj|bzip2|libtiff|xfree86|fsf(?:u|ap)|the mit|new bsd|simplified bsd|expat|ms-pl|mulan)/;
