// What a scanner finds in the example images, and what VEX says of it. Real vulnerabilities of real packages, but
// for the one that begins with ACME; not all that are known of them.

/** Identifier, package, severity as grype writes it, CVSS, and the version without it. */
const ofApp = [
  ["CVE-2023-45853", "zlib1g", "Critical", 9.8, ""],
  ["CVE-2021-44906", "minimist", "Critical", 9.8, "1.2.6"],
  ["CVE-2021-23337", "lodash", "High", 7.2, "4.17.21"],
  ["CVE-2022-32149", "golang.org/x/text", "High", 7.5, "0.3.8"],
  ["CVE-2020-28500", "lodash", "Medium", 5.3, "4.17.21"],
  ["CVE-2024-47764", "cookie", "Low", null, "0.7.0"],
  ["CVE-2019-1010022", "libc6", "Negligible", null, ""],
  ["ACME-2026-0001", "@acme/telemetry", "Unknown", null, ""],
];

const ofHeavy = [
  ["CVE-2024-32002", "git", "Critical", 9.0, "1:2.39.5-0+deb12u1"],
  ["CVE-2023-38545", "curl", "Critical", 9.8, "7.88.1-10+deb12u4"],
  ["CVE-2023-38545", "libcurl4", "Critical", 9.8, "7.88.1-10+deb12u4"],
  ["CVE-2024-45491", "libexpat1", "Critical", 9.8, "2.5.0-1+deb12u1"],
  ["CVE-2023-4863", "libwebp7", "High", 8.8, "1.2.4-0.2+deb12u1"],
  ["CVE-2023-4911", "libc6", "High", 7.8, "2.36-9+deb12u3"],
  ["CVE-2023-44487", "libnghttp2-14", "High", 7.5, "1.52.0-1+deb12u1"],
  ["CVE-2023-48795", "openssh-client", "Medium", 5.9, "1:9.2p1-2+deb12u2"],
  ["CVE-2011-3374", "apt", "Negligible", null, ""],
  ["CVE-2005-2541", "tar", "Negligible", null, ""],
  ["CVE-2007-5686", "login", "Negligible", null, ""],
  ["CVE-2007-5686", "passwd", "Negligible", null, ""],
  ["CVE-2011-4116", "perl-base", "Negligible", null, ""],
  ["CVE-2017-18018", "coreutils", "Negligible", null, ""],
  ["CVE-2018-6829", "libgcrypt20", "Negligible", null, ""],
  ["CVE-2022-0563", "util-linux", "Negligible", null, ""],
];

export const findingsAfter = ofApp.map(findingOf);
export const findingsBefore = [...ofHeavy, ...ofApp].map(findingOf);

function findingOf([id, name, severity, score, fixedIn]) {
  return { id, name, severity, score, fixedIn };
}

/** VEX statements of the hardened image, the oldest first: a later one on the same takes its place. */
export const opinions = [
  {
    id: "CVE-2021-23337",
    name: "lodash",
    timestamp: "2026-11-10T09:00:00Z",
    status: "under_investigation",
  },
  {
    id: "CVE-2023-45853",
    name: "zlib1g",
    timestamp: "2026-11-12T09:00:00Z",
    status: "not_affected",
    justification: "vulnerable_code_not_present",
    impact_statement: "It is in MiniZip, which Debian does not build from this source.",
  },
  {
    id: "CVE-2021-23337",
    name: "lodash",
    timestamp: "2026-11-18T09:00:00Z",
    status: "not_affected",
    justification: "vulnerable_code_not_in_execute_path",
    impact_statement: "It is in the function template, which the shop does not call.",
  },
  {
    id: "CVE-2022-32149",
    name: "golang.org/x/text",
    timestamp: "2026-11-18T09:00:00Z",
    status: "fixed",
    status_notes: "The change of 0.3.8 is applied to the vendored module.",
  },
  {
    id: "CVE-2021-44906",
    name: "minimist",
    timestamp: "2026-11-19T09:00:00Z",
    status: "affected",
    action_statement: "Start the shop with fixed arguments; the next release has minimist 1.2.8.",
  },
  {
    id: "ACME-2026-0001",
    name: "@acme/telemetry",
    timestamp: "2026-11-19T09:00:00Z",
    status: "under_investigation",
  },
];
