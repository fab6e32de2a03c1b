import { parentPort, threadId } from 'node:worker_threads';
import { type BlockWorker, makeBlockWorker } from './block-worker.js';
import type { TaskReport, ThreadMessage } from './task.js';

let worker: BlockWorker | undefined;

parentPort?.on('message', (message: ThreadMessage) => {
  if ('job' in message) {
    worker = makeBlockWorker(message.job);
    return;
  }
  if (!worker) throw new Error('a task came before its job');
  const kept = worker.run(message.task);
  parentPort?.postMessage({ thread: threadId, sums: worker.sums, kept } satisfies TaskReport);
});
