/**
 * Labelled sentences for classification: `manifest.json` beside `labelled.jsonl`. They are no documents: nothing is pre-trained on them, and a
 * tokenizer never sees them.
 */

import { sentence } from '../../util/sentence.ts';
import { z } from '../../util/zod.ts';
import { corpusError } from './corpus-error.ts';
import { checked, jsonLinesOf, jsonOf } from './lines.ts';

export interface LabelledSentence {
  id: string;
  task: string;
  /** The sentence with names of slots in braces. All sentences of a template are in one split. */
  template: string;
  text: string;
  label: string;
  split: 'train' | 'test';
}

export interface LabelledSet {
  tasks: { id: string; labels: string[] }[];
  sentences: LabelledSentence[];
}

const filled = z.string().check(z.minLength(1));

const manifestSchema = z.object({
  id: filled,
  title: filled,
  licence: filled,
  source: filled,
  sentences: z.int().check(z.minimum(1)),
  language: filled,
  tasks: z.array(z.object({ id: filled, labels: z.array(filled).check(z.minLength(2)) })).check(z.minLength(1)),
});

const sentenceSchema = z.object({
  id: filled,
  task: filled,
  template: filled,
  text: filled,
  label: filled,
  split: z.enum(['train', 'test']),
});

const manifestExample =
  '{"id": "reviews-labelled", "title": "…", "licence": "CC0-1.0", "source": "…", "sentences": 848, "language": "en", "tasks": [{"id": "topic", "labels": ["sports", "politics"]}]}';
const sentenceExample =
  '{"id": "s1", "task": "topic", "template": "It was the {topic}.", "text": "It was the referee.", "label": "sports", "split": "train"}';

/**
 * Reads the bytes or text of both files.
 *
 * @throws RetrogradError `bad-corpus`: a field that is missing, an id that occurs twice, a task or label that the manifest does not name, a wrong count
 */
export function parseLabelled(manifest: Uint8Array | string, lines: Uint8Array | string): LabelledSet {
  const [manifestFile, file] = ['manifest.json', 'labelled.jsonl'];
  const { tasks, sentences: promised } = checked(
    manifestSchema,
    jsonOf(manifest, manifestFile),
    manifestFile,
    undefined,
    manifestExample,
  );
  const sentences: LabelledSentence[] = [];
  const ids = new Set<string>();
  for (const { line, value } of jsonLinesOf(lines, file)) {
    const read = checked(sentenceSchema, value, file, line, sentenceExample);
    const task = tasks.find(({ id }) => id === read.task);
    if (ids.has(read.id) || !task?.labels.includes(read.label)) {
      throw corpusError(
        file,
        line,
        sentence`"${read.id}" is used twice, or ${manifestFile} has no task "${read.task}" with the label "${read.label}". Correct the line.`,
      );
    }
    ids.add(read.id);
    sentences.push(read);
  }
  if (sentences.length !== promised) {
    throw corpusError(
      manifestFile,
      undefined,
      sentence`it promises ${promised} sentences, ${file} holds ${sentences.length}. Correct the count.`,
    );
  }
  return { tasks, sentences };
}
