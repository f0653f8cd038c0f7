// Products and the end of life of their releases, from endoflife.date.

/** Official repository → product of endoflife.date. Images of an operating system are their own product. */
export const officialProducts = {
  almalinux: "almalinux",
  alpine: "alpine-linux",
  amazoncorretto: "amazon-corretto",
  amazonlinux: "amazon-linux",
  "azul-zulu": "azul-zulu",
  caddy: "caddy",
  centos: "centos",
  couchbase: "couchbase-server",
  couchdb: "apache-couchdb",
  debian: "debian",
  docker: "docker-engine",
  drupal: "drupal",
  "eclipse-temurin": "eclipse-temurin",
  elasticsearch: "elasticsearch",
  elixir: "elixir",
  erlang: "erlang",
  fedora: "fedora",
  flink: "apache-flink",
  golang: "go",
  gradle: "gradle",
  haproxy: "haproxy",
  httpd: "apache-http-server",
  joomla: "joomla",
  julia: "julia",
  kibana: "kibana",
  logstash: "logstash",
  mariadb: "mariadb",
  maven: "apache-maven",
  mediawiki: "mediawiki",
  memcached: "memcached",
  mongo: "mongodb",
  mysql: "mysql",
  nextcloud: "nextcloud",
  nginx: "nginx",
  node: "nodejs",
  oraclelinux: "oracle-linux",
  perl: "perl",
  php: "php",
  phpmyadmin: "phpmyadmin",
  postgres: "postgresql",
  python: "python",
  rabbitmq: "rabbitmq",
  redis: "redis",
  rockylinux: "rocky-linux",
  ruby: "ruby",
  sapmachine: "sapmachine",
  solr: "solr",
  spark: "apache-spark",
  tomcat: "tomcat",
  traefik: "traefik",
  ubuntu: "ubuntu",
  wordpress: "wordpress",
  zookeeper: "zookeeper",
};
// Left out on purpose: rust, composer, telegraf, neo4j, influxdb. Each of their releases "ends" when the
// next one appears, some weeks later; a pinned one is out of date, not out of support.

/** The same for Docker Hardened Images, where the catalog's own definition has no date. */
export const hardenedProducts = {
  amazoncorretto: "amazon-corretto",
  aspnetcore: "dotnet",
  dotnet: "dotnet",
  "eclipse-temurin": "eclipse-temurin",
  golang: "go",
  haproxy: "haproxy",
  httpd: "apache-http-server",
  mariadb: "mariadb",
  mongodb: "mongodb",
  mysql: "mysql",
  nginx: "nginx",
  node: "nodejs",
  php: "php",
  postgres: "postgresql",
  python: "python",
  rabbitmq: "rabbitmq",
  redis: "redis",
  ruby: "ruby",
  sapmachine: "sapmachine",
  tomcat: "tomcat",
};

/** Distributions that tags name. */
const distributions = ["debian", "ubuntu", "alpine-linux", "amazon-linux", "oracle-linux"];

/** `[title, source, [[cycle, eol, eoes, codename], …]]` for each product that the catalog refers to. */
export function endOfLifeProducts({ tables, repositories }, data) {
  const { source } = tables.source(
    "endoflife-date/endoflife.date",
    data.meta.commit,
    data.meta.commitDate,
  );
  const used = new Set([...distributions, ...[...repositories.values()].map((it) => it.product)]);
  const place = [...tables.sources.keys()].sort().indexOf(source);
  const products = new Map();
  for (const slug of used) {
    const product = data.products[slug];
    if (product === undefined) continue;
    const cycles = product.releases.map(cycle).filter((it) => it !== null);
    products.set(slug, [product.title, place, cycles]);
  }
  return products;
}

/**
 * `eol` is the last day of free support by the makers, `eoes` that of paid or volunteer support.
 * "False" means that no date is known yet, "True" that it ended on a day that nobody wrote down: neither
 * can be judged by a date.
 */
function cycle({ cycle, eol, eoes, codename }) {
  const date = isoDate(eol);
  if (date === null) return null;
  const extended = isoDate(eoes);
  const row = [cycle, date, extended !== null && extended > date ? extended : 0];
  return codename === undefined ? row : [...row, codename.split(" ")[0].toLowerCase()];
}

function isoDate(text) {
  return /^\d{4}-\d{2}-\d{2}$/.test(text ?? "") ? text : null;
}
