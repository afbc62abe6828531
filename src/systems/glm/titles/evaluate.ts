/**
 * Openings written from held-out titles, greedily and with the cache, by the rules of `filling-rules.ts`; and how much likelier an opening is given its own title than given
 * another one. Which titles depends on the corpus alone.
 */
import { glmDecoder } from '../../../models/glm.ts';
import { type GenerationPlans, Generator } from '../../../run/generation.ts';
import type { Metrics } from '../../../run/records.ts';
import type { Corpus } from '../../../text/corpus/corpus.ts';
import type { Tokenizer } from '../../../text/tokenizer/tokens.ts';
import { meanOrNull } from '../../../util/mean.ts';
import { measuredTexts } from '../blanks.ts';
import { fillingRules, isEnded } from '../filling-rules.ts';
import { blankFilling, type GlmRow } from '../layout.ts';
import { fillInOnePass } from '../one-pass.ts';
import type { GlmParts } from '../parts.ts';
import { rowLength } from '../rows.ts';
import type { GlmText } from '../texts.ts';
import { Statements, withoutTitle } from './statements.ts';

/** Openings that are written at once. */
const rowsAtOnce = 32;

/** What evaluation needs of a run. */
export type TitleParts = Pick<GlmParts, 'config' | 'model' | 'registry' | 'vocabulary' | 'texts'>;

/** An opening that was written from a title. */
interface Written {
  text: GlmText;
  /** Without the end. */
  ids: number[];
  isEnded: boolean;
}

/** Tokens of the title of a text. */
export const titleOf = ({ ids, opening }: Pick<GlmText, 'ids' | 'opening'>): number[] => ids.slice(1, opening!.start);

const isSame = (one: readonly number[], other: readonly number[]) => one.join(' ') === other.join(' ');

/** The opening of a text as the blank behind its own title, or behind another one. */
export function openingRow(
  { ids, opening }: GlmText,
  title: readonly number[],
  vocabulary: GlmParts['vocabulary'],
): GlmRow {
  const text = [ids[0]!, ...title, ...ids.slice(opening!.start)];
  return blankFilling(text, [{ start: 1 + title.length, end: text.length }], vocabulary, { mode: 'document' });
}

/**
 * Each text with the title of the next one that has another, in a ring, with which its row (`openingRow`) has no more than `length` tokens; texts without
 * one are left out.
 */
export function wrongTitles(texts: readonly GlmText[], length: number): { text: GlmText; wrong: number[] }[] {
  return texts.flatMap((text, i) => {
    const own = titleOf(text);
    const others = [...texts.slice(i + 1), ...texts.slice(0, i)].map(titleOf);
    // [CLS], the opening, its mask and its beginning
    const room = length - (text.ids.length - own.length) - 2;
    const wrong = others.find((title) => title.length <= room && !isSame(title, own));
    return wrong ? [{ text, wrong }] : [];
  });
}

export class TitleWriter {
  private readonly generator: Generator;
  private readonly longest: number;

  constructor(
    private readonly parts: TitleParts,
    plans: GenerationPlans,
    rows = rowsAtOnce,
  ) {
    const { config, model, registry, texts } = parts;
    this.generator = new Generator(glmDecoder(registry, model, rowLength(config.glm)), plans, rows, 1);
    this.longest = texts.reduce((longest, { opening }) => Math.max(longest, 1 + opening!.end - opening!.start), 0);
  }

  /** The openings of these titles; those with Part A of the same length are written at once. An opening is cut where it gets longer than any of the corpus. */
  async write(texts: readonly GlmText[]): Promise<Written[]> {
    const { vocabulary } = this.parts;
    const { generator } = this;
    const byLength = new Map<number, { text: GlmText; row: GlmRow }[]>();
    for (const text of texts) {
      const row = openingRow(text, titleOf(text), vocabulary);
      byLength.set(row.partA, [...(byLength.get(row.partA) ?? []), { text, row }]);
    }
    const written: Written[] = [];
    for (const [partA, alike] of byLength) {
      for (let first = 0; first < alike.length; first += generator.rows) {
        const some = alike.slice(first, first + generator.rows);
        await generator.encode(
          some.map(({ row }) => ({
            ...{ ids: row.ids.slice(0, partA), start: 0 },
            positions: [row.first.slice(0, partA), row.second.slice(0, partA)],
          })),
          partA,
        );
        const answers = await generator.continue(
          some.map(({ row }) => ({
            ...{ id: row.ids[partA]!, place: partA, seed: 0 },
            positions: [row.first[partA]!, row.second[partA]!],
          })),
          fillingRules(vocabulary, partA, this.longest),
          0,
        );
        answers.forEach((answer, i) => {
          const ended = isEnded(answer, vocabulary.end);
          written.push({
            text: some[i]!.text,
            ids: answer.slice(0, ended ? -1 : undefined).map(({ id }) => id),
            isEnded: ended,
          });
        });
      }
    }
    return written;
  }

  destroy(): void {
    this.generator.destroy();
  }
}

export class TitleEvaluation {
  private readonly texts: readonly GlmText[];
  private readonly statements: Statements;

  constructor(
    private readonly parts: GlmParts,
    private readonly writer: TitleWriter,
    corpus: Corpus,
    tokenizer: Tokenizer,
  ) {
    this.texts = measuredTexts(parts.texts);
    this.statements = new Statements(corpus, tokenizer);
  }

  /** Of some held-out texts; each title is written once. */
  async measure(): Promise<Metrics> {
    const { config, vocabulary } = this.parts;
    const texts = this.texts.slice(0, config.evaluation.texts);
    const pairs = wrongTitles(texts, rowLength(config.glm));
    const rows = pairs.flatMap(({ text, wrong }) => [
      openingRow(text, titleOf(text), vocabulary),
      openingRow(text, wrong, vocabulary),
    ]);
    const logs = (await fillInOnePass(this.parts, rows)).map(({ logLikelihood }) => logLikelihood);
    const gains = pairs.map((_, i) => logs[2 * i]! - logs[2 * i + 1]!);
    const titles = new Map(texts.map((text) => [titleOf(text).join(' '), text]));
    const written = await this.writer.write([...titles.values()]);
    return { ...measuresOf(written, this.statements), titleGain: meanOrNull(gains) };
  }
}

/** Shares of what was written. Without wordings in the corpus only what needs none. */
export function measuresOf(written: readonly Written[], statements: Statements): Metrics {
  const judged = written.map(({ ids, text }) => statements.judge(ids, titleOf(text), text.subject));
  const share = (holds: (judgement: (typeof judged)[number]) => boolean | number) =>
    meanOrNull(judged.map((one) => Number(holds(one))));
  const different = new Set(written.map(({ ids, text }) => withoutTitle(ids, titleOf(text)).join(' ')));
  return {
    titleCopied: share(({ hasTitle }) => hasTitle),
    titleEnded: meanOrNull(written.map(({ isEnded: ended }) => Number(ended))),
    titleDistinct: different.size,
    ...(statements.hasWordings && {
      titleWording: share(({ hasWording }) => hasWording),
      titleTrue: share(({ isTrue }) => isTrue),
      titleChance: share(({ chance }) => chance),
    }),
  };
}
