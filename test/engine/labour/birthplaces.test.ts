import { describe, expect, test } from 'vitest';
import { expectedPopulation } from '../../../engine/demography/expected.js';
import { birthplaces } from '../../../engine/labour/birthplaces.js';
import { RANKS, STILL_HERE } from '../../../engine/population/columns.js';
import { residenceTables } from '../../../engine/population/residence.js';
import { makeModel } from '../../../engine/projection/model.js';
import { makeSimulator } from '../../../engine/projection/simulator.js';
import { vietNam } from '../../support/engine.js';

const regions = vietNam.residence.regions.length;
const everyRegion = Array.from({ length: regions }, (_, region) => region);

describe('residence of birth cohorts', () => {
  const expected = expectedPopulation(vietNam, 2045);
  const places = birthplaces(vietNam, expected);

  test('shares of regions sum to one in every cohort', () => {
    for (let birthYear = 1950; birthYear <= 2030; birthYear += 5) {
      const total = everyRegion.reduce((sum, region) => sum + places.region(birthYear, region), 0);
      expect(total).toBeCloseTo(1, 10);
    }
  });

  test('those of the base population who draw their own place live in towns rather more than all residents', () => {
    const { ownUrbanLimit } = residenceTables(vietNam);
    for (const region of everyRegion) {
      // The slice in which the limit lies counts as evenly spread.
      expect(Math.abs(places.urban(1970, region, 2025) - ownUrbanLimit[region] / RANKS)).toBeLessThan(0.002);
      expect(places.urban(1970, region, 2025)).toBeGreaterThan(vietNam.residence.urbanShare[region]);
      expect(places.urban(1970, region, 2045)).toBeGreaterThan(places.urban(1970, region, 2025));
    }
  });

  test('more children are born where fertility is higher: fewer in towns and in the South East', () => {
    const southEast = vietNam.residence.regions.findIndex(({ id }) => id === 'south-east');
    for (const region of everyRegion) {
      expect(places.urban(2020, region, 2025)).toBeLessThan(places.urban(1970, region, 2025));
    }
    expect(places.region(2020, southEast)).toBeLessThan(places.region(1970, southEast));
  });

  test('without differences of fertility all cohorts live alike', () => {
    const { demography } = vietNam;
    const equal = birthplaces(
      {
        ...vietNam,
        demography: {
          ...demography,
          fertilityRatio: {
            ...demography.fertilityRatio,
            region: new Float64Array(regions).fill(1),
            area: Float64Array.of(1, 1),
          },
        },
      },
      expected,
    );
    for (const region of everyRegion) {
      expect(equal.region(2025, region)).toBeCloseTo(vietNam.residence.regionShare[region], 10);
      expect(equal.urban(2025, region, 2030)).toBeCloseTo(
        vietNam.residence.urbanShare[5 * regions + region],
        10,
      );
    }
  });

  test('is that of a simulation: urban share of those aged 15 to 34 in 2040', () => {
    const model = makeModel(vietNam, [], 'birthplaces', 60_000, 2040);
    const simulator = makeSimulator(model);
    const counts = [0, 0];
    for (let block = 0; block < model.plan.blocks; block++) {
      simulator.run(block, simulator.emptySums(), {
        onYear: (people, year) => {
          if (year !== 2040) return;
          for (let i = 0; i < people.count; i++) {
            if (people.exitMonth[i] === STILL_HERE && people.age[i] >= 15 && people.age[i] < 35)
              counts[people.area[i]]++;
          }
        },
      });
    }
    let urban = 0;
    for (let age = 15; age < 35; age++)
      for (const region of everyRegion)
        urban += (places.region(2040 - age, region) * places.urban(2040 - age, region, 2040)) / 20;
    // 17,000 persons in families, moves at marriage left out.
    expect(Math.abs(counts[0] / (counts[0] + counts[1]) - urban)).toBeLessThan(0.03);
  }, 60_000);
});
