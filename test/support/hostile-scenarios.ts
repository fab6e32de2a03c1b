/** Texts that are no scenarios and try to hang, crash or get round the reader. Each must be answered with problems. */
export interface HostileText {
  readonly name: string;
  readonly text: string;
  readonly format: 'yaml' | 'json';
}

const HALF_MEGABYTE = 512 * 1024;

const head = 'id: hostile\ntitle: { en: Hostile, vi: Thử }\ncountry: viet-nam\n';

/** A sound scenario but for one formula. */
function withAmount(formula: string): string {
  return `${head}tiers:
  grant:
    title: { en: Grant, vi: Trợ cấp }
    branch: maternity
    kind: non-contributory
    unit: birth
    from: 2027-01
    eligibility: true
    amount: ${formula}
    take_up: full
    financing: state-budget
    mark: assumption
    reference: none
`;
}

function withParameter(name: string, body: string): string {
  return `${head}parameters:\n  ${name}: ${body}\n`;
}

function withValues(values: string): string {
  return withParameter('p', `{ unit: VND, meaning: m, mark: assumption, reference: r, values: ${values} }`);
}

const yaml = (name: string, text: string): HostileText => ({ name, text, format: 'yaml' });
const json = (name: string, text: string): HostileText => ({ name, text, format: 'json' });
const formula = (name: string, text: string): HostileText => yaml(`formula: ${name}`, withAmount(text));

const repeated = (unit: string, bytes = HALF_MEGABYTE - 100) => unit.repeat(Math.floor(bytes / unit.length));

