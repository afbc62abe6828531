/** Asks the trainer what the page *Prompt* shows: a block in the joint pass, and a question that is searched. */
import type { StoreApi } from 'zustand/vanilla';
import type { RetrieverStorage } from '../../../../state/retriever-storage.ts';
import type { SessionState } from '../../../../state/session-state.ts';
import type { LlaraProbes } from '../../../../systems/llara/probes.ts';
import { LiveAnswer } from '../../live-answer.ts';
import { BesideDesk } from './beside-desk.ts';
import type { PromptState } from './prompt-state.ts';

/** Blocks that are shown of each retriever. */
const hitsShown = 5;
/** Questions of the corpus that are offered. */
const questionsOffered = 200;

export interface PromptDeskOptions {
  /** Of saved retrievers. */
  storage: RetrieverStorage;
  ask: <K extends keyof LlaraProbes>(name: K, query: LlaraProbes[K]['query']) => Promise<LlaraProbes[K]['answer']>;
  run: StoreApi<SessionState>;
  store: StoreApi<PromptState>;
}

export class PromptDesk {
  readonly joint: LiveAnswer<LlaraProbes['joint']['query'], LlaraProbes['joint']['answer']>;
  readonly beside: BesideDesk;
  readonly search: LiveAnswer<LlaraProbes['search']['query'], LlaraProbes['search']['answer']>;

  constructor({ ask, run, store, storage }: PromptDeskOptions) {
    const system = 'llara';
    /** The run whose questions are offered. */
    let offered: string | undefined;
    const offerQuestions = async () => {
      const runId = run.getState().info?.runId;
      if (runId === offered) return;
      store.setState({ questions: await ask('questions', { limit: questionsOffered }) });
      offered = runId;
    };
    this.joint = new LiveAnswer({
      system,
      run,
      async ask(query) {
        await offerQuestions();
        return ask('joint', query);
      },
    });
    this.search = new LiveAnswer({ system, run, ask: (query) => ask('search', query) });
    this.beside = new BesideDesk({ ask: (saved) => ask('beside', saved), run, store, storage });
    /** The question that is searched, and the retriever that searches, too. */
    let searched = '';
    const search = () => {
      const { question } = store.getState();
      const beside = this.beside.live.store.getState().answered?.query ?? null;
      const query = question ? { question, count: hitsShown, beside } : null;
      if (JSON.stringify(query) === searched) return;
      searched = JSON.stringify(query);
      this.search.setQuery(query);
    };
    const put = ({ block, question }: PromptState, before: Partial<PromptState>) => {
      if (block !== before.block) this.joint.setQuery({ block });
      if (question !== before.question) search();
    };
    put(store.getState(), {});
    store.subscribe(put);
    this.beside.live.store.subscribe(search);
    this.joint.store.subscribe(({ answered }) => store.setState({ joint: answered?.answer ?? null }));
    this.search.store.subscribe(({ answered }) => store.setState({ found: answered?.answer ?? null }));
    store.setState({ desk: this });
  }

  setVisible(isVisible: boolean): void {
    this.joint.setVisible(isVisible);
    this.search.setVisible(isVisible);
    this.beside.live.setVisible(isVisible);
  }
}
