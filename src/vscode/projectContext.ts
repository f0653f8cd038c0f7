import { configurationNames, environmentFileName, isProjectFile } from "../project/names";

/** The names of compose and bake files, to search a workspace for. */
export const projectFileGlob =
  "**/{compose.yaml,compose.yml,compose.*.yaml,compose.*.yml,docker-compose.yaml,docker-compose.yml,docker-compose.*.yaml,docker-compose.*.yml,docker-bake.*}";

/** The files whose change may change the findings of a Dockerfile, compose or bake file near them. */
export const surroundingsGlob =
  "**/{.env,.drydock.yaml,.drydock.yml,compose.*,docker-compose.*,docker-bake.*,.dockerignore,*.dockerignore}";

/** The same by the name of a file. */
export function isSurrounding(name: string): boolean {
  return (
    configurationNames.includes(name) ||
    isProjectFile(name) ||
    name === environmentFileName ||
    name.endsWith(".dockerignore")
  );
}
