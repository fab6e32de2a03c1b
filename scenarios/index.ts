export { citationsOf } from './citations.js';
export { extendsOf } from './extends.js';
export type { Problem } from './problems.js';
export { readScenario } from './read.js';
export { resolveScenario } from './resolve.js';
export { scenarioJsonSchema } from './schema.js';
export { filesBeside, findShipped, shippedScenarios } from './shipped.js';
export type { ReadOptions, ReadResult, Scenario, UpratingIndices } from './types.js';
