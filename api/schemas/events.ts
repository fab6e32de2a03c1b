import { z } from 'zod';
import { RUN_STATES } from '../../src/store/runs.js';

export const EventQuerySchema = z.strictObject({
  after: z
    .string()
    .optional()
    .describe('Id of the last event that was seen; the header Last-Event-ID goes before it'),
});

const eventData = {
  state: z.enum(RUN_STATES),
  progress: z.number().describe('Share of the work done, 0 to 1'),
  at: z.string().describe('When it happened (UTC)'),
  detail: z.string().nullable().describe('More about the state, such as the reason of a failure'),
};

/** The events so far, for clients that ask again and again instead of listening. */
export const EventListSchema = z
  .object({
    events: z.array(
      z.object({
        id: z.string().describe('Send it as Last-Event-ID, or as `after`, to go on behind this event'),
        event: z.enum(['state', 'progress']),
        ...eventData,
      }),
    ),
    ended: z.boolean().describe('Whether the run has ended: then no event follows these'),
  })
  .meta({ id: 'RunEvents' });

/** The stream is text; what a description can say of it is what each `data` line holds. */
export const EventStreamSchema = z
  .string()
  .describe(
    'Server-sent events: `id`, `event` (state or progress) and `data`, which is JSON with state, progress, at and detail',
  );
