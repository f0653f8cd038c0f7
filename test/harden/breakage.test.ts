import assert from "node:assert/strict";
import { replaced } from "../../src/harden/edits";
import { breakage, swapped } from "./swapText";

const login = /login:|difference:|file-owner:|data-owner:/;

const openDatabase =
  "1 warning open-database: dhi.io/mongodb:8.0 does not read MONGO_INITDB_ROOT_USERNAME and the like: the database asks nobody for a password until it is set up to.";

/** The smallest file, what is said of it beside the login and owners, in order. */
const cases: readonly (readonly [name: string, text: string, expected: readonly string[]])[] = [
  [
    "RUN without a shell",
    "FROM node:24-slim\nRUN npm ci\n",
    ["2 blocker run: RUN in the shell form needs a shell, and dhi.io/node:24 has none."],
  ],
  [
    "RUN of a program that only images with a shell have",
    'FROM node:24-slim\nRUN ["mkdir", "/data"]\n',
    ["2 blocker run: RUN starts mkdir, and dhi.io/node:24 has none."],
  ],
  [
    "CMD in the shell form",
    "FROM node:24-slim\nCMD node index.js\n",
    ["2 blocker shell-form: CMD in the shell form needs a shell, and dhi.io/node:24 has none."],
  ],
  [
    "sh -c",
    'FROM node:24-slim\nENTRYPOINT ["/bin/sh", "-c", "node index.js"]\n',
    ["2 blocker shell-form: ENTRYPOINT starts sh, a shell, and dhi.io/node:24 has none."],
  ],
  [
    "a script for a shell",
    'FROM node:24-slim\nCOPY start.sh /\nENTRYPOINT ["/start.sh"]\n',
    [
      "3 blocker shell-script: ENTRYPOINT starts start.sh, a script for a shell, and dhi.io/node:24 has none.",
    ],
  ],
  [
    "SHELL",
    'FROM node:24-slim\nSHELL ["/bin/bash", "-c"]\nCMD ["node", "/a.js"]\n',
    ["2 blocker shell: SHELL names a program that dhi.io/node:24 does not have."],
  ],
  [
    "HEALTHCHECK in the shell form",
    "FROM node:24-slim\nHEALTHCHECK CMD node check.js\n",
    [
      "2 blocker healthcheck: HEALTHCHECK in the shell form needs a shell, and dhi.io/node:24 has none.",
    ],
  ],
  [
    "HEALTHCHECK with curl",
    'FROM node:24-slim\nHEALTHCHECK CMD ["curl", "-f", "http://localhost"]\n',
    ["2 blocker healthcheck: HEALTHCHECK starts curl, and dhi.io/node:24 has none."],
  ],
  [
    "a program that comes with the images to build with",
    'FROM node:24-slim\nCMD ["npm", "start"]\n',
    ["2 blocker tool: CMD starts npm, and dhi.io/node:24 has none."],
  ],
  ["a program that is copied", 'FROM node:24-slim\nCOPY curl /usr/bin/\nCMD ["curl", "x"]\n', []],
  [
    "a package manager that is missing, and a RUN as root",
    "FROM alpine:3.23\nRUN apk add git\n",
    [
      "2 blocker run-as-user: RUN would run as nonroot, the user of dhi.io/alpine-base:3.23, and no longer as root.",
      "2 blocker package-manager: apk is missing from dhi.io/alpine-base:3.23.",
    ],
  ],
  [
    "a source of packages for Ubuntu",
    "FROM ubuntu:24.04 AS b\nRUN add-apt-repository ppa:a/b\nFROM scratch\n",
    [
      "2 blocker foreign-packages: add-apt-repository is for Ubuntu, and dhi.io/debian-base:trixie-dev is built on Debian.",
    ],
  ],
  [
    "a script of the official image",
    "FROM php:8.4-cli AS b\nRUN docker-php-ext-install intl\nFROM scratch\n",
    [
      "2 blocker helper-scripts: docker-php-ext-install is a script of the official image; dhi.io/php:8.4-dev does not have it.",
    ],
  ],
  [
    "USER that is not there",
    "FROM php:8.4-fpm\nUSER www-data\n",
    [
      "2 blocker unknown-user: USER names www-data, and dhi.io/php:8.4-fpm has no user of that name.",
    ],
  ],
  [
    "--chown that is not there",
    "FROM python:3.13-slim\nCOPY --chown=app a /a\n",
    ["2 blocker unknown-user: --chown names app, and dhi.io/python:3.13 has no user of that name."],
  ],
  ["USER that is there", "FROM node:24-slim\nUSER node\n", []],
  ["USER by number", "FROM python:3.13-slim\nUSER 10001\n", []],
  [
    "USER by a variable of the old image",
    "FROM mcr.microsoft.com/dotnet/aspnet:10.0\nUSER $APP_UID\n",
    [
      "2 blocker undefined-variable: USER $APP_UID: dhi.io/aspnetcore:10.0 does not define this variable, and nothing would be left of it, which is root.",
    ],
  ],
  [
    "USER by a variable of the file",
    "FROM python:3.13-slim\nARG APP_UID=1000\nUSER $APP_UID\n",
    [],
  ],
  [
    "CMD of nothing but arguments, and no entrypoint",
    'FROM node:24-slim\nCMD ["/index.js"]\n',
    [
      "2 blocker arguments-only: CMD is only arguments to the ENTRYPOINT of the old image; dhi.io/node:24 has none.",
    ],
  ],
  [
    "CMD of nothing but arguments, and another entrypoint",
    'FROM redis:8\nCMD ["--appendonly", "yes"]\n',
    [
      "2 blocker arguments-only: CMD is only arguments to the ENTRYPOINT of the old image; dhi.io/redis:8 has another one (/usr/bin/tini --).",
      "2 blocker unheard: dhi.io/redis:8 keeps Redis's protected mode, which the official image switches off: nobody outside the container gets an answer until there is a password (requirepass), or --protected-mode no is said.",
    ],
  ],
  [
    "CMD of arguments to the same program",
    'FROM mongo:8.0\nCMD ["--bind_ip_all", "--replSet", "rs0"]\n',
    [openDatabase],
  ],
  [
    "CMD that would become arguments",
    'FROM mongo:8.0\nCMD ["mongod", "--replSet", "rs0"]\n',
    [
      "2 blocker arguments-of-entrypoint: CMD would become arguments of mongod, the ENTRYPOINT of dhi.io/mongodb:8.0.",
      "2 blocker unheard: dhi.io/mongodb:8.0 listens inside its container only, as mongod does by itself; the script of the official image adds --bind_ip_all: add it yourself.",
      openDatabase,
    ],
  ],
  [
    "ENTRYPOINT that is a script of the old image",
    'FROM redis:8\nENTRYPOINT ["docker-php-entrypoint"]\n',
    [
      "2 blocker old-entrypoint: ENTRYPOINT starts docker-php-entrypoint, a script of the old image; dhi.io/redis:8 does not have it.",
    ],
  ],
  [
    "ENTRYPOINT that is a script of the old image, and needs a shell",
    'FROM node:24-slim\nENTRYPOINT ["docker-entrypoint.sh"]\n',
    [
      "2 blocker old-entrypoint: ENTRYPOINT starts docker-entrypoint.sh, a script of the old image; dhi.io/node:24 does not have it.",
    ],
  ],
  [
    "ENTRYPOINT of the file's own",
    'FROM redis:8\nENTRYPOINT ["redis-server", "--requirepass", "x"]\n',
    [
      "2 warning own-entrypoint: dhi.io/redis:8 has an ENTRYPOINT of its own (/usr/bin/tini --), which this one replaces.",
    ],
  ],
  [
    "a server that was given its settings by the old image's CMD",
    "FROM haproxy:3.2\nCOPY haproxy.cfg /usr/local/etc/haproxy/\n",
    [
      "1 blocker missing-arguments: dhi.io/haproxy:3.2 starts haproxy without arguments, and the image of today with -f /usr/local/etc/haproxy/haproxy.cfg: give them yourself.",
    ],
  ],
  [
    "a server that the file gives its settings",
    'FROM haproxy:3.2\nCMD ["-f", "/haproxy.cfg"]\n',
    [],
  ],
  [
    "a server whose program wants to be told to serve",
    "FROM influxdb:3-core\n",
    [
      "1 blocker missing-arguments: dhi.io/influxdb:3-core starts influxdb3 without arguments, and the image of today with serve: give them yourself.",
      "1 warning environment: dhi.io/influxdb:3-core does not have entrypoint.sh, with which the image of today starts: what it sets up from variables and files has to be done in another way.",
    ],
  ],
  ["an image that starts a shell for somebody to type at", "FROM perl:5\n", []],
  [
    "a script that a build tool for Java makes",
    'FROM eclipse-temurin:21-jre-alpine\nCMD ["/app/bin/app"]\n',
    [
      "2 blocker shell-script: CMD starts /app/bin/app, which build tools for Java write as a script for a shell, and dhi.io/eclipse-temurin:21-alpine has none.",
    ],
  ],
  [
    "programs of Java's own",
    'FROM eclipse-temurin:21-jre\nCMD ["java", "-jar", "/bin/app.jar"]\n',
    [],
  ],
  [
    "a script of npm's",
    'FROM node:24-slim\nWORKDIR /app\nCMD ["./node_modules/.bin/next", "start"]\n',
    [
      "3 blocker shell-script: CMD starts ./node_modules/.bin/next, a script that needs env, and dhi.io/node:24 has none.",
    ],
  ],
  [
    "a script of npm's that PATH finds, and node",
    'FROM node:24-slim\nENV PATH=/app/node_modules/.bin:$PATH\nENTRYPOINT ["next"]\nFROM node:24-slim\nENV PATH=/app/node_modules/.bin:$PATH\nENTRYPOINT ["node", "/a.js"]\n',
    [
      "3 blocker shell-script: ENTRYPOINT starts next, a script that needs env, and dhi.io/node:24 has none.",
    ],
  ],
  [
    "a server that a script sets up",
    "FROM influxdb:2\nENV DOCKER_INFLUXDB_INIT_MODE=setup\n",
    [
      "1 warning environment: dhi.io/influxdb:2 does not have entrypoint.sh, with which the image of today starts: what it sets up from variables and files has to be done in another way.",
    ],
  ],
  [
    "a script of npm's where env is",
    'FROM node:24-alpine\nWORKDIR /app\nCMD ["./node_modules/.bin/next", "start"]\n',
    [],
  ],
  [
    "a database that nobody hears",
    "FROM mongo:8.0\n",
    [
      "1 blocker unheard: dhi.io/mongodb:8.0 listens inside its container only, as mongod does by itself; the script of the official image adds --bind_ip_all: add it yourself.",
      openDatabase,
    ],
  ],
  [
    "a database that would lose its password",
    'FROM mongo:8.0\nENV MONGO_INITDB_ROOT_USERNAME=a\nCMD ["--config", "/a.conf"]\n',
    [
      "1 blocker open-database: MONGO_INITDB_ROOT_USERNAME means nothing to dhi.io/mongodb:8.0: the database would ask nobody for a password.",
    ],
  ],
  [
    "a cache that answers nobody",
    "FROM redis:8.8\n",
    [
      "1 blocker unheard: dhi.io/redis:8.8 keeps Redis's protected mode, which the official image switches off: nobody outside the container gets an answer until there is a password (requirepass), or --protected-mode no is said.",
    ],
  ],
  [
    "a cache with settings that are not read",
    'FROM redis:8.8\nCMD ["redis-server", "/usr/local/etc/redis/redis.conf"]\n',
    [
      "2 warning unheard: dhi.io/redis:8.8 keeps Redis's protected mode: these settings have to name a password (requirepass) or say protected-mode no, else nobody outside the container gets an answer.",
    ],
  ],
  [
    "a cache with a password, and one that is open on purpose",
    'FROM redis:8.8 AS a\nCMD ["redis-server", "--requirepass", "x"]\nFROM redis:8.8\nCMD ["redis-server", "--protected-mode", "no"]\n',
    [],
  ],
  [
    "a place that is the old image's",
    "FROM php:8.4-fpm\nCOPY php.ini /usr/local/lib/php/\n",
    [
      "2 blocker moved-files: /usr/local/lib/php/ is a place of the old image: dhi.io/php:8.4-fpm is not known to have it or to read it.",
    ],
  ],
  [
    "settings that only the old image reads",
    "FROM mysql:8.4\nCOPY --chown=mysql my.cnf /etc/mysql/conf.d/\n",
    [
      "2 blocker moved-files: /etc/mysql/conf.d/ is a place of the old image: dhi.io/mysql:8.4 is not known to have it or to read it.",
    ],
  ],
  [
    "a home that the file itself fills",
    "FROM gradle:8-jdk21 AS b\nCOPY . /home/gradle/src\nWORKDIR /home/gradle/src\nRUN gradle build\nFROM scratch\nCOPY --from=b /home/gradle/src/build/libs/a.jar /\n",
    [],
  ],
  ["a place that both have", "FROM php:8.4-fpm\nCOPY php.ini /usr/local/etc/php/\n", []],
  [
    "a program of an image that is copied from",
    "FROM scratch\nCOPY --from=composer:2 /usr/bin/composer /\n",
    [
      "2 blocker copied-path: /usr/bin/composer is /usr/local/bin/composer in dhi.io/composer:2-alpine-dev.",
    ],
  ],
  [
    "a platform that is missing",
    "FROM --platform=linux/s390x alpine:3.23\n",
    ["1 blocker platform: dhi.io/alpine-base:3.23 is not there for linux/s390x."],
  ],
  [
    "another port",
    "FROM nginx:1.30\nEXPOSE 80\n",
    ["2 warning port: dhi.io/nginx:1.30 listens on 8080, not on 80."],
  ],
  [
    "settings of nginx for root and port 80",
    "FROM nginx:1.30\nCOPY nginx.conf /etc/nginx/nginx.conf\nCOPY site.conf /etc/nginx/conf.d/\n",
    [
      "1 warning port: dhi.io/nginx:1.30 listens on 8080, not on 80.",
      "2 warning server-settings: dhi.io/nginx:1.30 runs as nginx: these settings have to listen above 1023, as on 8080, name no user, and keep pid and temporary files where it may write (/run/nginx, /var/cache/nginx, /tmp).",
      "3 warning server-settings: dhi.io/nginx:1.30 runs as nginx: these settings have to listen above 1023, as on 8080.",
    ],
  ],
  [
    "settings of nginx that listen below 1024",
    "FROM nginx:1.30\nCOPY <<EOF /etc/nginx/conf.d/default.conf\n# listen 81;\nserver { listen [::]:80; }\nEOF\n",
    [
      "2 blocker server-settings: listen [::]:80 asks for a port that is kept for root on many systems, and dhi.io/nginx:1.30 runs as nginx.",
      "1 warning port: dhi.io/nginx:1.30 listens on 8080, not on 80.",
    ],
  ],
  [
    "a pid file of nginx where root alone may write",
    "FROM nginx:1.30\nCOPY <<EOF /etc/nginx/nginx.conf\nuser nginx;\npid /var/run/nginx.pid;\nEOF\n",
    [
      "2 blocker server-settings: pid /var/run/nginx.pid is in a folder that root alone may write to, and dhi.io/nginx:1.30 runs as nginx.",
      "1 warning port: dhi.io/nginx:1.30 listens on 8080, not on 80.",
    ],
  ],
  [
    "settings of nginx that fit",
    "FROM nginx:1.30\nCOPY <<EOF /etc/nginx/nginx.conf\npid /run/nginx/nginx.pid;\nhttp { server { listen 8080; } }\nEOF\n",
    ["1 warning port: dhi.io/nginx:1.30 listens on 8080, not on 80."],
  ],
  [
    "a whole folder of settings",
    "FROM nginx:1.30\nCOPY nginx/ /etc/nginx/\n",
    [
      "1 warning port: dhi.io/nginx:1.30 listens on 8080, not on 80.",
      "2 warning server-settings: dhi.io/nginx:1.30 runs as nginx: these settings have to listen above 1023, as on 8080, name no user, and keep pid and temporary files where it may write (/run/nginx, /var/cache/nginx, /tmp).",
    ],
  ],
  [
    "settings of nginx that is root all the same",
    "FROM nginx:1.30\nCOPY nginx.conf /etc/nginx/\nUSER root\n",
    ["1 warning port: dhi.io/nginx:1.30 listens on 8080, not on 80."],
  ],
  [
    "settings of httpd",
    "FROM httpd:2.4\nCOPY my.conf /usr/local/apache2/conf/httpd.conf\n",
    [
      "1 warning port: dhi.io/httpd:2.4 listens on 8080, not on 80.",
      "2 warning server-settings: dhi.io/httpd:2.4 runs as www-data: these settings have to say Listen 8080, and keep PidFile and logs where it may write.",
    ],
  ],
  [
    "settings of httpd that listen below 1024",
    "FROM httpd:2.4\nCOPY <<EOF /usr/local/apache2/conf/httpd.conf\nListen 80\nEOF\n",
    [
      "2 blocker server-settings: Listen 80 asks for a port that is kept for root on many systems, and dhi.io/httpd:2.4 runs as www-data.",
      "1 warning port: dhi.io/httpd:2.4 listens on 8080, not on 80.",
    ],
  ],
  [
    "Rails without time zones",
    'FROM ruby:3.4-slim\nCOPY --chown=1000 . /rails\nCMD ["bundle", "exec", "rails", "server"]\n',
    [
      "3 warning time-zone: dhi.io/ruby:3.4 has no time zones, which Rails reads when it starts: copy /usr/share/zoneinfo, or use the gem tzinfo-data.",
    ],
  ],
  [
    "Rails with time zones of its own, and a program that is not Rails",
    'FROM ruby:3.4-slim AS b\nCOPY --from=tz /usr/share/zoneinfo /usr/share/zoneinfo\nENV RAILS_ENV=production\nFROM ruby:3.4-slim\nCMD ["ruby", "/guardrails.rb"]\n',
    [],
  ],
  [
    "another folder to start from",
    "FROM node:24-slim\nCOPY a.js .\n",
    ["2 warning workdir: Relative paths would start from /app, the WORKDIR of dhi.io/node:24."],
  ],
  [
    "a PATH without the new image's",
    "FROM golang:1.26 AS b\nENV PATH=/usr/bin:/bin\nFROM b\n",
    [
      "2 warning path: This PATH leaves out /go/bin, /usr/local/go/bin, /usr/local/sbin, /usr/local/bin, /usr/sbin, /sbin, where dhi.io/golang:1.26 keeps programs.",
    ],
  ],
  [
    "certificates of one's own",
    "FROM node:24-slim\nCOPY ca.crt /usr/local/share/ca-certificates/\n",
    [
      "2 warning certificates: dhi.io/node:24 has no update-ca-certificates: certificates of your own have to be put into its bundle beforehand.",
    ],
  ],
  [
    "a time zone",
    "FROM node:24-slim\nENV TZ=Europe/Berlin\n",
    ["2 warning time-zone: Whether dhi.io/node:24 has time zone data is not known."],
  ],
  [
    "a release by its name",
    'FROM debian:12 AS b\nRUN echo "deb x bookworm main" > /etc/apt/sources.list\nFROM scratch\n',
    [
      "2 warning release-name: This names bookworm, and dhi.io/debian-base:trixie-dev is built on Debian 13.",
    ],
  ],
  [
    "a tool that a full image has",
    "FROM node:24 AS b\nRUN curl -O x\nFROM scratch\n",
    [
      "2 warning unknown-tool: Whether dhi.io/node:24-dev has curl is not known: install it if the build does not find it.",
    ],
  ],
  [
    "the program of the image itself",
    "FROM python:3.14 AS b\nRUN python -m venv /v\nFROM scratch\n",
    [],
  ],
  [
    "a builder on a newer release than what ships",
    "FROM golang:1.26 AS b\nRUN go build -o /a\nFROM debian:12\nRUN useradd a\nCOPY --from=b /a /a\n",
    [
      "5 warning older-libraries: dhi.io/golang:1.26-dev is built on a newer release (Debian 13) than what this stage ships on (Debian 12): programs built there may ask for newer libraries.",
      "4 blocker run-as-user: RUN would run as nonroot, the user of dhi.io/debian-base:trixie, and no longer as root.",
    ],
  ],
  [
    "a builder on a newer release, of programs that ask for no libraries",
    "FROM golang:1.26 AS b\nENV CGO_ENABLED=0\nRUN go build -o /a\nFROM rust:1 AS c\nWORKDIR /c\nRUN cargo build --target x86_64-unknown-linux-musl\nFROM debian:12\nRUN useradd a\nCOPY --from=b /a /a\nCOPY --from=c /c/c /c\n",
    [
      "8 blocker run-as-user: RUN would run as nonroot, the user of dhi.io/debian-base:trixie, and no longer as root.",
    ],
  ],
  [
    "all stages that stand on the image",
    'FROM node:24 AS base\nFROM base AS build\nRUN npm ci\nFROM base\nCMD ["node", "/a.js"]\n',
    ["3 blocker run: RUN in the shell form needs a shell, and dhi.io/node:24 has none."],
  ],
  [
    "a file that only the image's WORKDIR finds",
    'FROM node:24-slim\nCOPY a.js /a.js\nCMD ["node", "a.js"]\n',
    [
      "3 blocker working-directory: a.js would be looked for in /app, the WORKDIR of dhi.io/node:24: name it from /, or set WORKDIR.",
    ],
  ],
  [
    "a program that only the image's WORKDIR finds",
    'FROM node:24-slim\nCOPY app /app2\nCMD ["./app2"]\n',
    [
      "3 blocker working-directory: ./app2 would be looked for in /app, the WORKDIR of dhi.io/node:24: name it from /, or set WORKDIR.",
    ],
  ],
  [
    "a program that PATH finds, and a file for an ENTRYPOINT",
    'FROM node:24-slim AS a\nCOPY a /usr/bin/serve.js\nENTRYPOINT ["serve.js"]\nFROM node:24-slim\nCOPY a.js /\nENTRYPOINT ["node"]\nCMD ["a.js"]\n',
    [
      "7 blocker working-directory: a.js would be looked for in /app, the WORKDIR of dhi.io/node:24: name it from /, or set WORKDIR.",
    ],
  ],
  [
    "files that move with the image's WORKDIR",
    'FROM node:24-slim\nCOPY . .\nCMD ["node", "a.js"]\n',
    ["2 warning workdir: Relative paths would start from /app, the WORKDIR of dhi.io/node:24."],
  ],
  [
    "what RUN makes in the image's WORKDIR, and another stage takes from /",
    "FROM node:24 AS b\nRUN npm run build\nFROM scratch\nCOPY --from=b /dist /\n",
    [
      "2 blocker working-directory: What RUN makes would be in /app, the WORKDIR of dhi.io/node:24-dev, and /dist is taken from where it was: set WORKDIR before.",
    ],
  ],
  [
    "what RUN makes at a place that it names, or after a WORKDIR, or for the system",
    "FROM node:24 AS a\nRUN npm run build -- --outDir /dist\nFROM node:24 AS b\nRUN true\nWORKDIR /b/\nRUN npm run build\nFROM node:24 AS c\nRUN npm install -g x\nFROM scratch\nCOPY --from=a /dist /a\nCOPY --from=b /b/dist /b\nCOPY --from=c /usr/local/lib/x /c\n",
    [],
  ],
  [
    "a golang whose folder is the same",
    "FROM golang:1.26 AS b\nRUN ./build.sh\nFROM scratch\nCOPY --from=b /out /\n",
    [],
  ],
  [
    "a WORKDIR of the file's own",
    'FROM node:24-slim\nWORKDIR /srv\nCOPY a.js /srv/\nCMD ["node", "a.js"]\n',
    [],
  ],
  [
    "what is copied into root's own folder",
    'FROM node:24-slim\nCOPY a.js /root/a.js\nCMD ["node", "/root/a.js"]\n',
    ["2 blocker root-folder: /root/a.js is root's own, and dhi.io/node:24 runs as another user."],
  ],
  [
    "a PATH and a WORKDIR in root's own folder",
    'FROM node:24-slim\nENV PATH=/root/.bin:$PATH\nWORKDIR /root/app\nCOPY a.js .\nCMD ["node", "a.js"]\n',
    [
      "3 blocker root-folder: /root/app is root's own, and dhi.io/node:24 runs as another user.",
      "2 warning root-folder: /root/.bin is root's own, and dhi.io/node:24 runs as another user.",
    ],
  ],
  [
    "root's own folder where USER says root, or where it is left again",
    "FROM node:24-slim\nUSER root\nCOPY a.js /root/a.js\nFROM node:24-slim\nWORKDIR /root\nWORKDIR /srv\nCOPY --chown=1000 a.js .\n",
    [],
  ],
  [
    "a volume over a folder of root's",
    'FROM node:24-slim\nVOLUME /data\nVOLUME ["/logs"]\n',
    [
      "2 warning volume: /data may belong to root: node of dhi.io/node:24 could not write there then.",
      "3 warning volume: /logs may belong to root: node of dhi.io/node:24 could not write there then.",
    ],
  ],
  [
    "a volume over a folder that the user was given",
    "FROM node:24-slim\nCOPY --chown=node:node data /data/\nVOLUME /data\n",
    [],
  ],
  [
    "a port below 1024",
    "FROM node:24-slim\nEXPOSE 443 8080 80/tcp $PORT\n",
    [
      "2 warning privileged-port: Whether node of dhi.io/node:24 may listen on 443 depends on what runs the container: ports below 1024 can be left to root.",
      "2 warning privileged-port: Whether node of dhi.io/node:24 may listen on 80 depends on what runs the container: ports below 1024 can be left to root.",
    ],
  ],
  [
    "a volume and a port of a container that did not run as root before",
    "FROM node:24-slim\nUSER 1000\nVOLUME /data\nEXPOSE 80\n",
    [],
  ],
  [
    "a program that steps down",
    'FROM debian:13-slim\nCMD ["setpriv", "--reuid=1000", "--clear-groups", "/app"]\n',
    [
      "2 blocker steps-down: Only root may step down, and dhi.io/debian-base:trixie starts as another user.",
    ],
  ],
];

