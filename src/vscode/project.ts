// What needs the YAML library: a bundle of its own, dist/project.js, loaded when there is such a file.
export { configurationPaths, readConfiguration } from "../project/configuration";
export { readServiceFile } from "../project/serviceFile";
export { findFacts, isProjectFile, readBuilds } from "../project/targets";
