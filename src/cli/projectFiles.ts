/** What needs the YAML library: a part of its own, loaded where there is such a file. */
export { emptyConfiguration, readConfiguration } from "../project/configuration";
export { readServiceFile } from "../project/serviceFile";
export { findFacts, isProjectFile, readBuilds } from "../project/targets";
export { readYaml } from "../project/yamlText";
