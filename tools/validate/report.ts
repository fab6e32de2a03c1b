import { formatDistance, formatFigure, formatTolerance } from './format.js';
import type { GateFile } from './gates.js';
import type { Verdict } from './judge.js';

/** What was run, so that it can be run again. */
export interface RunFacts {
  readonly engineVersion: string;
  readonly countryHash: string;
  readonly seed: string;
  readonly persons: number;
  readonly blocks: number;
}

/** A picture of the report: file beside the page, and what it shows. */
export interface Picture {
  readonly file: string;
  readonly title: string;
}

const TITLES: Readonly<Record<string, string>> = {
  demography: 'Demography',
  residence: 'Residence',
  families: 'Families',
  labour: 'Labour and social insurance',
  careers: 'Careers',
  income: 'Income and poverty',
  benefits: 'Benefits under current law',
};

const OUTCOMES = { pass: 'pass', fail: '**FAIL**', open: 'no target', missing: '**not measured**' } as const;

/** Numbers of gates by outcome. */
export function tally(verdicts: readonly Verdict[]): { judged: number; passed: number; open: number } {
  const open = verdicts.filter(({ outcome }) => outcome === 'open').length;
  const passed = verdicts.filter(({ outcome }) => outcome === 'pass').length;
  return { judged: verdicts.length - open, passed, open };
}

/** The page docs/validation.md; `further` sections stand after the gates. The same verdicts give the same text. */
export function validationPage(
  file: GateFile,
  verdicts: readonly Verdict[],
  reasons: ReadonlyMap<string, string>,
  facts: RunFacts,
  pictures: readonly Picture[],
  further: readonly string[] = [],
): string {
  const groups = [...new Set(verdicts.map(({ gate }) => gate.group))];
  return [
    ...introduction(verdicts, facts),
    ...groups.flatMap((group) =>
      groupSection(
        group,
        verdicts.filter(({ gate }) => gate.group === group),
      ),
    ),
    ...further,
    ...failureSection(verdicts, reasons),
    ...outOfDomainSection(file),
    ...pictureSection(pictures),
  ].join('\n');
}

function introduction(verdicts: readonly Verdict[], facts: RunFacts): string[] {
  const { judged, passed, open } = tally(verdicts);
  const judgedOnes = verdicts.filter(({ outcome }) => outcome !== 'open');
  const independent = judgedOnes.filter(({ gate }) => !gate.calibrated);
  const independentPassed = independent.filter(({ outcome }) => outcome === 'pass').length;
  return [
    '# Validation',
    '',
    '<!-- Written by `npm run validate`; do not edit. -->',
    '',
    'Written by `npm run validate`, which simulates current law on a sample and holds it against the gates of',
    '[test/validation/gates.yaml](../test/validation/gates.yaml). Targets and tolerances there were set before the model was',
    'measured and do not move with it. The same engine writes the same page.',
    '',
    `**${passed} of ${judged} gates within tolerance**; ${open} more figures are printed without a target. Of the gates that are`,
    `not calibrated, ${independentPassed} of ${independent.length} hold.`,
    '',
    `Run: engine ${facts.engineVersion}, seed \`${facts.seed}\`, ${facts.persons} persons in ${facts.blocks} blocks, 2025-2045, country pack`,
    `\`${facts.countryHash.slice(0, 12)}\`.`,
    '',
    'A gate is *calibrated* if its figure is an input of the model, or if an assumption was placed by it: it then shows that the',
    'fit works, not that the model is right. The others are *independent*, as far as the notes under each table say. Marks: official, reported,',
    'derived, assumption (see [methodology](methodology.md)).',
    '',
  ];
}

function groupSection(group: string, verdicts: readonly Verdict[]): string[] {
  const { judged, passed } = tally(verdicts);
  return [
    `## ${TITLES[group] ?? group}`,
    '',
    ...(judged > 0 ? [`${passed} of ${judged} within tolerance.`, ''] : []),
    '| gate | year | model | target | distance | tolerance | | mark, source | kind |',
    '|---|---|---:|---:|---:|---:|---|---|---|',
    ...verdicts.map(({ gate, model, target, outcome }) =>
      row([
        `${gate.what}${unitNote(gate.unit)}`,
        String(gate.year),
        formatFigure(model, gate.unit),
        formatFigure(target, gate.unit),
        formatDistance(gate, model, target),
        formatTolerance(gate),
        OUTCOMES[outcome],
        `${gate.mark}: ${gate.source}`,
        gate.calibrated ? 'calibrated' : 'independent',
      ]),
    ),
    '',
    ...independenceNotes(verdicts),
  ];
}

/** Why the independent gates of a group are so, each reason once with how many gates it speaks of. */
function independenceNotes(verdicts: readonly Verdict[]): string[] {
  const counts = new Map<string, number>();
  for (const { gate, outcome } of verdicts) {
    if (gate.not_tuned_on && outcome !== 'open')
      counts.set(gate.not_tuned_on, (counts.get(gate.not_tuned_on) ?? 0) + 1);
  }
  if (counts.size === 0) return [];
  const notes = [...counts].map(([note, gates]) => `- ${note} (${gates})`);
  return ['How far independent, with the number of gates:', '', ...notes, ''];
}

/** Units that the figures themselves do not show. */
function unitNote(unit: string): string {
  return ['persons', 'share', 'relative distance', 'ratio'].includes(unit) ? '' : `, ${unit}`;
}

function failureSection(verdicts: readonly Verdict[], reasons: ReadonlyMap<string, string>): string[] {
  const failed = verdicts.filter(({ outcome }) => outcome === 'fail' || outcome === 'missing');
  if (failed.length === 0) return ['## Failures', '', 'None.', ''];
  // Gates that fail for one reason stand together, in the order of the first.
  const byReason = new Map<string, Verdict[]>();
  for (const verdict of failed) {
    const reason = reasons.get(verdict.gate.id) ?? 'Not yet explained.';
    byReason.set(reason, [...(byReason.get(reason) ?? []), verdict]);
  }
  return [
    '## Failures',
    '',
    ...[...byReason].flatMap(([reason, ones]) => [
      ...ones.map(({ gate, model, target }) => {
        const found = `${formatFigure(model, gate.unit)} against ${formatFigure(target, gate.unit)}`;
        return `- **${gate.what}** (${gate.year}): ${found}`;
      }),
      '',
      reason,
      '',
    ]),
  ];
}

function outOfDomainSection({ rows, outOfDomain }: GateFile): string[] {
  return [
    '## Out of domain',
    '',
    'Sourced figures of the country that the model is not held against.',
    '',
    '| figure | reason |',
    '|---|---|',
    ...outOfDomain.map(({ row: id, reason }) => row([rows[id] ?? id, reason])),
    '',
  ];
}

function pictureSection(pictures: readonly Picture[]): string[] {
  if (pictures.length === 0) return [];
  return ['## Pictures', '', ...pictures.flatMap(({ file, title }) => [`![${title}](${file})`, ''])];
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
