/** Asks the trainer what the page *Prompt* shows: a block in the joint pass, and a question that is searched. */
import type { StoreApi } from 'zustand/vanilla';
import type { SessionState } from '../../../../state/session-state.ts';
import type { LlaraProbes } from '../../../../systems/llara/probes.ts';
import { LiveAnswer } from '../../live-answer.ts';
import type { PromptState } from './prompt-state.ts';

/** Blocks that are shown of each retriever. */
const hitsShown = 5;
/** Questions of the corpus that are offered. */
const questionsOffered = 200;

export interface PromptDeskOptions {
  ask: <K extends keyof LlaraProbes>(name: K, query: LlaraProbes[K]['query']) => Promise<LlaraProbes[K]['answer']>;
  run: StoreApi<SessionState>;
  store: StoreApi<PromptState>;
}

export class PromptDesk {
  readonly joint: LiveAnswer<LlaraProbes['joint']['query'], LlaraProbes['joint']['answer']>;
  readonly search: LiveAnswer<LlaraProbes['search']['query'], LlaraProbes['search']['answer']>;

  constructor({ ask, run, store }: PromptDeskOptions) {
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
    const put = ({ block, question }: PromptState, before: Partial<PromptState>) => {
      if (block !== before.block) this.joint.setQuery({ block });
      if (question !== before.question) this.search.setQuery(question ? { question, count: hitsShown } : null);
    };
    put(store.getState(), {});
    store.subscribe(put);
    this.joint.store.subscribe(({ answered }) => store.setState({ joint: answered?.answer ?? null }));
    this.search.store.subscribe(({ answered }) => store.setState({ found: answered?.answer ?? null }));
    store.setState({ desk: this });
  }

  setVisible(isVisible: boolean): void {
    this.joint.setVisible(isVisible);
    this.search.setVisible(isVisible);
  }
}
