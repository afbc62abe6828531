/**
 * The evaluation of in-context learning: accuracy by the number of examples on known and on unseen permutations, and on unseen ones where the letter that is
 * asked stands among the examples, so that a model that learns from its context would be right. Prompts do not depend on the seed of the run.
 */
import type { Metrics } from '../../run/records.ts';
import { argmax } from '../../util/largest.ts';
import { Prng } from '../../util/prng.ts';
import { metricAt } from './metrics.ts';
import { fillPrompts, type InContextParts, type Prompt, promptLength, promptOf, readingPlan } from './parts.ts';
import { eliminationAccuracy, type Permutation, reachable } from './permutations.ts';
import { exampleCounts, mostExamples } from './symbols.ts';

/** Prompts that are read at once. */
const rowsAtOnce = 64;

export class InContextEvaluation {
  private readonly exact: readonly number[];

  constructor(private readonly parts: InContextParts) {
    this.exact = reachable(parts.known).accuracy;
  }

  async measure(): Promise<Metrics> {
    const { known, unseen, config } = this.parts;
    const tasks = { known, unseen };
    const { prompts: count, tasks: measured } = config.evaluation;
    const onUnseen = await this.byExamples(promptsOf(unseen, count));
    const accuracy = measured === 'unseen' ? onUnseen : await this.byExamples(promptsOf(tasks[measured], count));
    const again = repeatedPrompts(unseen, count);
    const answers = await this.answers(again);
    const right = again.filter(({ examples, y }, i) => answers[i]![examples.length] === y).length;
    return {
      ...Object.fromEntries(
        exampleCounts.flatMap((k) => [
          [metricAt('accuracy', k), accuracy[k]!],
          [metricAt('exact', k), this.exact[k]!],
          [metricAt('unseen', k), onUnseen[k]!],
          [metricAt('elimination', k), eliminationAccuracy(k)],
        ]),
      ),
      repeated: right / again.length,
    };
  }

  /** Share of right answers after k examples, by k. */
  private async byExamples(prompts: readonly Prompt[]): Promise<number[]> {
    const answers = await this.answers(prompts);
    return exampleCounts.map((k) => {
      const right = prompts.filter(({ examples, y }, i) => answers[i]![k] === (examples[k]?.[1] ?? y));
      return right.length / prompts.length;
    });
  }

  /** The likeliest token at each letter that is asked, as the number of a letter; −1: it is none. By prompt and number of examples. */
  private async answers(prompts: readonly Prompt[]): Promise<number[][]> {
    const { parts } = this;
    const { vocabularySize } = parts.model;
    const plan = await parts.engine.frozen.plan('read prompts', () => readingPlan(parts, rowsAtOnce));
    const found: number[][] = [];
    for (let first = 0; first < prompts.length; first += rowsAtOnce) {
      const some = prompts.slice(first, first + rowsAtOnce);
      fillPrompts(plan, some, parts);
      const { logits } = await plan.run();
      some.forEach(({ examples }, r) => {
        const at = (k: number) => (r * promptLength + 2 * k) * vocabularySize;
        found.push(
          Array.from({ length: examples.length + 1 }, (_, k) =>
            parts.tokens.indexOf(argmax(logits!.subarray(at(k), at(k) + vocabularySize))),
          ),
        );
      });
    }
    return found;
  }
}

/** Prompts in which every letter is asked once, of each task about equally often. */
export function promptsOf(tasks: readonly Permutation[], count: number): Prompt[] {
  const prng = Prng.fork(0, 'prompts');
  return Array.from({ length: count }, (_, i) => promptOf(tasks[i % tasks.length]!, prng.shuffle([...exampleCounts])));
}

/** Prompts of 1 to 7 examples, one of which is asked again. */
export function repeatedPrompts(tasks: readonly Permutation[], count: number): Prompt[] {
  const prng = Prng.fork(0, 'prompts with a repeated letter');
  return Array.from({ length: count }, (_, i) => {
    const { examples } = promptOf(tasks[i % tasks.length]!, prng.shuffle([...exampleCounts]));
    const shown = examples.slice(0, 1 + (i % mostExamples));
    const [x, y] = prng.pick(shown);
    return { examples: shown, x, y };
  });
}
