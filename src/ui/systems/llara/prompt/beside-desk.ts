/** Puts saved REALM retrievers beside the open LLaRA run, and keeps them in this browser. */
import type { StoreApi } from 'zustand/vanilla';
import { readState } from '../../../../run/checkpoint.ts';
import type { CheckpointFiles, Metrics } from '../../../../run/records.ts';
import { configOfCheckpoint } from '../../../../state/checkpoint-config.ts';
import type { RetrieverStorage } from '../../../../state/retriever-storage.ts';
import type { SessionState } from '../../../../state/session-state.ts';
import type { LlaraProbes } from '../../../../systems/llara/probes.ts';
import { retrieverAlone } from '../../../../systems/realm/saved-retriever.ts';
import { RetrogradError, toErrorReport } from '../../../../util/errors.ts';
import { sentence } from '../../../../util/sentence.ts';
import { LiveAnswer } from '../../live-answer.ts';
import type { PromptState } from './prompt-state.ts';

type Saved = LlaraProbes['beside']['query'];

export interface BesideDeskOptions {
  ask: (query: Saved) => Promise<Metrics | null>;
  run: StoreApi<SessionState>;
  store: StoreApi<PromptState>;
  storage: RetrieverStorage;
}

export class BesideDesk {
  /** The metrics of the retriever that stands beside the run, by its id. */
  readonly live: LiveAnswer<string, Metrics | null>;
  /** What was put there last, so that its parameters are sent once. */
  private put: { id: string; metrics: Promise<Metrics | null> } | null = null;

  constructor(private readonly options: BesideDeskOptions) {
    const { run, store } = options;
    this.live = new LiveAnswer({
      system: 'llara',
      run,
      ask: (id) => {
        if (this.put?.id !== id) this.put = { id, metrics: this.send(id) };
        return this.put.metrics;
      },
    });
    const follow = ({ beside }: PromptState, before: Partial<PromptState>) => {
      if (beside === before.beside) return;
      // its memory is freed
      if (!beside && this.put) options.ask(null).catch(() => {});
      this.put = null;
      this.live.setQuery(beside || null);
    };
    follow(store.getState(), { beside: '' });
    store.subscribe(follow);
    const isOpen = ({ status, info }: SessionState) => status !== 'opening' && info !== null;
    run.subscribe((state, before) => {
      if (isOpen(state) === isOpen(before) && state.info?.runId === before.info?.runId) return;
      // nothing stands beside a run that was just opened
      this.put = null;
      const { beside } = store.getState();
      this.live.setQuery(isOpen(state) && beside ? beside : null);
    });
    void this.list();
  }

  /** Reads which retrievers are kept. */
  private async list(): Promise<void> {
    const saved = await this.options.storage.list().catch(() => []);
    this.options.store.setState({ saved });
  }

  private async send(id: string): Promise<Metrics | null> {
    const files = await this.options.storage.files(id);
    if (!files) {
      throw new RetrogradError(
        'bad-option',
        sentence`This browser keeps no saved run of that name: choose another, or open its checkpoint from a file.`,
      );
    }
    return this.options.ask({ id, files });
  }

  /** Keeps the retriever of the checkpoint that `read` gives, and chooses it. If it cannot be read, the one before stays. */
  async add(read: () => Promise<CheckpointFiles>): Promise<void> {
    const { store, storage } = this.options;
    try {
      const whole = await read();
      const config = configOfCheckpoint(whole);
      const { runId, phase, step } = readState(whole);
      const id = `${runId}-${phase}-${step}`;
      const entry = { id, phase, step, config, keptAt: Date.now() };
      await storage.keep(entry, retrieverAlone(whole, config));
      await this.list();
      store.setState(({ moves }) => ({ beside: id, refused: null, moves: moves + 1 }));
    } catch (error) {
      store.setState({ refused: toErrorReport(error) });
    }
  }
}
