import type { FastifyRequest } from 'fastify';
import { isLoopback } from '../../src/service/config.js';
import { ApiError } from '../errors.js';

/**
 * Refuses what other sites' pages send through a browser of this machine. In open mode whoever reaches the address may do
 * everything, and every page that somebody here has open reaches it: by a name of its own that it lets point to this
 * machine (so the name is checked), or blindly (so what a browser says is from elsewhere may only read).
 */
export function refuseOtherSites({ headers, method }: Pick<FastifyRequest, 'headers' | 'method'>): void {
  const name = headers.host?.replace(/:\d+$/, '');
  if (name !== undefined && !isLoopback(name)) {
    throw new ApiError('forbidden', {
      detail:
        'Without keys the service answers under the names of its own machine alone, as localhost; see MTB_ALLOW_OPEN.',
    });
  }
  const from = headers['sec-fetch-site'];
  if (method !== 'GET' && method !== 'HEAD' && (from === 'cross-site' || from === 'same-site')) {
    throw new ApiError('forbidden', {
      detail: 'Without keys, pages of other sites may not change anything.',
    });
  }
}
