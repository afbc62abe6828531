/** What a corpus holds, in numbers: its passages, and the names, dates and numbers that could be masked. */
import type { Corpus } from '../corpus/corpus.ts';
import { passagesOf } from '../corpus/passages.ts';
import { splitSentences } from '../corpus/sentences.ts';
import { lengthInWords } from '../corpus/word-count.ts';
import { collectEvidence, sentenceSpans } from '../salient/spans.ts';

export interface CorpusSummary {
  /** Passages of whole sentences, about a hundred words each; a run cuts blocks of its own length in tokens. */
  passages: number;
  /** Words of the longest passage. */
  longestPassage: number;
  /** Salient spans by kind. */
  names: number;
  dates: number;
  numbers: number;
}

/** Takes about 0.2 ms a sentence. */
export function summaryOf({ manifest: { language }, documents }: Corpus): CorpusSummary {
  const evidence = collectEvidence(
    documents.map(({ text }) => text),
    language,
    documents.map(({ title }) => title),
  );
  const summary: CorpusSummary = { passages: 0, longestPassage: 0, names: 0, dates: 0, numbers: 0 };
  for (const document of documents) {
    for (const passage of passagesOf(document.text, language)) {
      summary.passages++;
      summary.longestPassage = Math.max(summary.longestPassage, lengthInWords(passage));
    }
    for (const sentence of splitSentences(document.text, language)) {
      for (const { kind } of sentenceSpans(document, sentence, language, evidence)) {
        if (kind === 'date') summary.dates++;
        else if (kind === 'number') summary.numbers++;
        else summary.names++;
      }
    }
  }
  return summary;
}
