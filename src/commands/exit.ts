/** Exit statuses of `mtb`: what a script can tell apart. */
export const EXIT = { ok: 0, failed: 1, badInput: 2, interrupted: 130 } as const;

/** Ends a command with a status and a message for people; nothing of the program's inside is shown. */
export class CommandError extends Error {
  override readonly name = 'CommandError';

  constructor(
    message: string,
    readonly status: number = EXIT.badInput,
  ) {
    super(message);
  }
}