it("a swap of postgres would lose sight of its data, one of Bitnami's of everything", () => {
  const codes = (text: string) => breakage(text).filter((line) => / blocker /.test(line));
  assert.match(codes("FROM postgres:17\n").join(), /data-folder: .* keeps its data in /);
  assert.deepEqual(codes("FROM postgres:17\nENV PGDATA=/data\n"), []);
  assert.match(codes("FROM bitnami/postgresql:17\n").join(), /other-conventions/);
});

describe("what a swap would change", () => {
  for (const [name, text, expected] of cases)
    it(name, () =>
      assert.deepEqual(
        breakage(text).filter((line) => !login.test(line)),
        expected,
      ),
    );

  it("the login is told, and who may write copied files", () => {
    assert.deepEqual(breakage("FROM node:24-slim\nCOPY a /a\n"), [
      "1 warning login: dhi.io asks for a login, free of charge: docker login dhi.io.",
      "2 warning file-owner: The container would run as node, the user of dhi.io/node:24: files that COPY leaves to root can be read, but not written.",
    ]);
  });

  it("what is broken already is not told", () => {
    const text = 'FROM scratch AS a\nRUN x\nFROM node:24-slim\nCMD ["node", "/a.js"]\n';
    assert.deepEqual(
      breakage(text).filter((line) => !login.test(line)),
      [],
    );
  });
});

