/**
 * The masking lab: any sentence, any mask, at any step of a run. It reads with the same plans, candidates and gradients as training; but
 * the sentence may be typed, and more tokens may be masked.
 */
import type { PreparedCorpus, Sentence } from '../../run/prepare.ts';
import type { Moment } from '../../run/records.ts';
import { noSource, type Searcher } from '../../run/retrieval.ts';
import { queryExtra } from '../../run/sequences.ts';
import { chooseMask, maskableSpans } from '../../text/salient/masking.ts';
import type { NameEvidence } from '../../text/salient/name-evidence.ts';
import { collectEvidence, salientSpans } from '../../text/salient/spans.ts';
import { Prng } from '../../util/prng.ts';
import type { MaskedExample } from './examples.ts';
import { blocksByPrior, readCandidates, readLexical } from './inspect.ts';
import { withEdit } from './lab-edit.ts';
import type {
  LabMasking,
  LabQuery,
  LabSentence,
  LabSummary,
  LabSummaryRow,
  LabView,
  MaskingStrategy,
} from './lab-records.ts';
import { freshSearcher, type RealmParts, servingSearcher } from './parts.ts';
import { batchStatistics, fillRealm, retrieveCandidates } from './retrieved.ts';
import type { RealmConfig } from './settings.ts';

export const maskingStrategies: readonly MaskingStrategy[] = ['salient', 'uniform', 'random-span'];

/** At least this many tokens can be masked by hand. */
const masksByHand = 8;
/** Documents of the corpus by which names are distinguished from common words in a typed sentence. */
const documentsOfEvidence = 5000;
/** Sentences that the summary reads at once. */
const summaryBatch = 8;

export class MaskingLab {
  /** The largest number of masked tokens, by hand or drawn by a strategy. */
  private readonly masks: number;
  private evidence: NameEvidence | null = null;
  private exact: { at: Moment; search: Searcher } | null = null;

  constructor(private readonly parts: RealmParts) {
    const { model, config } = parts;
    const uniform = Math.round(config.masking.uniformRate * (model.lengths.query - queryExtra));
    this.masks = Math.min(model.lengths.query - queryExtra, Math.max(masksByHand, model.masks, uniform));
  }

  async look(query: LabQuery, moment: Moment): Promise<LabView> {
    const { plans, lexical, index } = this.parts;
    const { text, number, sentence, cut } = labSentence(this.parts.prepared, query.sentence, this.room, () =>
      this.namesOfCorpus(),
    );
    // a corpus with only this sentence, so that a typed one is treated like any other
    const prepared = { ...withEdit(this.parts.prepared, query.edit ?? null), sentences: [sentence] };
    const masked = labMasks(sentence, query.masking, prepared, this.parts.config, this.masks);
    const source = sentence.block === noSource ? null : prepared.blocks[sentence.block]!;
    const view: LabView = {
      phase: moment.phase,
      step: moment.step,
      sentence: number,
      count: this.parts.prepared.sentences.length,
      text,
      tokens: sentence.ranges,
      cut,
      spans: sentence.spans,
      masked,
      maxMasks: this.masks,
      heldOut: number === null ? null : sentence.heldOut,
      sourceDocument: source && prepared.corpus.documents[source.document]!.id,
      search: index.pair ? { by: 'index', age: index.age(moment.step) } : { by: 'exact' },
      skipped: null,
      reading: null,
      lexical: [],
    };
    if (masked.length === 0) return view;

    const { nullDocument, allowTrivial } = query;
    const config = { ...this.parts.config, realm: { ...this.parts.config.realm, nullDocument, allowTrivial } };
    const example: MaskedExample = { sentence: 0, masks: masked, substitution: null };
    const [retrieved] = await retrieveCandidates([example], prepared, config.realm, await this.searcher(moment));
    const parts = { model: { ...this.parts.model, masks: this.masks }, prepared, config, lexical };
    if (retrieved!.skipped) {
      return { ...view, skipped: retrieved!.skipped, lexical: readLexical(parts, retrieved!) };
    }
    const { query: _, ...reading } = await readCandidates(await plans.inspection(this.masks), parts, retrieved!);
    const blocks = blocksByPrior(retrieved!, reading.candidates);
    return { ...view, reading, lexical: readLexical(parts, { ...retrieved!, blocks }) };
  }

