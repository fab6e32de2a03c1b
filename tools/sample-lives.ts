/** Writes docs/life-courses.md: twelve lives, chosen by rule, under current law and a multi-tiered child benefit (`npm run lives`). */
import { writeFileSync } from 'node:fs';
import { idText } from '../engine/explain/life-year.js';
import { parsePersonId } from '../engine/explain/person-id.js';
import { blockPlaces } from '../engine/explain/places.js';
import { makeModel } from '../engine/projection/model.js';
import { makeSimulator } from '../engine/projection/simulator.js';
import { explainPersons } from '../src/explain.js';
import { prepareRun, type RunPlan, shippedInput } from '../src/index.js';
import { LEGEND, type LifeLayout, lifeText, sampleText } from '../src/lives/text.js';
import { passInputs } from '../src/run.js';
import { RULES } from './life-rules.js';

const DESIGN = 'multi-tier-child-benefit';
const FILE = 'docs/life-courses.md';

/** The first person that fits each rule, in the order of blocks, years and places in the block. */
function choose(plan: RunPlan): (string | null)[] {
  const { country } = passInputs(plan, plan.scenarios);
  const { seed, persons, toYear, alignment } = plan.options;
  const model = makeModel(country, [], seed, persons, toYear, alignment);
  const simulator = makeSimulator(model);
  const chosen: (string | null)[] = RULES.map(() => null);
  for (let block = 0; block < model.plan.blocks && chosen.includes(null); block++) {
    const places = blockPlaces(model.plan, block);
    let partnerBefore = new Int32Array(0);
    simulator.run(block, simulator.emptySums(), {
      onYear: (people, year, deliveries) => {
        const view = { people, year, deliveries, partnerBefore };
        RULES.forEach(({ find }, rule) => {
          const taken = new Set(chosen);
          chosen[rule] ??=
            find(view)
              .map((person) => idText(places, people, person))
              .find((id) => !taken.has(id)) ?? null;
        });
        partnerBefore = people.partner.slice(0, people.count);
      },
    });
  }
  return chosen;
}

const design = shippedInput(DESIGN);
if (!design) throw new Error(`no scenario ${DESIGN}`);
// The design is shown beside the baseline that it extends.
const prepared = prepareRun({ scenarios: [design] });
if (!prepared.ok) throw new Error(JSON.stringify(prepared.problems, null, 1));
const { plan } = prepared;
const ids = choose(plan);
const missing = RULES.filter((_, rule) => ids[rule] === null).map(({ title }) => title);
if (missing.length > 0) throw new Error(`nobody fits: ${missing.join(', ')}`);
const [pass] = explainPersons(
  plan,
  ids.map((id) => parsePersonId(id ?? '')),
);
const LAYOUT: LifeLayout = { years: 'changes', width: 118 };
const lives = pass.lives.map((life, place) => {
  const { title, rule, look } = RULES[place];
  return `## ${place + 1}. ${title}

*Rule*: ${rule}

*Look at*: ${look}

\`\`\`text
${lifeText(pass, life, LAYOUT)}
\`\`\`
`;
});
writeFileSync(
  FILE,
  `# Twelve simulated lives

What the model makes of single persons: the quickest way to see whether its lives are plausible, and how the tiers of a scenario meet in one life. Nobody here exists; each stands for some thousand residents in the results.

The lives come from a ${sampleText(plan.options, pass.weight)}. Each is the first in the sample that fits the rule under its title (\`tools/life-rules.ts\`), so none was picked for its looks. Benefits are shown under \`${plan.scenarios[0].id}\` in full and under \`${DESIGN}\` where it does something else. Titles speak of the year in which the rule was met.

Make this page again with \`npm run lives\`; read any other life with \`npx mtb explain\`, which lists persons to choose from, and \`npx mtb explain --person ID --scenario FILE\`.

How to read the tables:

> ${LEGEND.replaceAll('\n', '\n> ')}
>
> Years in which only age, pay, income and its fifth change are left out, the first and the last excepted.

${lives.join('\n')}`,
);