describe("a server whose data is another user's", () => {
  const owners = (text: string) => breakage(text).filter((line) => line.includes("data-owner"));

  it("is told of", () => {
    assert.deepEqual(owners("FROM postgres:18\n"), [
      "1 warning data-owner: What is in a volume today belongs to postgres (999), and dhi.io/postgres:18 runs as postgres (70): give it to that user first.",
    ]);
    assert.deepEqual(owners("FROM mongo:8.0\n"), [], "the same number");
    assert.deepEqual(owners("FROM postgres:18 AS dump\nFROM scratch\n"), [], "does not ship");
  });
});

describe("a stage that is an image of its own", () => {
  const bases = (text: string) => swapped(text).after.match(/^FROM \S+/gm);

  it("gets the image to run, and is looked at as what ships", () => {
    const text = (more: string) =>
      `FROM node:24-slim AS api\nWORKDIR /app\nCOPY . .\n${more}\nFROM scratch\n`;
    const start = 'CMD ["node", "a.js"]';
    assert.deepEqual(bases(text(start)), ["FROM dhi.io/node:24", "FROM scratch"]);
    assert.deepEqual(breakage(text('CMD ["npm", "start"]')).slice(0, 1), [
      "4 blocker tool: CMD starts npm, and dhi.io/node:24 has none.",
    ]);
    for (const other of [
      "",
      "CMD node a.js",
      `RUN npm ci\n${start}`,
      `${start}\nFROM scratch AS b\nCOPY --from=api /app /`,
    ])
      assert.equal(bases(text(other))?.[0], "FROM dhi.io/node:24-dev", other);
  });
});

