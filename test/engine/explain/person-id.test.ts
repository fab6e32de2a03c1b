import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatPersonId, PersonIdError, parsePersonId } from '../../../engine/explain/person-id.js';
import { blockOf, blockPlaces, idAt, positionOf } from '../../../engine/explain/places.js';
import { makePopulation } from '../../../engine/population/columns.js';
import { planRun } from '../../../engine/population/plan.js';
import { synthesise } from '../../../engine/population/synthesis.js';
import { makeModel } from '../../../engine/projection/model.js';
import { threefry } from '../../../engine/random/threefry.js';
import { vietNam } from '../../support/engine.js';

const ordinal = fc.integer({ min: 0, max: 999_999_999 });
const children = fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 3 });
const resident = fc
  .record({
    origin: fc.constant('resident' as const),
    sex: fc.constantFrom(0, 1),
    age: fc.integer({ min: 0, max: 100 }),
    ordinal,
    descent: children,
  })
  .map((id) => (id.sex === 1 ? id : { ...id, descent: [] }));
const immigrant = fc.record({
  origin: fc.constant('immigrant' as const),
  block: fc.integer({ min: 0, max: 9999 }),
  ordinal,
  descent: children,
});
const woman = { origin: 'resident', sex: 1, age: 30 } as const;

function refusal(text: string): PersonIdError {
  try {
    parsePersonId(text);
  } catch (error) {
    if (error instanceof PersonIdError) return error;
    throw error;
  }
  throw new Error(`${text} was read`);
}

describe('a person id', () => {
  test('is read back as it was written', () => {
    fc.assert(
      fc.property(fc.oneof(resident, immigrant), (id) => {
        expect(parsePersonId(formatPersonId(id))).toEqual(id);
      }),
    );
  });

  test('is short and readable', () => {
    expect(formatPersonId({ ...woman, ordinal: 17, descent: [2, 1] })).toBe('f30-17.2.1');
    expect(formatPersonId({ ...woman, sex: 0, age: 5, ordinal: 0, descent: [] })).toBe('m5-0');
    expect(formatPersonId({ origin: 'immigrant', block: 3, ordinal: 0, descent: [1] })).toBe('i3-0.1');
  });

  test.each([
    '',
    'f30',
    'x30-17',
    'f30-017',
    'f030-1',
    'F30-1',
    'f30-17.',
    'f30-17.0',
    'f30--1',
    ' f30-1',
    'i',
    'i3',
    'i03-1',
  ])('%j is refused with the form of an id', (text) => {
    const { found, expected } = refusal(text);
    expect([found, expected]).toEqual([text, expect.stringContaining('such as f30-17')]);
  });

  test('nobody is 101, and men have no numbered children', () => {
    expect(refusal('f101-0').expected).toBe('an age from 0 to 100 (100 and over)');
    expect(refusal('m30-1.1').message).toContain("a man's id");
  });
});

describe('the place of a person', () => {
  const plan = planRun(vietNam, 60_000);

  test('is in the block that holds the ordinal, and leads back to the id', () => {
    const model = makeModel(vietNam, [], 'ids', 60_000, vietNam.baseYear);
    const people = makePopulation(20_000);
    const word = new Int32Array(2);
    let seen = 0;
    for (let block = 0; block < plan.blocks; block++) {
      synthesise(model, block, people);
      const places = blockPlaces(plan, block);
      for (let position = 0; position < people.count; position++) {
        const id = idAt(places, people, position);
        if (id.origin !== 'resident') throw new Error(`an immigrant at ${position}`);
        if (blockOf(plan, id) !== block || positionOf(places, people, id) !== position)
          throw new Error('lost');
        threefry(model.runKey[0], model.runKey[1], id.sex * 101 + id.age, id.ordinal, word);
        if (people.key0[position] !== word[0] || people.key1[position] !== word[1])
          throw new Error(`${formatPersonId(id)} is another person`);
        seen++;
      }
    }
    expect(seen).toBe(60_000);
  });

  test('beyond the cell is refused with the range of the cell', () => {
    const last = plan.cells[101 + 30] - 1;
    const id = { ...woman, ordinal: last, descent: [] };
    expect(blockOf(plan, id)).toBe(plan.blocks - 1);
    const beyond = () => blockOf(plan, { ...id, ordinal: last + 1, descent: [1] });
    expect(beyond).toThrow(PersonIdError);
    expect(beyond).toThrow(expect.objectContaining({ expected: `f30-0 to f30-${last}` }));
  });

  test('in a block that the plan has not is refused with the blocks', () => {
    const beyond = () => blockOf(plan, parsePersonId(`i${plan.blocks}-0`));
    expect(beyond).toThrow(
      expect.objectContaining({ expected: `a block from 0 to ${plan.blocks - 1}, such as i0-0` }),
    );
    expect(blockOf(plan, parsePersonId(`i${plan.blocks - 1}-0.2`))).toBe(plan.blocks - 1);
  });
});
