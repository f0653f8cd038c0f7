// What is in the two example images, package by package. Image, shop and its helper are made up; the other
// packages are real, in versions of Debian 12 and of the registries of npm and Go.

/** Ecosystem, name, version, licence (empty where nobody says), and where they are: what depends on it. */
const app = [
  ["npm", "@acme/shop", "2.3.0", "Apache-2.0", "image"],
  ["npm", "express", "4.21.0", "MIT", "@acme/shop"],
  ["npm", "body-parser", "1.20.3", "MIT", "express"],
  ["npm", "bytes", "3.1.2", "MIT", "body-parser"],
  ["npm", "qs", "6.13.0", "BSD-3-Clause", "body-parser express"],
  ["npm", "cookie", "0.6.0", "MIT", "express"],
  ["npm", "debug", "2.6.9", "MIT", "express body-parser"],
  ["npm", "ms", "2.0.0", "MIT", "debug"],
  // Found in two places of the image.
  ["npm", "ms", "2.0.0", "MIT", "@acme/shop"],
  ["npm", "mkdirp", "0.5.5", "MIT", "@acme/shop"],
  ["npm", "minimist", "1.2.5", "MIT", "mkdirp"],
  ["npm", "lodash", "4.17.20", "MIT", "@acme/shop"],
  ["npm", "semver", "7.6.3", "ISC", "@acme/shop"],
  ["npm", "@acme/telemetry", "0.9.0", "", "@acme/shop"],
  ["golang", "example.com/acme/healthcheck", "v1.1.0", "Apache-2.0", "image"],
  ["golang", "golang.org/x/text", "v0.3.7", "BSD-3-Clause", "example.com/acme/healthcheck"],
  ["golang", "golang.org/x/sys", "v0.5.0", "BSD-3-Clause", "example.com/acme/healthcheck"],
];

const gpl = "GPL-2.0-or-later";
const gcc = "GPL-3.0-or-later WITH GCC-exception-3.1";

/** As above; Debian's also have the source package, where it has another name. */
const hardened = [
  ["generic", "node", "22.11.0", "MIT", "image"],
  ["deb", "base-files", "12.4+deb12u8", gpl, "image"],
  ["deb", "ca-certificates", "20230311", "MPL-2.0 AND GPL-2.0-or-later", "image"],
  ["deb", "libc6", "2.36-9+deb12u8", "LGPL-2.1-or-later", "libstdc++6 libgcc-s1 libssl3", "glibc"],
  ["deb", "libgcc-s1", "12.2.0-14", gcc, "libstdc++6", "gcc-12"],
  ["deb", "libssl3", "3.0.15-1~deb12u1", "Apache-2.0", "image", "openssl"],
  ["deb", "libstdc++6", "12.2.0-14", gcc, "image", "gcc-12"],
  ["deb", "tzdata", "2024a-0+deb12u1", "LicenseRef-public-domain", "image"],
  ["deb", "zlib1g", "1:1.2.13.dfsg-1", "Zlib", "image", "zlib"],
];

