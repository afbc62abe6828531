/**
 * The probe `fill`: blanks in a text that a person types, filled from left to right. Part A is encoded once and stays in the key/value cache. Each
 * blank is continued from its `sop` to `eop`; what was written into earlier blanks stays in the cache, too, so that later ones see it.
 */
import { glmDecoder } from '../../models/glm.ts';
import { beamSearch, candidatesOfBeams } from '../../run/beam-search.ts';
import { type GeneratedToken, type GenerationPlans, Generator, type GivenTokens } from '../../run/generation.ts';
import type { Tokenizer } from '../../text/tokenizer/tokens.ts';
import { RetrogradError } from '../../util/errors.ts';
import { sentence } from '../../util/sentence.ts';
import { fillingRules, isEnded, trainedMode } from './filling-rules.ts';
import { blankFilling, type GlmRow } from './layout.ts';
import type { GlmParts } from './parts.ts';
import type { Filled, FilledBlank, FillQuery } from './probes.ts';
import type { Span } from './spans.ts';

/** A blank in the text of a query. */
const blankMark = '___';
const mostBeams = 16;
/** Tokens told beside the one that is written. */
const otherCount = 5;
/** Texts with their answers may be so many times as long as the longest text of training. */
const roomForAnswers = 4;

/** What filling needs of a run. */
export type FillParts = Pick<GlmParts, 'config' | 'model' | 'registry' | 'vocabulary'> & {
  tokenizer: Tokenizer;
  /** Makes the plans of a generator; the name is no other's. */
  plansFor(name: string): GenerationPlans;
};

export class BlankFiller {
  private readonly generators = new Map<string, Generator>();

  constructor(private readonly parts: FillParts) {}

  /** Throws `bad-option` for a query that cannot be answered. */
  async fill(query: FillQuery): Promise<Filled> {
    const texts = query.text.split(blankMark);
    const row = this.rowOf(texts, query);
    const { partA } = row;
    const beams = query.decoding === 'beam' ? query.beams : 1;
    const generator = this.generator(beams, query.decoding === 'beam');
    const rules = fillingRules(this.parts.vocabulary, partA, query.maxTokens);
    const begun = performance.now();
    await generator.encode([tokensOf(row, 0, partA)], partA);
    const answers: GeneratedToken[][] = [];
    let place = partA;
    for (let blank = 0; blank < texts.length - 1; blank++) {
      const { ids, ...start } = tokensOf(row, partA + blank, partA + blank + 1);
      const newest = { id: ids[0]!, place, positions: start.positions.map(([position]) => position!) };
      const answer =
        query.decoding === 'beam'
          ? await beamSearch(generator, newest, rules)
          : (await generator.continue([{ ...newest, seed: query.seed }], rules, temperatureOf(query)))[0]!;
      answers.push(answer);
      const read = [newest.id, ...answer.flatMap(({ id }) => (id === rules.end ? [] : [id]))];
      // the cache has what each step has read; after a beam search nothing of use
      const known = query.decoding === 'beam' ? 0 : answer.length;
      const [first, second] = newest.positions as [number, number];
      const rest = read.slice(known);
      const positions = [rest.map(() => first), rest.map((_, k) => second + known + k)];
      if (blank < texts.length - 2) await generator.encode([{ ids: rest, start: place + known, positions }], partA);
      place += read.length;
    }
    const seconds = (performance.now() - begun) / 1000;
    return {
      pieces: texts.flatMap((text, i) => (i === 0 ? [text] : [{ blank: i - 1 }, text])).filter((piece) => piece !== ''),
      blanks: answers.map((answer) => this.filledBlank(answer)),
      tokensPerSecond: answers.reduce((sum, { length }) => sum + length, 0) / seconds,
    };
  }

  destroy(): void {
    for (const generator of this.generators.values()) generator.destroy();
  }

