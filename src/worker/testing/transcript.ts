/** A conversation with a train worker, real or not, in a form that can be compared: what is answered and what happens, without the numbers. */
import { readState } from '../../run/checkpoint.ts';
import type { CheckpointFiles } from '../../run/records.ts';
import type { WorkerLike } from '../client.ts';
import type { Opened, Questions, QuestionType, TrainEvent, TrainMessage, TrainRequest } from '../protocol.ts';
import type { Reply } from '../questions.ts';

const isReply = (message: TrainMessage): message is Reply => 'id' in message;
const keysOf = (value: object) => Object.keys(value).sort();

export class Conversation {
  readonly lines: unknown[] = [];
  readonly events: TrainEvent[] = [];
  /** The last progress that was reported to each question. */
  readonly progress = new Map<number, [done: number, total: number]>();
  private readonly waiting = new Map<number, (reply: Reply) => void>();
  private nextId = 1;

  constructor(private readonly worker: WorkerLike) {
    worker.onmessage = ({ data }) => {
      if (!isReply(data)) this.events.push(data);
      else if (data.type === 'progress') this.progress.set(data.id, [data.done, data.total]);
      else this.waiting.get(data.id)!(data);
    };
  }

  /** Asks, and notes the reply under the name of the question. `note`: what of the answer is kept. */
  async ask<K extends QuestionType>(
    type: K,
    query: Questions[K]['query'],
    note: (answer: Questions[K]['answer']) => unknown = (answer) => answer,
  ): Promise<Questions[K]['answer'] | null> {
    const id = this.nextId++;
    const line = this.lines.push(null) - 1;
    this.worker.postMessage({ id, type, query } as TrainRequest);
    const reply = await new Promise<Reply>((resolve) => this.waiting.set(id, resolve));
    const answer = reply.type === 'answer' ? (reply.answer as Questions[K]['answer']) : null;
    this.lines[line] = [
      type,
      reply.type === 'refusal' ? reply.error.code : note(answer!),
      ...this.lastProgress(type, id),
    ];
    return answer;
  }

  private lastProgress(type: QuestionType, id: number): unknown[] {
    const progress = this.progress.get(id);
    return type === 'probe' && progress ? [progress] : [];
  }

  /** Resolves when an event of this kind has come. */
  async until(test: (event: TrainEvent) => boolean): Promise<void> {
    while (!this.events.some(test)) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  /** What happened, by kind and in order, without what depends on time. */
  get happened(): Record<string, unknown[]> {
    const kinds: Record<string, unknown[]> = {
      state: [],
      steps: [],
      evaluation: [],
      refresh: [],
      failed: [],
      warning: [],
    };
    for (const event of this.events) {
      const { runId } = event;
      if (event.type === 'state') kinds.state!.push([runId, event.state, event.moment]);
      if (event.type === 'steps') {
        for (const { step, metrics } of event.records) kinds.steps!.push([runId, event.phase, step, keysOf(metrics)]);
      }
      if (event.type === 'evaluation') {
        const { phase, step, metrics } = event.evaluation;
        kinds.evaluation!.push([runId, phase, step, keysOf(metrics)]);
      }
      if (event.type === 'refresh' && ['requested', 'swapped', 'failed'].includes(event.refresh.stage)) {
        kinds.refresh!.push([runId, event.phase, event.refresh.stage, event.refresh.requestedAtStep]);
      }
      if (event.type === 'failed') kinds.failed!.push([runId, event.error.code, event.moment]);
      if (event.type === 'warning') kinds.warning!.push(event.message);
    }
    const stages = this.events.flatMap((event) => (event.type === 'refresh' ? [event.refresh.stage] : []));
    const kernels = this.events.some(({ type }) => type === 'kernels');
    return { ...kinds, stages: [...new Set(stages)].sort(), kernels: [kernels] };
  }
}

export const noteOpened = ({ session, moment }: Opened) => {
  const { runId, config, corpus, facts, phases, metrics, curves } = session;
  return { keys: keysOf(session), runId, config, corpus, facts: keysOf(facts), phases, metrics, curves, moment };
};

export const noteCheckpoint = (files: CheckpointFiles) => {
  const { runId, phase, step, phases } = readState(files);
  return { keys: keysOf(files), runId, phase, step, phases: keysOf(phases), config: JSON.parse(files.config) };
};

/** Lists that may be empty: what they hold is not compared. */
const mayBeEmpty = ['answers', 'spans', 'masked'];

/** The keys of an answer, three levels deep; of a list, those of its first item. */
export function noteKeys(value: unknown, depth = 3): unknown {
  if (typeof value !== 'object' || value === null || depth === 0) return null;
  if (Array.isArray(value)) return value.length > 0 ? noteKeys(value[0], depth) : null;
  const keys = Object.entries(value).map(([key, child]) => [
    key,
    mayBeEmpty.includes(key) ? null : noteKeys(child, depth - 1),
  ]);
  return Object.fromEntries(keys.sort());
}
