/** One masked sentence with its candidates and what each is worth: what the page shows a class. */
import type { IndexPair } from '../index/refresh.ts';
import type { ModelConfig } from '../models/realm.ts';
import type { Range } from '../text/tokens.ts';
import type { RunConfig } from './config.ts';
import type { TrainingEngine } from './engine.ts';
import { exampleTokens } from './examples.ts';
import { fillRealm, type RetrievedExample } from './joint.ts';
import { tokenDistribution, topEntries } from './predict.ts';
import type { PreparedCorpus } from './prepare.ts';
import type { CandidateView, ExampleView } from './records.ts';

export interface InspectRequest {
  engine: TrainingEngine;
  model: ModelConfig;
  prepared: PreparedCorpus;
  config: RunConfig;
  index: IndexPair | null;
}

const shownPredictions = 5;

/** Everything of `ExampleView` but where in the run it was taken. */
export async function inspectExample(
  { engine, model, prepared, config }: InspectRequest,
  retrieved: RetrievedExample,
): Promise<Omit<ExampleView, 'phase' | 'step' | 'count' | 'index'>> {
  const compiled = await engine.inspection();
  const k = config.realm.candidates;
  const weights = fillRealm(compiled, [retrieved], prepared, model, config);
  const ids = compiled.integers('joint.ids').slice();
  const ranges = compiled.integers('joint.ranges').slice();
  const valid = compiled.integers('valid').slice(0, k);
  const result = await compiled.run();
  const { example } = retrieved;
  const { targets } = exampleTokens(example, prepared);
  const sentence = prepared.sentences[example.sentence]!;
  const source = prepared.blocks[sentence.block]!;
  const sentenceText = source.text.slice(sentence.range.start, sentence.range.end);
  const likelihoods = Array.from({ length: k }, (_, z) =>
    targets.reduce((sum, _target, j) => sum + result.likelihood![z * model.masks + j]!, 0),
  );
  const logMarginal = result.logMarginal![0]!;
  const shape = { vocabularySize: model.reader.vocabularySize, masks: model.masks, length: model.reader.maxLength };
  const candidates: CandidateView[] = [];
  for (let z = 0; z < k; z++) {
    if (!valid[z]) continue;
    const isNull = config.realm.nullDocument && z === 0;
    const block = isNull ? undefined : prepared.blocks[retrieved.blocks[z - Number(config.realm.nullDocument)]!];
    const prior = Math.exp(result.logPrior![z]!);
    // r(z) as the backward pass gives it: the loss is −weight · log p(y|x)
    const gradient = -result.scores![z]! / weights[0]!;
    candidates.push({
      document: block ? prepared.corpus.documents[block.document]!.id : null,
      title: block?.title ?? '',
      text: block?.text ?? '',
      answers: block ? answerRanges(block.text, targets, prepared) : [],
      score: result.f![z]!,
      prior,
      likelihood: Math.exp(likelihoods[z]!),
      posterior: prior + gradient,
      gradient,
      utility: config.realm.nullDocument ? likelihoods[z]! - likelihoods[0]! : null,
      predictions: topEntries(tokenDistribution(result, shape, ids, ranges, z, 0), shownPredictions).map(
        ({ index, value }) => ({
          text: index < prepared.tokenizer.vocabularySize ? prepared.tokenizer.piece(index) : '—',
          probability: value,
        }),
      ),
    });
  }
  return {
    heldOut: sentence.heldOut,
    sourceDocument: prepared.corpus.documents[source.document]!.id,
    sentence: sentenceText,
    masked: maskedRanges(example.masks, sentence.ranges).map(({ start, end }) => ({
      start,
      end,
      text: sentenceText.slice(start, end),
    })),
    logMarginal,
    candidates,
  };
}

/** Source ranges of masked tokens, neighbours joined. */
function maskedRanges(masks: readonly number[], ranges: readonly Range[]): Range[] {
  const joined: Range[] = [];
  masks.forEach((position, i) => {
    const { start, end } = ranges[position]!;
    const last = joined.at(-1);
    if (last && masks[i - 1] === position - 1) last.end = end;
    else joined.push({ start, end });
  });
  return joined;
}

/** Where the masked tokens stand, side by side, in a block's text. */
function answerRanges(text: string, targets: readonly number[], { tokenizer }: PreparedCorpus): Range[] {
  const { ids, ranges } = tokenizer.encode(text);
  const found: Range[] = [];
  for (let i = 0; i + targets.length <= ids.length; i++) {
    if (targets.every((target, j) => ids[i + j] === target)) {
      found.push({ start: ranges[i]!.start, end: ranges[i + targets.length - 1]!.end });
    }
  }
  return found;
}
