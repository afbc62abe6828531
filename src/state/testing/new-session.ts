/** A session over the stand-in for the train worker, for tests. */
import { TrainClient } from '../../worker/client.ts';
import type { Pace } from '../../worker/testing/gate.ts';
import { StandInWorker } from '../../worker/testing/stand-in.ts';
import { type CorpusSource, Session, type SessionOptions } from '../session.ts';

interface Options {
  corpora?: CorpusSource;
  startOf?: SessionOptions['startOf'];
  archived?: SessionOptions['archived'];
  /** Default: `manual`, steps are taken when the test releases them. */
  pace?: Pace;
  /** `manual`: frames are drawn when the test says so. */
  draw?: 'at once' | 'manual';
}

export function newSession({ corpora, startOf, archived, pace = 'manual', draw = 'at once' }: Options = {}) {
  const workers: StandInWorker[] = [];
  const frames: (() => void)[] = [];
  const client = new TrainClient(() => {
    workers.push(new StandInWorker({ pace }));
    return workers.at(-1)!;
  });
  const schedule = (flush: () => void) => (draw === 'manual' ? void frames.push(flush) : queueMicrotask(flush));
  const session = new Session({ client, corpora, startOf, archived, schedule, clock: () => 0 });
  session.choosePreset('smoke');
  return { session, workers, frames, worker: () => workers.at(-1)! };
}
