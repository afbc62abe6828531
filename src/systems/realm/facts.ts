/** The probe `facts`: the same cloze sentences at every measurement, read without documents, with those of the index, and with changed ones. */
import { answerRank, clozeFigures } from '../../eval/cloze.ts';
import { measurableSpans, type PreparedCorpus, prepareCorpus } from '../../run/prepare.ts';
import type { Moment } from '../../run/records.ts';
import { exactSearcher } from '../../run/retrieval.ts';
import type { Progress } from '../../run/system.ts';
import { editableCorpus, editFacts } from '../../text/corpus/edit-facts.ts';
import { argmax } from '../../util/largest.ts';
import { maskedFacts } from './evaluation-set.ts';
import type { MaskedExample } from './examples.ts';
import {
  type FactGroup,
  type FactReading,
  type FactRow,
  type FactsAnswer,
  factGroups,
  type SaidWord,
  type SkippedFacts,
} from './fact-records.ts';
import type { RealmParts } from './parts.ts';
import { marginalDistribution } from './predict.ts';
import { evaluationCandidates } from './read-held-out.ts';
import { fillRealm, type RetrievedExample } from './retrieved.ts';
import type { RealmConfig } from './settings.ts';

/** Facts of a group. */
const factsOfGroup = 64;
/** The changes of the corpus are the same in every run of it. */
const editSeed = 0;

export interface FactSet {
  examples: MaskedExample[];
  skipped: SkippedFacts;
}

/**
 * Up to `factsOfGroup` sentences of each group with an answer of one token that the vocabulary has. They depend on the corpus, the tokenizer and
 * `evaluation.*` alone, like those of the evaluation.
 */
export function factSets(
  prepared: PreparedCorpus,
  { evaluation }: Pick<RealmConfig, 'evaluation'>,
): Record<FactGroup, FactSet> {
  const { sentences, heldOut, tokenizer } = prepared;
  const trained = sentences.flatMap((sentence, i) =>
    !sentence.heldOut && measurableSpans(sentence, evaluation.maxTokens).length > 0 ? [i] : [],
  );
  const setOf = (numbers: readonly number[]): FactSet => {
    const set: FactSet = { examples: [], skipped: { severalTokens: 0, unknown: 0, noCandidates: 0 } };
    for (const example of maskedFacts(numbers, prepared, evaluation)) {
      if (set.examples.length === factsOfGroup) break;
      const { ids } = sentences[example.sentence]!;
      if (example.masks.length > 1) set.skipped.severalTokens++;
      else if (ids[example.masks[0]!] === tokenizer.special.unknown) set.skipped.unknown++;
      else set.examples.push(example);
    }
    return set;
  };
  return { heldOut: setOf(heldOut), trained: setOf(trained) };
}

/** The corpus with every fact changed, as the run's models read it; null where facts cannot be changed. */
export async function changedCorpus(prepared: PreparedCorpus, config: RealmConfig): Promise<PreparedCorpus | null> {
  const { corpus, tokenizer, idf } = prepared;
  if (corpus.manifest.id !== editableCorpus) return null;
  const changed = await prepareCorpus(editFacts(corpus, editSeed), config, JSON.stringify(tokenizer.toJSON()));
  // the weights of the words are a part of the models
  return { ...changed, idf };
}

/** The new value of a fact: a token; null if it kept its value, or if the sentence is not the same but for it. */
export function changedAnswer(
  { sentence, masks }: MaskedExample,
  before: PreparedCorpus,
  after: PreparedCorpus,
): number | null {
  const [old, now] = [before, after].map(({ sentences }) => sentences[sentence]!.ids) as [number[], number[]];
  const [mask] = masks as [number];
  const isSame = old.length === now.length && old.every((id, i) => i === mask || id === now[i]);
  return isSame && old[mask] !== now[mask] && now[mask] !== after.tokenizer.special.unknown ? now[mask]! : null;
}

/** A sentence around its masked token. */
function cloze({ sentence, masks }: MaskedExample, { sentences, blocks }: PreparedCorpus) {
  const { block, range, ranges } = sentences[sentence]!;
  const text = blocks[block]!.text.slice(range.start, range.end);
  const { start, end } = ranges[masks[0]!]!;
  return { before: text.slice(0, start), answer: text.slice(start, end), after: text.slice(end) };
}

type Parts = Pick<RealmParts, 'config' | 'prepared' | 'model' | 'plans' | 'embedder'>;

export class FactsProbe {
  private sets: Record<FactGroup, FactSet> | null = null;
  private changed: Promise<PreparedCorpus | null> | null = null;

  constructor(private readonly parts: Parts) {}