  private generator(rows: number, isBeam: boolean): Generator {
    const name = isBeam ? `fill blanks with ${rows} beams` : 'fill blanks';
    let generator = this.generators.get(name);
    if (!generator) {
      const { registry, model, plansFor } = this.parts;
      const decoder = glmDecoder(registry, model, roomForAnswers * model.maxLength);
      generator = new Generator(decoder, plansFor(name), rows, Math.max(otherCount + 1, candidatesOfBeams(rows)));
      this.generators.set(name, generator);
    }
    return generator;
  }

  /** Part A, and the first token of each blank in Part B. */
  private rowOf(texts: readonly string[], query: FillQuery): GlmRow {
    const { config, tokenizer, vocabulary, model } = this.parts;
    const blanks = texts.length - 1;
    const { decoding, beams, temperature, maxTokens } = query;
    if (config.glm.objective !== 'glm') {
      throw new RetrogradError(
        'bad-option',
        sentence`Only a run whose glm.objective is glm fills blanks; this one has ${config.glm.objective}.`,
      );
    }
    if (blanks < 1) {
      throw new RetrogradError('bad-option', sentence`The text has no blank: write ${blankMark} where one should be.`);
    }
    if (blanks > vocabulary.maxSpans) {
      throw new RetrogradError(
        'bad-option',
        sentence`With glm.sentinels a text has at most ${vocabulary.maxSpans} blanks.`,
      );
    }
    if (decoding === 'beam' && !(Number.isInteger(beams) && beams >= 1 && beams <= mostBeams)) {
      throw new RetrogradError('bad-option', sentence`Beams must be an integer from 1 to ${mostBeams}.`);
    }
    if (decoding === 'sample' && !(temperature > 0 && Number.isFinite(temperature))) {
      throw new RetrogradError('bad-option', sentence`The temperature must be above 0.`);
    }
    if (!(Number.isInteger(maxTokens) && maxTokens >= 1 && maxTokens <= model.maxLength)) {
      throw new RetrogradError('bad-option', sentence`A blank may have 1 to ${model.maxLength} tokens.`);
    }
    const mode = query.mode ?? trainedMode(config.glm);
    const tokens = [vocabulary.cls];
    const spans = texts.flatMap((text, i): Span[] => {
      for (const id of tokenizer.encode(text).ids) tokens.push(id);
      return i < blanks ? [{ start: tokens.length, end: tokens.length }] : [];
    });
    const row = blankFilling(tokens, spans, vocabulary, { mode });
    if (row.partA > model.maxLength) {
      throw new RetrogradError(
        'bad-option',
        sentence`The text has ${row.partA} tokens; this model reads ${model.maxLength}: shorten it.`,
      );
    }
    if (row.partA + blanks * (maxTokens + 1) > roomForAnswers * model.maxLength) {
      throw new RetrogradError(
        'bad-option',
        sentence`The blanks may get too long: take fewer blanks, or fewer tokens for each.`,
      );
    }
    return row;
  }

  private filledBlank(answer: readonly GeneratedToken[]): FilledBlank {
    const { tokenizer, vocabulary } = this.parts;
    const told = ({ id, log }: { id: number; log: number }) => ({
      token: vocabulary.piece(id),
      probability: Math.exp(log),
    });
    return {
      text: tokenizer.decode(answer.flatMap(({ id }) => (id === vocabulary.end ? [] : [id]))),
      isEnded: isEnded(answer, vocabulary.end),
      steps: answer.map((token) => ({
        ...told(token),
        others: token.likeliest
          .filter(({ id }) => id !== token.id)
          .slice(0, otherCount)
          .map(told),
      })),
    };
  }
}

/** Tokens of a row as they are given to a generator. */
const tokensOf = ({ ids, first, second }: GlmRow, start: number, end: number): GivenTokens => ({
  ids: ids.slice(start, end),
  start,
  positions: [first.slice(start, end), second.slice(start, end)],
});

const temperatureOf = ({ decoding, temperature }: FillQuery) => (decoding === 'sample' ? temperature : 0);