export const HOSTILE_SCENARIOS: readonly HostileText[] = [
  yaml('empty file', ''),
  yaml('only a comment', '# nothing\n'),
  json('empty JSON', ''),
  yaml('array at the top', '- id: x\n'),
  json('array at the top of JSON', '[{"id": "x"}]'),
  yaml('a single number', '42'),
  yaml('null', 'null'),
  json('JSON null', 'null'),
  yaml('binary', '\u0000\u0001\u0002\ufffd\u0007\u001b[2J'),
  yaml('tabs as indentation', 'id: x\ntitle:\n\ten: A\n\tvi: B\n'),
  yaml('duplicate keys', `${head}id: twice\n`),
  json('duplicate keys in JSON', '{"id":"a","id":"b","title":{"en":"a","vi":"b"},"country":"viet-nam"}'),
  json('JSON cut short', '{"id": "x", "title": {'),
  json('YAML where JSON is meant', head),
  yaml('two documents', `${head}---\n${head}`),
  yaml('over the size limit', `${head}description: ${'x'.repeat(1024 * 1024)}\n`),
  yaml('deep flow nesting', '['.repeat(HALF_MEGABYTE - 1)),
  yaml('deep maps', `${'{a: '.repeat(10_000)}1${'}'.repeat(10_000)}`),
  json('deep JSON', `${'['.repeat(100_000)}${']'.repeat(100_000)}`),
  yaml('deep sequences on one line', repeated('- ')),
  yaml('deep complex keys', repeated('? ')),
  yaml('a ladder of indentation', Array.from({ length: 900 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')),
  yaml('half a megabyte of braces', repeated('{}')),
  yaml('half a megabyte of closing brackets', repeated(']')),
  yaml('half a megabyte of empty lines', repeated('\n')),
  yaml('half a megabyte of anchors', repeated('&a ')),
  yaml('half a megabyte of quotes', repeated('"')),
  yaml('half a megabyte of documents', repeated('---\n')),
  yaml('half a megabyte of directives', repeated('%a\n')),
  yaml('sixty thousand marks', repeated('a: "b\n', 59_000 * 2)),
  yaml('just under the token limit', repeated('[],', 59_000)),
  yaml(
    'a million tiers',
    `${head}tiers:\n${Array.from({ length: 1_000_000 }, (_, i) => `  t${i}:\n`).join('')}`,
  ),
  yaml(
    'too many contributions',
    `${head}contributions:\n${Array.from({ length: 5_000 }, (_, i) => `  c${i}:\n`).join('')}`,
  ),
  yaml('contributions that are a list', `${head}contributions: [{ fund: a }, 3]\n`),
  yaml(
    'contributions named as what every object inherits',
    `${head}contributions: { constructor: { remove: true } }\n`,
  ),
  yaml('too many tiers', `${head}tiers:\n${Array.from({ length: 5_000 }, (_, i) => `  t${i}:\n`).join('')}`),
  yaml(
    'too many parameters',
    `${head}parameters:\n${Array.from({ length: 4_000 }, (_, i) => `  p${i}: {}\n`).join('')}`,
  ),
  yaml(
    'five hundred empty parameters',
    `${head}parameters:\n${Array.from({ length: 500 }, (_, i) => `  p${i}: {}\n`).join('')}`,
  ),
  yaml(
    'unknown keys by the thousand',
    `${head}${Array.from({ length: 9_000 }, (_, i) => `k${i}: 1\n`).join('')}`,
  ),
  yaml(
    'billion laughs',
    `${head}a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n${Array.from(
      { length: 12 },
      (_, i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join(', ')}]\n`,
    ).join('')}`,
  ),
  yaml(
    'a key of four hundred thousand letters',
    `${head}? ${'k'.repeat(400_000)}\n: [${'1, '.repeat(15_000)}1]\n`,
  ),
  yaml(
    'long keys all the way down',
    `${head}${Array.from({ length: 29 }, (_, i) => `{${'k'.repeat(79)}${i}: `).join('')}[${'1, '.repeat(15_000)}1]${'}'.repeat(29)}`.replace(
      head,
      'a: ',
    ),
  ),
  yaml('ten thousand duplicates', `${head}${'description: x\n'.repeat(10_000)}`),
  yaml(
    'misspelt names by the ten thousand',
    `${head}parameters:\n${Array.from({ length: 480 }, (_, i) => `  abcdefghij${i}: { unit: VND }\n`).join('')}definitions:\n${Array.from(
      { length: 190 },
      (_, i) => `  d${i}: ${Array.from({ length: 110 }, (_, j) => `abcdefgh_${i}_${j}`).join('+')}\n`,
    ).join('')}`,
  ),
  yaml(
    'definitions that read all parameters',
    `${head}parameters:\n${Array.from({ length: 490 }, (_, i) => `  p${i}: { unit: '1' }\n`).join('')}definitions:\n  all: ${Array.from(
      { length: 400 },
      (_, i) => `p${i}`,
    ).join(
      '+',
    )}\n${Array.from({ length: 190 }, (_, i) => `  d${i}: ${Array(300).fill('all').join('+')}\n`).join('')}`,
  ),
  yaml('an anchor that holds itself', `${head}parameters: &p { a: *p }\n`),
  yaml('an alias of nothing', `${head}parameters: *nowhere\n`),
  yaml('a merge key', `${head}base: &b { unit: VND }\nparameters:\n  p: { <<: *b }\n`),
  yaml('a foreign tag', `${head}description: !!js/function 'function () { return 1 }'\n`),
  yaml('a binary tag', `${head}description: !!binary R0lGODlhDAAMAIQAAP\n`),
  yaml('a key that is a list', `${head}? [a, b]\n: c\n`),
  yaml('__proto__ as a key', `${head}__proto__: { polluted: true }\n`),
  json(
    '__proto__ in JSON',
    '{"id":"a","title":{"en":"a","vi":"b"},"country":"viet-nam","__proto__":{"polluted":1}}',
  ),
  yaml('constructor as a key', `${head}constructor: { prototype: { polluted: true } }\n`),
  yaml('__proto__ as a parameter', withParameter('__proto__', '{ unit: VND }')),
  yaml('toString as a parameter', withParameter('toString', '{ unit: VND }')),
  yaml(
    'constructor as a parameter',
    withParameter(
      'constructor',
      '{ unit: VND, meaning: m, mark: assumption, reference: r, values: [{ from: 2024-01, value: 1 }] }',
    ),
  ),
  yaml('NaN', withValues('[{ from: 2024-01, value: .nan }]')),
  yaml('Infinity', withValues('[{ from: 2024-01, value: -.inf }]')),
  yaml('a huge number', withValues('[{ from: 2024-01, value: 1e308 }]')),
  yaml('a number beyond doubles', withValues(`[{ from: 2024-01, value: ${'9'.repeat(400)} }]`)),
  yaml('month thirteen', withValues('[{ from: 2025-13, value: 1 }]')),
  yaml('the year 9999', withValues('[{ from: 9999-01, value: 1 }]')),
  yaml('the middle of a month', withValues('[{ from: 2025-07-15, value: 1 }]')),
  yaml('overlapping dates', withValues('[{ from: 2025-01, value: 1 }, { from: 2025-01-01, value: 2 }]')),
  yaml('dates backwards', withValues('[{ from: 2026-01, value: 1 }, { from: 2025-01, value: 2 }]')),
  yaml('too many values', withValues(`[${Array(5_000).fill('{ from: 2025-01, value: 1 }').join(', ')}]`)),
  yaml(
    'a wrong unit',
    withParameter('p', '{ unit: VND/parsec, meaning: m, mark: assumption, reference: r, values: [] }'),
  ),
  yaml(
    'a unit of absurd powers',
    withParameter('p', `{ unit: ${'VND*'.repeat(10)}VND, meaning: m, mark: assumption, reference: r }`),
  ),
  yaml(
    'a negative age',
    withAmount('1').replace(
      'unit: birth',
      'unit: child-month\n    age: { from: { months: -1 }, below: { years: 99 } }',
    ),
  ),
  yaml('extends itself', `${head}extends: hostile\n`),
  yaml('extends a path', `${head}extends: ../../../etc/passwd\n`),
  yaml('extends nothing', `${head}extends: curent-law\n`),
  yaml('a definition that reads itself', `${head}definitions:\n  a: b + 1\n  b: a + 1\n`),
  yaml(
    'definitions that double',
    `${head}definitions:\n  d0: 1 + 1\n${Array.from({ length: 150 }, (_, i) => `  d${i + 1}: d${i} + d${i}\n`).join('')}`,
  ),
  formula('an unknown symbol', 'process'),
  formula('a function of the host', 'require("fs")'),
  formula('constructor', 'constructor'),
  formula('__proto__', '__proto__'),
  formula('a call of constructor', 'constructor(1)'),
  formula('property access', 'region.constructor'),
  formula('a function definition', "'f(x) = x + 1'"),
  formula('an assignment', 'x = 2'),
  formula('indexing', "'region[1]'"),
  formula('text', '\'"abc"\''),
  formula('evaluation', "'evaluate(1)'"),
  formula('import', "'import(1)'"),
  formula('a range', "'1:100000'"),
  formula('a matrix', "'[1, 2; 3, 4]'"),
  formula('factorial', "'170!'"),
  formula('a percentage', "'50% * 2'"),
  formula('a power tower', "'9^9^9^9'"),
  formula('a unit of the parser', "'2 cm'"),
  formula('bits', "'1 | 2'"),
  formula('several expressions', "'1; 2'"),
  formula('NaN', 'NaN'),
  formula('Infinity', "'Infinity + 1'"),
  formula('a number too large', "'1e400'"),
  formula('look-alike letters', 'ѕalary + 1'),
  formula('full-width digits', '１ + 1'),
  formula('a megabyte', `'${'1+'.repeat(220_000)}1'`),
  formula('ten thousand parentheses', `'${'('.repeat(10_000)}1${')'.repeat(10_000)}'`),
  formula('nine hundred parentheses', `'${'('.repeat(900)}1${')'.repeat(900)}'`),
  formula('a tower of minus signs', `'${'-'.repeat(1_990)}1'`),
  formula('a tower of conditions', `'${'1?1:'.repeat(490)}1'`),
  formula('implicit multiplication', "'2 (3)'"),
  formula('half an expression', "'1 +'"),
  formula('the empty formula', "'   '"),
  formula('wrong units', 'children_born < living_children'),
];