const heavy = [
  ["generic", "node", "22.11.0", "MIT", "image"],
  ["npm", "npm", "10.9.0", "Artistic-2.0", "image"],
  ["npm", "yarn", "1.22.22", "BSD-2-Clause", "image"],
  ["deb", "adduser", "3.134", gpl, "image"],
  ["deb", "apt", "2.6.1", gpl, "image"],
  ["deb", "base-files", "12.4+deb12u2", gpl, "image"],
  ["deb", "bash", "5.2.15-2+b2", "GPL-3.0-or-later", "image"],
  ["deb", "binutils", "2.40-2", "GPL-3.0-or-later", "gcc-12"],
  ["deb", "ca-certificates", "20230311", "MPL-2.0 AND GPL-2.0-or-later", "image"],
  ["deb", "coreutils", "9.1-1", "GPL-3.0-or-later", "image"],
  ["deb", "curl", "7.88.1-10+deb12u3", "curl", "image"],
  ["deb", "dash", "0.5.12-2", "BSD-3-Clause", "image"],
  ["deb", "dpkg", "1.21.22", gpl, "image"],
  ["deb", "findutils", "4.9.0-4", "GPL-3.0-or-later", "image"],
  ["deb", "g++-12", "12.2.0-14", gcc, "image", "gcc-12"],
  ["deb", "gcc-12", "12.2.0-14", gcc, "g++-12"],
  ["deb", "git", "1:2.39.2-1.1", "GPL-2.0-only", "image"],
  ["deb", "gnupg", "2.2.40-1.1", "GPL-3.0-or-later", "image", "gnupg2"],
  ["deb", "grep", "3.8-5", "GPL-3.0-or-later", "image"],
  ["deb", "gzip", "1.12-1", "GPL-3.0-or-later", "image"],
  ["deb", "libc6", "2.36-9+deb12u2", "LGPL-2.1-or-later", "libstdc++6 libgcc-s1 libssl3", "glibc"],
  ["deb", "libc6-dev", "2.36-9+deb12u2", "LGPL-2.1-or-later", "g++-12", "glibc"],
  ["deb", "libcurl4", "7.88.1-10+deb12u3", "curl", "curl", "curl"],
  ["deb", "libexpat1", "2.5.0-1", "MIT", "git", "expat"],
  ["deb", "libgcc-s1", "12.2.0-14", gcc, "libstdc++6", "gcc-12"],
  ["deb", "libgcrypt20", "1.10.1-3", "LGPL-2.1-or-later", "gnupg"],
  ["deb", "libgnutls30", "3.7.9-2", "LGPL-2.1-or-later", "wget", "gnutls28"],
  ["deb", "libnghttp2-14", "1.52.0-1", "MIT", "libcurl4", "nghttp2"],
  ["deb", "libsqlite3-0", "3.40.1-2", "blessing", "python3.11", "sqlite3"],
  ["deb", "libssl3", "3.0.11-1~deb12u2", "Apache-2.0", "image", "openssl"],
  ["deb", "libstdc++6", "12.2.0-14", gcc, "image", "gcc-12"],
  ["deb", "libwebp7", "1.2.4-0.2", "BSD-3-Clause", "image", "libwebp"],
  ["deb", "login", "1:4.13+dfsg1-1+b1", "BSD-3-Clause", "image", "shadow"],
  ["deb", "make", "4.3-4.1", "GPL-3.0-or-later", "image", "make-dfsg"],
  ["deb", "openssh-client", "1:9.2p1-2", "BSD-2-Clause", "git", "openssh"],
  ["deb", "passwd", "1:4.13+dfsg1-1+b1", "BSD-3-Clause", "image", "shadow"],
  ["deb", "patch", "2.7.6-7", "GPL-3.0-or-later", "image"],
  ["deb", "perl-base", "5.36.0-7", "GPL-1.0-or-later OR Artistic-1.0-Perl", "git", "perl"],
  ["deb", "python3.11", "3.11.2-6", "Python-2.0", "image"],
  ["deb", "sed", "4.9-1", "GPL-3.0-or-later", "image"],
  ["deb", "tar", "1.34+dfsg-1.2", "GPL-3.0-or-later", "image"],
  ["deb", "tzdata", "2023c-5+deb12u1", "LicenseRef-public-domain", "image"],
  ["deb", "unzip", "6.0-28", "Info-ZIP", "image"],
  ["deb", "util-linux", "2.38.1-5+b1", gpl, "image"],
  ["deb", "wget", "1.21.3-1+b2", "GPL-3.0-or-later", "image"],
  ["deb", "xz-utils", "5.4.1-0.2", gpl, "image"],
  ["deb", "zlib1g", "1:1.2.13.dfsg-1", "Zlib", "image", "zlib"],
];

export const packagesAfter = [...hardened, ...app].map(packageOf);
export const packagesBefore = [...heavy, ...app].map(packageOf);

function packageOf([ecosystem, name, version, licence, parents, source = name], index) {
  return {
    id: `SPDXRef-Package-${index}`,
    ecosystem,
    name,
    version,
    licence,
    parents: parents.split(" "),
    purl: purlOf(ecosystem, name, version, source),
  };
}

function purlOf(ecosystem, name, version, source) {
  const path = name.split("/").map(encodeURIComponent).join("/");
  const full = `${path}@${encodeURIComponent(version)}`;
  if (ecosystem !== "deb") return `pkg:${ecosystem}/${full}`;
  const upstream = source === name ? "" : `&upstream=${source}`;
  return `pkg:deb/debian/${full}?arch=amd64&distro=debian-12${upstream}`;
}
