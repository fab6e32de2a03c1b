import { z } from 'zod';

const MAX_ENTRIES = 1000;

const whole = (name: string, least: number, most: number, fallback: number) =>
  z
    .string()
    .transform((text) => (/^\d{1,15}$/.test(text) ? Number(text) : Number.NaN))
    .refine((value) => value >= least && value <= most, {
      error: `${name} is a whole number from ${least} to ${most}`,
    })
    .default(fallback);

/** A moment in the form in which the log holds it; a bare date stands for its first or its last moment. */
const moment = (name: string, ofDay: string) =>
  z
    .union([z.iso.date(), z.iso.datetime({ offset: true })], {
      error: `${name} is a date (2026-01-31) or a moment (2026-01-31T08:00:00Z)`,
    })
    .transform((text) => new Date(text.includes('T') ? text : `${text}T${ofDay}Z`).toISOString())
    .optional();

export const AuditQuerySchema = z.strictObject({
  limit: whole('limit', 1, MAX_ENTRIES, 100),
  offset: whole('offset', 0, Number.MAX_SAFE_INTEGER, 0),
  from: moment('from', '00:00:00.000'),
  to: moment('to', '23:59:59.999'),
  principal: z.string().min(1).max(100).optional(),
});

export const AuditListSchema = z
  .object({
    entries: z.array(
      z.object({
        sequence: z.number(),
        at: z.string(),
        principal: z.string().describe('Name of the key or of the token'),
        role: z.string().describe('none for whoever was not let in'),
        action: z.string().describe('Method and pattern of the address'),
        target: z.string().nullable().describe('Id of what it was done to'),
        request: z.string().describe('Id of the request, as in the log of the server'),
        status: z.number().describe('Status of the answer'),
      }),
    ),
    total: z.number(),
    limit: z.number(),
    offset: z.number(),
    links: z.object({ next: z.string().nullable(), previous: z.string().nullable() }),
  })
  .meta({ id: 'AuditList' });
