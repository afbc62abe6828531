/** The result of an experiment as text and as Markdown. */
import type { Experiment } from '../src/experiments/experiment.ts';
import { measureOf } from '../src/experiments/measures.ts';
import type { ExperimentResult } from '../src/experiments/result.ts';
import { differenceText, intervalText, subjectsText, testsText, valueText } from '../src/ui/experiments/figures.ts';
import { basisText, verdictSentences } from '../src/ui/experiments/sentences.ts';
import { en as words } from '../src/ui/experiments/words/en.ts';
import { createFormats } from '../src/ui/format.ts';
import { en } from '../src/ui/i18n/en/en.ts';
import { tableLines } from './table.ts';

const format = createFormats('en', en.units);

/** A table for each measure, then the verdict. */
export function textOf(experiment: Experiment, result: ExperimentResult): string {
  const tables = experiment.measures.map((id) => tableLines(rowsOf(experiment, result, id), 'left'));
  return [
    `${experiment.title}. ${experiment.claim}`,
    `${words.expectation}: ${experiment.expectation}`,
    ...notes(experiment, result),
    '',
    ...tables.flatMap((lines) => [...lines, '']),
    `${words.verdict}:`,
    ...verdictLines(experiment, result).map((line) => `- ${line}`),
  ].join('\n');
}

/** A section of a document: one table with a row for each arm. */
export function markdownOf(experiment: Experiment, result: ExperimentResult): string {
  const { measures, arms } = experiment;
  const columns = measures.flatMap((id) => {
    const { label } = measureOf(id);
    const hasPaper = arms.some(({ paper }) => paper?.[id] !== undefined);
    return hasPaper ? [label, `${label}, ${words.paperColumn.toLowerCase()}`] : [label];
  });
  const rows = arms.map((arm) => {
    const own = result.arms.find(({ id }) => id === arm.id)!;
    const cells = measures.flatMap((id) => {
      const value = own.values[id];
      const difference = own.differences[id];
      const cell = [
        value ? intervalText(id, value, format) : '–',
        ...(difference ? [`difference ${differenceText(id, difference, format)}`] : []),
        ...(difference?.overSubjects ? [words.subjects(subjectsText(id, difference, format))] : []),
        ...(difference?.tests ? [`McNemar ${testsText(difference, format)}`] : []),
      ].join('; ');
      const hasPaper = arms.some(({ paper }) => paper?.[id] !== undefined);
      return hasPaper ? [cell, valueText(id, arm.paper?.[id] ?? null, format)] : [cell];
    });
    return [arm.title, ...cells];
  });
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    `## ${experiment.title}`,
    '',
    `${experiment.claim} ${words.expectation}: ${experiment.expectation}`,
    '',
    '```sh',
    result.command,
    '```',
    '',
    line([words.arm, ...columns]),
    `|${'---|'.repeat(columns.length + 1)}`,
    ...rows.map(line),
    '',
    notes(experiment, result).join(' '),
    '',
    ...verdictLines(experiment, result).map((text) => `- ${text}`),
  ].join('\n');
}

function notes(experiment: Experiment, result: ExperimentResult): string[] {
  const { paperFigures } = experiment;
  const { preset, seeds, adapters, version, changes, failures } = result;
  return [
    words.facts(preset, seeds.join(', '), adapters.join(', ') || '–', version),
    ...(changes.length > 0 ? [words.changes(changes.join(', '))] : []),
    basisText(experiment, result, words),
    words.intervals,
    ...(paperFigures === undefined ? [] : [paperFigures]),
    ...(failures.length > 0
      ? [words.failures(failures.map(({ arm, seed }) => `${arm}, seed ${seed}`).join('; '))]
      : []),
  ];
}

function verdictLines(experiment: Experiment, result: ExperimentResult): string[] {
  const lines = verdictSentences(experiment, result, words, format);
  return lines.length > 0 ? lines : [words.unfinished];
}

function rowsOf(experiment: Experiment, result: ExperimentResult, id: Experiment['measures'][number]): string[][] {
  const head = [measureOf(id).label, words.mean, words.difference, words.overSubjects, words.tests, words.paperColumn];
  const rows = experiment.arms.map((arm) => {
    const own = result.arms.find((one) => one.id === arm.id)!;
    const difference = own.differences[id];
    const isControl = experiment.arms.some(({ control }) => control === arm.id);
    const value = own.values[id];
    return [
      arm.title,
      value ? intervalText(id, value, format) : '–',
      difference ? differenceText(id, difference, format) : isControl ? words.isControl : words.isShown,
      difference ? subjectsText(id, difference, format) : '',
      difference ? testsText(difference, format) : '',
      arm.paper?.[id] === undefined ? '' : valueText(id, arm.paper[id], format),
    ];
  });
  const all = [head, ...rows];
  // a column in which nothing stands is left out
  const used = head.map((_, column) => rows.some((row) => row[column] !== ''));
  return all.map((row) => row.filter((_, column) => used[column]));
}
