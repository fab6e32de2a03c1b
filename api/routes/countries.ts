import { z } from 'zod';
import { countryPack } from '../../src/index.js';
import { nationOf } from '../../src/options.js';
import type { App } from '../context.js';
import { ApiError } from '../errors.js';
import { answers } from '../openapi.js';
import { CountrySchema } from '../schemas.js';

/** The figures behind the simulation, each with its mark, source and year. */
export function countryRoutes(app: App): void {
  app.get(
    '/v1/countries/:id',
    {
      schema: {
        tags: ['countries'],
        params: z.object({ id: z.string() }),
        response: answers({ 200: CountrySchema }),
      },
    },
    (request) => {
      const pack = countryPack(request.params.id);
      if (!pack) throw new ApiError('unknown-country');
      const { id, name, attribution, hash, baseYear, lastYear, provenance } = pack;
      return {
        id,
        name,
        attribution,
        hash,
        baseYear,
        lastYear,
        population: nationOf(pack),
        provenance: [...provenance],
      };
    },
  );
}
