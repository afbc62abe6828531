/** What is said of each stage of the picture, with the numbers of the example. The picture has one stage of it beside it; the list in words has all. */
import type { RealmConfig } from '../../../../systems/realm/settings.ts';
import { wordingText } from '../../../i18n/definition.ts';
import type { Words } from '../../../i18n/words.ts';
import type { RealmMetric } from '../words/en-metrics.ts';
import { realmMetric } from '../words/realm-words.ts';
import type { PictureFacts } from './facts.ts';
import type { Stage } from './stages.ts';
import type { PictureWords } from './words/en.ts';

export interface Telling {
  /** One or two sentences. */
  text: string;
  /** What the stage computes. */
  formula: string | null;
  /** The formula with the numbers of the example in it, one line each. */
  worked: readonly string[];
  /** The definition that says more. */
  is: RealmMetric;
  /** Whether it speaks of the row in focus. */
  isOfFocus: boolean;
}

const focusStages: readonly Stage[] = ['candidates', 'likelihood', 'gradient'];

/** Lines of worked formulas; without those that could not be worked out. */
const lines = (...worked: readonly (string | undefined)[]): string[] =>
  worked.flatMap((text) => text?.split('\n') ?? []);

/** `t`: words of the page, with REALM's definitions; `words`: of the picture. */
export function tell(
  stage: Stage,
  facts: PictureFacts,
  t: Pick<Words, 'definition'>,
  words: PictureWords,
  config: RealmConfig,
): Telling {
  const { focus, example } = facts;
  const isPerToken = config.realm.objective === 'token';
  const formulaOf = (is: RealmMetric) => {
    const { formula } = t.definition(realmMetric(is));
    return formula === undefined ? null : wordingText(formula, config);
  };
  const telling = (is: RealmMetric, text: string, worked: readonly string[] = []): Telling => ({
    ...{ is, text, worked, formula: formulaOf(is), isOfFocus: focusStages.includes(stage) },
  });
  switch (stage) {
    case 'sentence':
      return telling('partSentence', words.masked(example.masked.map(({ text }) => text)));
    case 'embedding':
      return telling('partQuery', words.embedded(config.retriever.projection));
    case 'index': {
      const age = facts.indexAge === null ? null : words.oldness(facts.indexAge);
      return telling('partIndex', words.searched(facts.found, facts.documents, age));
    }
    case 'candidates':
      return telling('prior', words.scored(focus.title, focus.prior, facts.hasNull), lines(focus.worked.prior));
    case 'reader':
      return telling('partReader', words.read(facts.rows.length));
    case 'likelihood':
      return telling('likelihood', words.answered(focus.title, focus.likelihood), lines(focus.worked.likelihood));
    case 'marginal':
      return telling(
        'marginal',
        words.summed(facts.marginal, isPerToken),
        facts.workedMarginal.split('\n').filter(Boolean),
      );
    case 'gradient':
      return telling('gradient', words.compared(focus.title, focus.sign, isPerToken), lines(focus.worked.gradient));
    case 'update':
      return telling(
        'partUpdate',
        words.updated(
          facts.raised.map(({ title }) => title),
          facts.lowered.length,
        ),
      );
    default:
      return stage satisfies never;
  }
}
