/** The verdict of an experiment in the words of a language. */
import { armOf, type Experiment } from '../../experiments/experiment.ts';
import { hasExamples } from '../../experiments/measures.ts';
import type { ExperimentResult } from '../../experiments/result.ts';
import { verdictsOf } from '../../experiments/verdict.ts';
import type { Formats } from '../format.ts';
import { differenceText, subjectsText, testsText } from './figures.ts';
import type { ExperimentTexts, ExperimentWords } from './words/en.ts';

/** What is said about an experiment, in the words of a language or, where it has none, in those of the experiment itself. */
export function textsOf(experiment: Experiment, words: ExperimentWords): ExperimentTexts {
  const own = words.texts[experiment.id];
  if (own) return own;
  const { title, claim, expectation, paperFigures, arms } = experiment;
  return { title, claim, expectation, paperFigures, arms: Object.fromEntries(arms.map((arm) => [arm.id, arm.title])) };
}

/** By what the measures of an experiment were measured: not all of them are made of single examples. */
export function basisText({ measures }: Experiment, { basis }: ExperimentResult, words: ExperimentWords): string {
  const others = measures.filter((id) => !hasExamples(id));
  if (basis === 'evaluations' || others.length === measures.length) return words.basis.evaluations;
  if (others.length === 0) return words.basis.examples;
  return `${words.basis.examples} ${words.byEvaluation(others.map((id) => words.measures[id]))}`;
}

/** One sentence or a few for each arm and measure that was compared. */
export function verdictSentences(
  experiment: Experiment,
  result: ExperimentResult,
  words: ExperimentWords,
  format: Formats,
): string[] {
  const { arms } = textsOf(experiment, words);
  const title = (id: string) => arms[id] ?? armOf(experiment, id).title;
  return verdictsOf(experiment, result).map(({ arm, control, measure, difference, ...rest }) =>
    words.verdictOf({
      ...rest,
      arm: title(arm),
      control: title(control),
      measure: words.measures[measure],
      difference: differenceText(measure, difference, format),
      subjects: subjectsText(measure, difference, format),
      tests: testsText(difference, format),
    }),
  );
}