  async measure(moment: Moment, onProgress: Progress): Promise<FactsAnswer> {
    const { prepared, config } = this.parts;
    this.sets ??= factSets(prepared, config);
    this.changed ??= changedCorpus(prepared, config);
    const changed = await this.changed;
    const sets = this.sets;
    const examples = factGroups.flatMap((group) => sets[group].examples);
    let done = 0;
    // a reader that never met the null document has not learned to do without one
    const { nullDocument } = config.realm;
    const passes = 1 + Number(nullDocument) + Number(changed !== null);
    const advance = (count: number) => onProgress((done += count), passes * examples.length);

    const retrieved = await this.retrieve(examples, prepared);
    const answers = retrieved.map(({ tokens }) => tokens.targets[0]!);
    const alone = retrieved.map((one) => ({ ...one, blocks: [] }));
    const parameters = nullDocument ? await this.read(alone, answers, prepared, config, advance) : null;
    const index = await this.read(retrieved, answers, prepared, config, advance);
    const newAnswers = examples.map((example) => changed && changedAnswer(example, prepared, changed));
    const reworded = changed && (await this.retrieve(examples, changed));
    const edited =
      reworded &&
      (await this.read(
        reworded,
        answers.map((answer, i) => newAnswers[i] ?? answer),
        changed,
        config,
        advance,
      ));
    /** Whether a fact has a new value that is read with changed documents. */
    const isRenewed = (i: number) => newAnswers[i] !== null && !reworded![i]!.skipped;

    const piece = (id: number) => prepared.tokenizer.decode([id]);
    const said = (read: Read): SaidWord => ({
      word: piece(read.first),
      probability: read.probability,
      rank: read.rank,
    });
    const readings: FactReading[] = [];
    const groups = {} as Record<FactGroup, FactRow>;
    let first = 0;
    for (const group of factGroups) {
      const set = sets[group];
      const used = set.examples.map((_, i) => first + i).filter((i) => !retrieved[i]!.skipped);
      first += set.examples.length;
      const renewed = used.filter(isRenewed);
      const stillOld = renewed.filter((i) => edited![i]!.first === answers[i]).length;
      groups[group] = {
        parameters: parameters && clozeFigures(used.map((i) => parameters[i]!.rank)),
        index: clozeFigures(used.map((i) => index[i]!.rank)),
        edited: edited && {
          ...clozeFigures(renewed.map((i) => edited[i]!.rank)),
          old: renewed.length > 0 ? stillOld / renewed.length : null,
        },
        skipped: { ...set.skipped, noCandidates: set.examples.length - used.length },
      };
      for (const i of used) {
        const mask = examples[i]!;
        const isChanged = isRenewed(i);
        readings.push({
          ...{ group, ...cloze(mask, prepared) },
          changed: isChanged ? cloze(mask, changed!).answer : null,
          parameters: parameters && said(parameters[i]!),
          index: said(index[i]!),
          edited: isChanged ? said(edited![i]!) : null,
        });
      }
    }
    return { ...moment, groups, readings };
  }

  /** Exact search with the current parameters, as evaluation searches. */
  private async retrieve(examples: readonly MaskedExample[], prepared: PreparedCorpus): Promise<RetrievedExample[]> {
    const search = await exactSearcher(this.parts.embedder, prepared.documents);
    return evaluationCandidates(search, examples, { prepared, config: this.parts.config });
  }

  /** The marginal over the candidates at the blank of each example; of no meaning for one that was skipped. */
  private async read(
    retrieved: readonly RetrievedExample[],
    answers: readonly number[],
    prepared: PreparedCorpus,
    config: RealmConfig,
    onRead: (count: number) => void,
  ): Promise<Read[]> {
    const { plans, model } = this.parts;
    const compiled = await plans.evaluation();
    const k = config.realm.candidates;
    const shape = { vocabularySize: model.reader.vocabularySize, masks: model.masks, length: model.reader.maxLength };
    const { batch } = config.joint;
    const read: Read[] = [];
    for (let start = 0; start < retrieved.length; start += batch) {
      const rows = retrieved.slice(start, start + batch);
      fillRealm(compiled, rows, prepared, model, config);
      const ids = compiled.integers('joined.ids').slice();
      const ranges = compiled.integers('joined.ranges').slice();
      const result = await compiled.run();
      rows.forEach((_, b) => {
        const p = marginalDistribution(result, shape, ids, ranges, { b, k, j: 0 });
        const first = argmax(p);
        read.push({ first, probability: p[first]!, rank: answerRank(p, answers[start + b]!) });
      });
      onRead(rows.length);
    }
    return read;
  }
}

/** The likeliest token with its probability, and the rank of the answer. */
interface Read {
  first: number;
  probability: number;
  rank: number;
}
