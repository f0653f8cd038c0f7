import type { Service } from "./serviceFile";
import type { TextSpan } from "./yamlText";

/** A service of which nothing is said yet. */
export function bareService(kind: Service["kind"], name: string, keySpan: TextSpan): Service {
  return {
    kind,
    name,
    keySpan,
    image: null,
    sharedWith: [],
    isRepeated: false,
    platform: null,
    user: null,
    entrypoint: null,
    command: null,
    healthcheck: null,
    workingDirectory: null,
    environment: new Map(),
    environmentSpan: null,
    ports: [],
    mounts: [],
    isOpen: false,
    rights: null,
  };
}
