import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { makeFolder } from '../folder.js';
import { migrate } from './migrations.js';

/** An open store: its database, and the folder in which its files lie. */
export interface OpenDatabase {
  readonly database: Database.Database;
  readonly folder: string;
  /** Closes the database and gives it free for another process; a temporary folder is removed. */
  close(): void;
}

/**
 * Opens the database of a folder (made if there is none) and brings its schema up to date; `:memory:` keeps everything
 * in a temporary folder. One process at a time: two servers on one folder would run each other's runs.
 */
export function openDatabase(location: string): OpenDatabase {
  const temporary = location === ':memory:';
  const folder = temporary ? mkdtempSync(join(tmpdir(), 'mtb-')) : location;
  makeFolder(folder);
  const database = new Database(join(folder, 'runs.db'));
  try {
    database.pragma('locking_mode = EXCLUSIVE');
    database.pragma('journal_mode = WAL');
    // A run is answered with 202 only when it would outlive a loss of power.
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    migrate(database);
    // Takes the lock now, not with the first run.
    database.exec('BEGIN IMMEDIATE; COMMIT');
  } catch (error) {
    database.close();
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY') {
      throw new Error(`the run store in ${location} is in use by another process`);
    }
    throw error;
  }
  return {
    database,
    folder,
    close: () => {
      giveBack(database);
      database.close();
      if (temporary) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * The driver keeps the file open until its statements are collected, so the lock is given back by hand: a database whose
 * log was written alone keeps the lock as long as it has the log, and then until the next read.
 */
function giveBack(database: Database.Database): void {
  try {
    database.pragma('journal_mode = DELETE');
    database.pragma('locking_mode = NORMAL');
    database.prepare('SELECT COUNT(*) FROM runs').get();
  } catch {
    // On a disk in trouble, say: the lock goes with the process then, and the log is taken up at the next start.
  }
}
