// Repositories that were deprecated, renamed or are no longer updated: made by hand, each with its source.
import { repositoryOf } from "./tables.mjs";

const deprecations = [
  "docker-library/docs",
  "c4a9ba41443427b2ec1d5c4cc01879076aa4a1eb",
  "2026-08-21",
];
const issue = ["bitnami/containers", "issue 83267", "2025-08-28"];

/** Official image → [what happened, what takes its place]. From each image's deprecation note. */
const officialImages = {
  adoptopenjdk: [
    "was deprecated in favour of eclipse-temurin and is not updated since 2021-08-01",
    "library/eclipse-temurin",
  ],
  celery: [
    "was deprecated in favour of python and is not updated since 2017-06-01",
    "library/python",
  ],
  centos: ["ended with CentOS on 2024-06-30; its last update is of November 2020", null],
  clearlinux: ["ended with Clear Linux OS on 2025-07-18", null],
  clefos: ["ended with CentOS 7 on 2024-06-30", null],
  consul: ["is published as hashicorp/consul since Consul 1.16", "hashicorp/consul"],
  crux: ["is not updated since 2018", null],
  django: [
    "was deprecated in favour of python and is not updated since 2016-12-31",
    "library/python",
  ],
  emqx: ["is published as emqx/emqx since EMQX 5.9", "emqx/emqx"],
  euleros: ["is not updated since 2019", null],
  "express-gateway": ["is no longer maintained", null],
  fsharp: ["was removed in favour of the .NET SDK image", "mcr.microsoft.com/dotnet/sdk"],
  hipache: ["is not updated since 2015", null],
  iojs: ["was deprecated in favour of node", "library/node"],
  java: [
    "was renamed to openjdk, itself deprecated, and is not updated since 2016-12-31",
    "library/eclipse-temurin",
  ],
  jenkins: ["was deprecated in favour of jenkins/jenkins in 2018", "jenkins/jenkins"],
  jobber: ["is not actively maintained", null],
  "kaazing-gateway": ["is not updated since 2018", null],
  known: ["is not updated since 2018", null],
  liquibase: ["is published as liquibase/liquibase since Liquibase 5.0", "liquibase/liquibase"],
  "mongo-express": ["is not updated since April 2024", null],
  mono: ["is not updated since June 2022", null],
  "nats-streaming": ["ended with NATS Streaming in June 2023", null],
  notary: ["ended with Notary, archived on 2025-07-30", null],
  nuxeo: ["is deprecated; the maker's images are private", null],
  openjdk: [
    "is deprecated and not updated since July 2022, but for early access builds",
    "library/eclipse-temurin",
  ],
  opensuse: ["was removed in favour of opensuse/leap and opensuse/tumbleweed", "opensuse/leap"],
  owncloud: [
    "was deprecated in favour of owncloud/server and is not updated since 2018-12-31",
    "owncloud/server",
  ],
  "php-zendserver": ["is not actively maintained", null],
  piwik: ["was renamed to matomo and is not updated since 2018-09-30", "library/matomo"],
  plone: ["is deprecated; Plone 6 is published as separate images", null],
  rails: ["was deprecated in favour of ruby and is not updated since 2016-12-31", "library/ruby"],
  rapidoid: ["is not updated since 2018", null],
  rockylinux: [
    "gets no updates any more; the maker publishes rockylinux/rockylinux",
    "rockylinux/rockylinux",
  ],
  sentry: ["is not updated since July 2019", null],
  sl: ["ended with Scientific Linux on 2024-06-30", null],
  sourcemage: ["is not updated since 2016", null],
  swarm: ["is archived with Classic Swarm", null],
  thrift: ["is not updated since 2019", null],
  "ubuntu-debootstrap": ["was deprecated in favour of ubuntu", "library/ubuntu"],
  "ubuntu-upstart": ["is deprecated and gets no updates", null],
  unit: ["ended with NGINX Unit, archived in October 2025", null],
  vault: ["is published as hashicorp/vault since Vault 1.14", "hashicorp/vault"],
};

/** Tags to which the deprecation of their repository does not apply. */
const excepted = { openjdk: "(^|-)(ea|rc)(-|$)" };

export function movedRepositories(target) {
  const { tables, prefixes } = target;
  const source = tables.source(...deprecations);
  for (const [name, [reason, successor]] of Object.entries(officialImages)) {
    const repository = repositoryOf(target, `docker.io/library/${name}`, "official");
    // What a repository of old was for is not known here: an application and a language look the same.
    if (repository.rows === undefined && repository.product === undefined)
      repository.role ??= "unknown";
    repository.moved = { reason, successor: onHub(successor), except: excepted[name], source };
  }
  const bitnami = tables.source(...issue);
  prefixes.set("docker.io/bitnami/", {
    family: "other",
    moved: {
      reason:
        "has no versioned tags any more since 2025-08-28: the old ones are kept, without updates, in bitnamilegacy",
      successor: "docker.io/bitnamisecure/*",
      except: "^latest$",
      source: bitnami,
    },
  });
  // Bitnami's own word: these are kept up (bitnami/minideb issue 196, bitnami/containers issue 83267).
  for (const name of ["minideb", "sealed-secrets-controller", "sealed-secrets-kubeseal"])
    repositoryOf(target, `docker.io/bitnami/${name}`, "other").role ??= "unknown";
  prefixes.set("docker.io/bitnamilegacy/", {
    family: "other",
    moved: {
      reason: "is the archive of old Bitnami images and gets no updates",
      successor: "docker.io/bitnamisecure/*",
      source: bitnami,
    },
  });
}

function onHub(successor) {
  if (successor === null || successor.startsWith("mcr.")) return successor;
  return `docker.io/${successor}`;
}
