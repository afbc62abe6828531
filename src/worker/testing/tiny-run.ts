/** A REALM run so small that a software adapter does it in seconds, and a client that records what happens in it. */
import type { Moment, StepRecord } from '../../run/records.ts';
import type { RealmProbes } from '../../systems/realm/probes.ts';
import { defaultRealmConfig, type RealmConfig } from '../../systems/realm/settings.ts';
import { type ClientEvent, TrainClient } from '../client.ts';

export const tinyConfig: RealmConfig = {
  ...defaultRealmConfig,
  preset: 'test',
  bios: { people: 10, attributes: 4, sentencesPerDocument: 2, shared: 'surname' },
  retriever: { ...defaultRealmConfig.retriever, width: 16, heads: 2, projection: 16 },
  reader: { ...defaultRealmConfig.reader, width: 16, heads: 2, layers: 1 },
  masking: { ...defaultRealmConfig.masking, maxTokens: 1 },
  realm: { ...defaultRealmConfig.realm, candidates: 4 },
  ict: { ...defaultRealmConfig.ict, steps: 4, batch: 8 },
  warmup: { ...defaultRealmConfig.warmup, steps: 4, batch: 8 },
  joint: { ...defaultRealmConfig.joint, steps: 24, batch: 4, warmupSteps: 4, refreshEvery: 6, swapAfter: 4 },
  evaluation: { ...defaultRealmConfig.evaluation, every: 100, examples: 8, questions: 8, maxTokens: 1 },
};

type EventOf<T extends ClientEvent['type']> = Extract<ClientEvent, { type: T }>;

/** A client of the real worker. */
export class RecordedRun {
  readonly client: TrainClient;
  readonly events: ClientEvent[] = [];
  readonly probe;
  /** Ends the recording; the worker goes on. */
  readonly leave: () => void;

  /** @param client of a worker that has had other runs; absent: of a new one */
  constructor(client = new TrainClient()) {
    this.client = client;
    this.probe = client.probes<RealmProbes>();
    this.leave = client.subscribe((event) => this.events.push(event));
  }

  of<T extends ClientEvent['type']>(type: T): EventOf<T>[] {
    return this.events.filter((event): event is EventOf<T> => event.type === type);
  }

  /** Resolves at the next event that passes. */
  until(test: (event: ClientEvent) => boolean): Promise<ClientEvent> {
    return new Promise((resolve) => {
      const leave = this.client.subscribe((event) => {
        if (!test(event)) return;
        leave();
        resolve(event);
      });
    });
  }

  /** Trains to the end of the run. */
  finish(): Promise<Moment> {
    return this.client.step(1_000_000);
  }

  records(phase: string): StepRecord[] {
    return this.of('steps').flatMap((event) => (event.phase === phase ? event.records : []));
  }
}
