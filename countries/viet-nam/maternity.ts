import type { MaternityInputs } from '../../engine/inputs/country.js';
import type { Parameters } from './parameters.js';

/** Events around birth and marks of persons that rules of law ask for. */
export function maternity({ maternity: figures }: Parameters): MaternityInputs {
  const { lossWeeks, lowFertilityShare, ...shares } = figures;
  const total = lossWeeks.reduce((sum, { share }) => sum + share, 0);
  let cumulated = 0;
  return {
    ...shares,
    lossWeeks: Uint8Array.from(lossWeeks, ({ weeks }) => weeks),
    lossShare: Float64Array.from(lossWeeks, ({ share }) => {
      cumulated += share;
      return cumulated / total;
    }),
    lowFertilityShare: Float64Array.from(lowFertilityShare),
  };
}
