import type {
  Handlers,
  Method,
  OpenedFile,
  PanelBeside,
  PanelMemory,
  RawForm,
  Requests,
} from "../protocol";
import { columns } from "../view/columns";
import type { ComponentQuery } from "../view/componentTable";
import type { OpenedKind } from "../view/openedFiles";
import { vexStatuses } from "../view/vexTexts";
import { licenceFamilies } from "../view/licences";
import { readComparedPackages, readOther, readPanelSource } from "./comparisonRequests";
import { fields, isIndex, isText, isTexts, isUri } from "./requestFields";
import { readVulnerabilityQuery } from "./vulnerabilityRequest";

/** Answers a request of the page by its handler; null where it is none of ours or its parameters are not right. */
export function answerTo(
  handlers: Handlers,
  method: unknown,
  params: unknown,
): ((signal: AbortSignal) => Promise<unknown>) | null {
  if (typeof method !== "string" || !Object.hasOwn(readers, method)) return null;
  return prepared(handlers, method as Method, params);
}

function prepared<M extends Method>(handlers: Handlers, method: M, value: unknown) {
  const read: (value: unknown) => Requests[M]["params"] | undefined = readers[method];
  const params = read(value);
  return params === undefined
    ? null
    : (signal: AbortSignal): Promise<Requests[M]["result"]> => handlers[method](params, signal);
}

/** Undefined where it is not what the request needs. */
const readers: {
  readonly [M in Method]: (value: unknown) => Requests[M]["params"] | undefined;
} = {
  open: () => null,
  cancel: () => null,
  trustSigner: () => null,
  components: (value) => {
    const { statement, from, count, query } = fields(value);
    const asked = readQuery(query);
    return isIndex(statement) && isIndex(from) && isIndex(count) && asked !== undefined
      ? { statement, from, count, query: asked }
      : undefined;
  },
  exportComponents: (value) => {
    const { statement, query } = fields(value);
    const asked = readQuery(query);
    return isIndex(statement) && asked !== undefined ? { statement, query: asked } : undefined;
  },
  component: (value) => {
    const { statement, index } = fields(value);
    return isIndex(statement) && isIndex(index) ? { statement, index } : undefined;
  },
  dependencies: (value) => {
    const { statement, parent, from, count } = fields(value);
    return isIndex(statement) && isParent(parent) && isIndex(from) && isIndex(count)
      ? { statement, parent, from, count }
      : undefined;
  },
  dependenciesNamed: (value) => {
    const { statement, parents, start } = fields(value);
    return isIndex(statement) && isParents(parents) && isText(start)
      ? { statement, parents, start }
      : undefined;
  },
  dependencyPath: (value) => {
    const { statement, index } = fields(value);
    return isIndex(statement) && isIndex(index) ? { statement, index } : undefined;
  },
  provenance: (value) => readStatement(value),
  openDockerfile: (value) => readStatement(value),
  inputs: (value) => {
    const { statement, filter, from, count } = fields(value);
    return isIndex(statement) && isText(filter) && isIndex(from) && isIndex(count)
      ? { statement, filter, from, count }
      : undefined;
  },
  vex: (value) => {
    const { query, from, count } = fields(value);
    const { filter, statuses } = fields(query);
    if (!isText(filter) || !isTexts(statuses) || !isIndex(from) || !isIndex(count))
      return undefined;
    const chosen = vexStatuses.filter((one) => statuses.includes(one));
    return { query: { filter, statuses: chosen }, from, count };
  },
  vexStatement: (value) => {
    const { index } = fields(value);
    return isIndex(index) ? { index } : undefined;
  },
  vulnerabilities: (value) => {
    const { query, from, count } = fields(value);
    const asked = readVulnerabilityQuery(query);
    return isIndex(from) && isIndex(count) && asked !== undefined
      ? { query: asked, from, count }
      : undefined;
  },
  vulnerability: (value) => {
    const { index } = fields(value);
    return isIndex(index) ? { index } : undefined;
  },
  openFiles: (value) => {
    const { kind } = fields(value);
    return isOpenedKind(kind) ? { kind } : undefined;
  },
  closeFile: readOpenedFile,
  askOsv: () => null,
  compare: readOther,
  compareFile: () => null,
  askOsvOfBoth: () => null,
  stopComparing: () => null,
  comparedPackages: readComparedPackages,
  copyComparison: () => null,
  openComparison: () => null,
  refresh: (value) => {
    const { platform } = fields(value);
    return platform === null || isText(platform) ? { platform } : undefined;
  },
  choose: (value) => {
    const { digest } = fields(value);
    return isText(digest) ? { digest } : undefined;
  },
  copy: (value) => {
    const { text } = fields(value);
    return isText(text) ? { text } : undefined;
  },
  openRaw: (value) => {
    const { statement, form } = fields(value);
    return isIndex(statement) && isForm(form) ? { statement, form } : undefined;
  },
  openLink: (value) => {
    const { url } = fields(value);
    return isText(url) ? { url } : undefined;
  },
};

function readStatement(value: unknown): { readonly statement: number } | undefined {
  const { statement } = fields(value);
  return isIndex(statement) ? { statement } : undefined;
}

/** What a panel was about before a reload, as its page kept it; null where nobody can tell. */
export function readMemory(value: unknown): PanelMemory | null {
  const { source: kept, beside } = fields(value);
  const source = readPanelSource(kept);
  return source === null ? null : { source, beside: readBeside(beside) };
}

/** More than anybody opens. */
const mostFiles = 100;

function readBeside(value: unknown): PanelBeside | null {
  const { manifest, files, isOsvAsked } = fields(value);
  if ((manifest !== null && !isText(manifest)) || !Array.isArray(files)) return null;
  const read = files.slice(0, mostFiles).flatMap((file: unknown) => readOpenedFile(file) ?? []);
  return { manifest, files: read, isOsvAsked: isOsvAsked === true };
}

function readOpenedFile(value: unknown): OpenedFile | undefined {
  const { kind, uri } = fields(value);
  return isOpenedKind(kind) && isUri(uri) ? { kind, uri } : undefined;
}

const isOpenedKind = (value: unknown): value is OpenedKind => value === "scan" || value === "vex";

function readQuery(value: unknown): ComponentQuery | undefined {
  const { filter, types, families, directOnly, duplicatesOnly, sort } = fields(value);
  const { column, descending } = fields(sort);
  const sorted = columns.find(({ id }) => id === column);
  if (!isText(filter) || !isTexts(types) || !isTexts(families) || sorted === undefined)
    return undefined;
  return {
    filter,
    types,
    families: licenceFamilies.filter((one) => families.includes(one)),
    directOnly: directOnly === true,
    duplicatesOnly: duplicatesOnly === true,
    sort: { column: sorted.id, descending: descending === true },
  };
}

const isParent = (value: unknown): value is number | null => value === null || isIndex(value);

const isParents = (value: unknown): value is readonly (number | null)[] =>
  Array.isArray(value) && value.length <= 1_000 && value.every(isParent);

const isForm = (value: unknown): value is RawForm => value === "found" || value === "decoded";