  /** Reads the same sentences masked in each of the three ways, with the null document, which RU needs. */
  async summarise(
    count: number,
    moment: Moment,
    onProgress: (done: number, total: number) => void,
  ): Promise<LabSummary> {
    const { prepared, config: own, plans } = this.parts;
    const sentences = summarySentences(prepared, own, count);
    const config = { ...own, realm: { ...own.realm, nullDocument: true } };
    const search = await this.searcher(moment);
    const compiled = await plans.labBatch(this.masks, summaryBatch);
    const total = sentences.length * maskingStrategies.length;
    const rows: LabSummaryRow[] = [];
    let done = 0;
    for (const strategy of maskingStrategies) {
      const prng = Prng.fork(own.seed, `lab summary ${strategy}`);
      const sum = { examples: 0, skipped: 0, masks: 0, utility: 0, nullProbability: 0 };
      for (let start = 0; start < sentences.length; start += summaryBatch) {
        const drawn = sentences.slice(start, start + summaryBatch);
        const examples = drawn.flatMap((sentence): MaskedExample[] => {
          const masks = chooseMask(
            prepared.sentences[sentence]!,
            { ...own.masking, strategy },
            prng,
            prepared.spanLengths,
          );
          return masks ? [{ sentence, masks: masks.slice(0, this.masks), substitution: null }] : [];
        });
        const all = await retrieveCandidates(examples, prepared, config.realm, search);
        const accepted = all.filter(({ skipped }) => !skipped);
        sum.skipped += drawn.length - accepted.length;
        if (accepted.length > 0) {
          fillRealm(compiled, accepted, prepared, this.parts.model, config);
          const counts = accepted.map(({ example }) => example.masks.length);
          const { logPrior, likelihood } = await compiled.run();
          const k = config.realm.candidates;
          const mean = batchStatistics(logPrior!, likelihood!, counts, k, true);
          sum.examples += accepted.length;
          sum.utility += mean.retrievalUtility * accepted.length;
          sum.nullProbability += mean.nullProbability * accepted.length;
          for (const { example } of accepted) sum.masks += example.masks.length;
        }
        done += drawn.length;
        onProgress(done, total);
      }
      const mean = (value: number) => (sum.examples > 0 ? value / sum.examples : null);
      rows.push({
        strategy,
        examples: sum.examples,
        skipped: sum.skipped,
        masks: mean(sum.masks),
        utility: mean(sum.utility),
        nullProbability: mean(sum.nullProbability),
      });
    }
    return { phase: moment.phase, step: moment.step, sentences: sentences.length, rows };
  }

  private namesOfCorpus(): NameEvidence {
    const { documents, manifest } = this.parts.prepared.corpus;
    this.evidence ??= collectEvidence(
      documents.slice(0, documentsOfEvidence).map(({ text }) => text),
      manifest.language,
      documents.map(({ title }) => title),
    );
    return this.evidence;
  }

  /** The largest number of tokens of a sentence: they must fit into the query, and into the reader beside a part of a document. */
  private get room(): number {
    const { lengths, reader } = this.parts.model;
    return Math.min(lengths.query - queryExtra, reader.maxLength - 4);
  }

  /** The index, or exact search over embeddings that are computed again whenever the parameters have changed. */
  private async searcher(at: Moment): Promise<Searcher> {
    const serving = servingSearcher(this.parts);
    if (serving) return serving;
    if (this.exact?.at !== at) this.exact = { at, search: await freshSearcher(this.parts) };
    return this.exact.search;
  }
}

/** The requested sentence as the models read it, and how many tokens had to be cut. */
export function labSentence(
  prepared: PreparedCorpus,
  request: LabSentence,
  room: number,
  evidence: () => NameEvidence | undefined = () => undefined,
): { text: string; number: number | null; sentence: Sentence; cut: number } {
  const { sentences, blocks, tokenizer, corpus } = prepared;
  if ('index' in request) {
    const number = ((request.index % sentences.length) + sentences.length) % sentences.length;
    const sentence = sentences[number]!;
    const text = blocks[sentence.block]!.text.slice(sentence.range.start, sentence.range.end);
    return { text, number, sentence, cut: tokenizer.encode(text).ids.length - sentence.ids.length };
  }
  const { text } = request;
  const { ids, ranges } = tokenizer.encode(text);
  const sentence: Sentence = {
    block: noSource,
    range: { start: 0, end: text.length },
    ids: ids.slice(0, room),
    ranges: ranges.slice(0, room),
    spans: salientSpans(text, corpus.manifest.language, evidence()),
    heldOut: false,
  };
  return { text, number: null, sentence, cut: ids.length - sentence.ids.length };
}

/** Positions of the tokens to mask, ascending, at most `limit`; none if a strategy finds nothing. */
export function labMasks(
  sentence: Sentence,
  masking: LabMasking,
  { spanLengths }: PreparedCorpus,
  { masking: settings }: RealmConfig,
  limit: number,
): number[] {
  if ('positions' in masking) {
    const inside = masking.positions.filter((i) => Number.isInteger(i) && i >= 0 && i < sentence.ids.length);
    return [...new Set(inside)].sort((a, b) => a - b).slice(0, limit);
  }
  const { strategy, seed } = masking;
  const prng = Prng.fork(seed, `lab ${strategy}`);
  return (chooseMask(sentence, { ...settings, strategy }, prng, spanLengths) ?? []).slice(0, limit);
}

/** Sentences with a span that salient masking could mask, held out or not, in a random order that follows from the run's seed. */
function summarySentences(prepared: PreparedCorpus, config: RealmConfig, count: number): number[] {
  const maskable = prepared.sentences.flatMap((sentence, i) =>
    maskableSpans(sentence, config.masking.maxTokens).length > 0 ? [i] : [],
  );
  return Prng.fork(config.seed, 'lab summary').shuffle(maskable).slice(0, count);
}
