/** Measures the gates of test/validation/gates.yaml and writes docs/validation.md with its pictures (`npm run validate`). */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { ENGINE_VERSION } from '../../engine/version.js';
import { DEFAULT_OPTIONS } from '../../src/options.js';
import { compareAlignment } from './alignment.js';
import { alignmentSection } from './alignment-section.js';
import { formatDistance, formatFigure } from './format.js';
import { readExplanations, readGates } from './gates.js';
import { judge } from './judge.js';
import { drawPlots } from './plots.js';
import { tally, validationPage } from './report.js';
import { simulate } from './simulate.js';

const PERSONS = 1_000_000;

const file = readGates(readFileSync('test/validation/gates.yaml', 'utf8'));
const reasons = readExplanations(readFileSync('tools/validate/explanations.yaml', 'utf8'));
const started = performance.now();
const validation = simulate(PERSONS, DEFAULT_OPTIONS.seed);
const verdicts = judge(file.gates, validation.measures);
const { plan, country } = validation.model;
const facts = {
  engineVersion: ENGINE_VERSION,
  countryHash: country.hash,
  seed: DEFAULT_OPTIONS.seed,
  persons: plan.persons,
  blocks: plan.blocks,
};
const drawings = drawPlots(validation);
for (const { file: picture, svg } of drawings) {
  mkdirSync(dirname(`docs/${picture}`), { recursive: true });
  writeFileSync(`docs/${picture}`, svg);
}
const alignment = alignmentSection(compareAlignment(validation.model, validation.measures, facts.seed));
writeFileSync('docs/validation.md', validationPage(file, verdicts, reasons, facts, drawings, alignment));

for (const { gate, model, target, outcome } of verdicts) {
  const shown = [
    outcome.padEnd(7),
    gate.id.padEnd(52),
    String(gate.year),
    formatFigure(model, gate.unit).padStart(13),
    formatFigure(target, gate.unit).padStart(13),
    formatDistance(gate, model, target).padStart(11),
  ];
  console.log(shown.join('  '));
}
const { judged, passed, open } = tally(verdicts);
const seconds = ((performance.now() - started) / 1000).toFixed(0);
console.log(`${passed} of ${judged} gates within tolerance, ${open} without a target; ${seconds} s`);
