import Table from 'cli-table3';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { z } from 'zod';
import { type ApiKey, changeKeys, hasExpired, newKey, readKeys } from '../access/keys.js';
import { ROLES, type Role } from '../access/roles.js';
import { nearestName } from '../problems.js';
import { SETTINGS } from '../service/settings.js';
import { CommandError, EXIT } from './exit.js';
import { wholeNumber } from './numbers.js';

interface FolderOption {
  readonly data: string;
}

interface AddOptions extends FolderOption {
  readonly role: Role;
  readonly expires?: string;
  readonly requestsPerMinute?: number;
  readonly personYearsPerDay?: number;
}

/** Does what reads or writes the file of keys; what goes wrong there is told without the program's inside. */
function withKeys<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError((error as Error).message, EXIT.failed);
  }
}

function add(name: string, options: AddOptions): void {
  if (!/^[^\p{Cc}]{1,100}$/u.test(name)) throw new CommandError('NAME is a text of 1 to 100 characters');
  const { key, kept } = newKey({
    name,
    role: options.role,
    expires: options.expires ?? null,
    requestsPerMinute: options.requestsPerMinute ?? null,
    personYearsPerDay: options.personYearsPerDay ?? null,
  });
  withKeys(() => changeKeys(options.data, (keys) => [...keys, kept]));
  process.stdout.write(`${key}\n`);
  process.stderr.write(
    'This key is shown once and cannot be shown again. The service takes it within a second.\n',
  );
}

function stateOf(key: ApiKey): string {
  if (key.expires === null) return '';
  return hasExpired(key, new Date()) ? `${key.expires} (expired)` : key.expires;
}

function list({ data }: FolderOption): void {
  const keys = withKeys(() => readKeys(data));
  const table = new Table({
    head: ['id', 'name', 'role', 'created', 'expires', 'requests a minute', 'person-years a day'],
    style: { head: [], border: [] },
  });
  for (const key of keys) {
    const limits = [key.requestsPerMinute, key.personYearsPerDay].map((limit) => limit ?? '');
    table.push([key.id, key.name, key.role, key.created.slice(0, 10), stateOf(key), ...limits]);
  }
  process.stdout.write(keys.length === 0 ? 'no keys\n' : `${table}\n`);
}

function revoke(id: string, { data }: FolderOption): void {
  withKeys(() =>
    changeKeys(data, (keys) => {
      if (!keys.some((key) => key.id === id)) {
        const ids = keys.map((key) => key.id);
        const nearest = nearestName(id, ids);
        throw new CommandError(
          `no key has the id "${id.slice(0, 80)}"${nearest ? `; nearest: ${nearest}` : ''}`,
        );
      }
      return keys.filter((key) => key.id !== id);
    }),
  );
  process.stderr.write('Revoked. The service refuses the key within a second.\n');
}

/** A date that has not passed. */
function futureDate(text: string): string {
  if (!z.iso.date().safeParse(text).success) throw new InvalidArgumentError('It is a date as 2027-01-31.');
  if (hasExpired({ expires: text }, new Date())) throw new InvalidArgumentError('The date has passed.');
  return text;
}

/** A data folder; an empty variable counts as none, as it does for the server. */
function dataFolder(text: string): string {
  if (text === ':memory:') throw new InvalidArgumentError('A store in memory keeps no keys.');
  return text || SETTINGS.data.fallback!;
}

/** `mtb keys`: the API keys of the service. */
export function addKeysCommand(program: Command): void {
  const keys = program
    .command('keys')
    .summary('add, list and revoke keys of the HTTP interface')
    .description(
      'Keeps the API keys of a data folder, hashed, in keys.json. A running server takes changes within a second.',
    );
  const folder = () =>
    new Option('--data <dir>', 'data folder of the server')
      .env(SETTINGS.data.variable)
      .argParser(dataFolder)
      .default(SETTINGS.data.fallback);
  keys
    .command('add')
    .summary('make a key and print it, once')
    .argument('<name>', 'who holds it, as the logs shall name it')
    .addOption(new Option('--role <role>', 'what it may do').choices([...ROLES]).makeOptionMandatory())
    .option('--expires <date>', 'last day (UTC) on which it is taken', futureDate)
    .option(
      '--requests-per-minute <N>',
      'instead of the setting of the server; 0 for no limit',
      wholeNumber(),
    )
    .option(
      '--person-years-per-day <N>',
      'instead of the setting of the server; 0 for no limit',
      wholeNumber(),
    )
    .addOption(folder())
    .action(add);
  keys.command('list').summary('list the keys, without the keys themselves').addOption(folder()).action(list);
  keys
    .command('revoke')
    .summary('refuse a key from now on')
    .argument('<id>', 'id of the key: the letters after mtb_')
    .addOption(folder())
    .action(revoke);
}