describe("an image to build with, shipped", () => {
  it("is none that starts something else", () => {
    const { file } = swapped("FROM php:8.4-fpm\nRUN true\n");
    assert.deepEqual(file.swaps[0]?.alternatives, []);
  });
});

describe("one of Google's images on the next release", () => {
  it("takes the same commands", () => {
    const text = 'FROM gcr.io/distroless/nodejs22-debian12\nCOPY a /a\nCMD ["serve"]\n';
    const { file, after } = swapped(text, { families: ["distroless"] });
    assert.deepEqual(file.swaps[0]?.blockers, []);
    assert.equal(after, text.replace("debian12", "debian13"));
  });
});

describe("ways out of what blocks a swap", () => {
  for (const [name, before, after] of [
    [
      "the exec form",
      "FROM node:24-slim\nCMD node a.js\n",
      'FROM node:24-slim\nCMD ["node", "a.js"]\n',
    ],
    [
      "the image's own user",
      "FROM php:8.4-fpm\nUSER www-data\n",
      "FROM php:8.4-fpm\nUSER nonroot\n",
    ],
    [
      "its number for files",
      "FROM php:8.4-fpm\nCOPY --chown=www-data:www-data a /a\n",
      "FROM php:8.4-fpm\nCOPY --chown=65532:65532 a /a\n",
    ],
    [
      "in place of a variable",
      "FROM mcr.microsoft.com/dotnet/aspnet:10.0\nUSER $APP_UID\n",
      "FROM mcr.microsoft.com/dotnet/aspnet:10.0\nUSER nonroot\n",
    ],
    [
      "the program before its arguments",
      'FROM node:24-slim\nCMD ["a.js"]\n',
      'FROM node:24-slim\nCMD ["node", "a.js"]\n',
    ],
    [
      "the arguments without the program",
      'FROM mongo:8.0\nCMD ["mongod", "--replSet", "rs0"]\n',
      'FROM mongo:8.0\nCMD ["--replSet", "rs0"]\n',
    ],
    [
      "the arguments that the old image gave",
      "FROM haproxy:3.2\nCOPY a.cfg /a.cfg\n",
      'FROM haproxy:3.2\nCOPY a.cfg /a.cfg\nCMD ["-f", "/usr/local/etc/haproxy/haproxy.cfg"]\n',
    ],
    [
      "what the script of the old image adds",
      'FROM mongo:8.0\nCMD ["--replSet", "rs0"]\n',
      'FROM mongo:8.0\nCMD ["--replSet", "rs0", "--bind_ip_all"]\n',
    ],
    [
      "a script that is not needed",
      'FROM node:24-slim\nENTRYPOINT ["docker-entrypoint.sh"]\nCMD ["node", "/a.js"]\n',
      'FROM node:24-slim\nCMD ["node", "/a.js"]\n',
    ],
    [
      "the entrypoint's place",
      'FROM php:8.4-cli\nCMD ["/app/worker"]\n',
      'FROM php:8.4-cli\nENTRYPOINT ["/app/worker"]\n',
    ],
    [
      "the other place of a program",
      "FROM scratch\nCOPY --from=composer:2 /usr/bin/composer /\n",
      "FROM scratch\nCOPY --from=composer:2 /usr/local/bin/composer /\n",
    ],
  ] as const)
    it(name, () => {
      const fix = swapped(before).file.swaps[0]?.blockers[0]?.fix;
      assert.ok(fix);
      assert.equal(replaced(before, fix.edits), after);
      assert.equal(fix.preferred && !fix.title.startsWith("Write it"), false);
    });
});
