/** The example on screen in a report: the masked sentence, and each candidate with its probabilities and r(z). */
import type { RunConfig } from '../../../run/records.ts';
import type { RealmConfig } from '../../../systems/realm/settings.ts';
import type { ExampleView } from '../../../systems/realm/views.ts';
import type { ReportSection } from '../../exports/report-html.ts';
import { shortName } from '../../i18n/definition.ts';
import type { Language } from '../../i18n/languages.ts';
import { byPrior } from './excerpt.ts';
import { withBlanks } from './with-blanks.ts';
import { posteriorMetric, realmMetric } from './words/realm-words.ts';

/** The sentence with `[MASK: words]` in place of what was masked. */
const maskedSentence = (example: ExampleView): string => withBlanks(example, ({ text }) => `[MASK: ${text}]`).join('');

export function realmReport(
  views: Readonly<Record<string, unknown>>,
  { t, format }: Language,
  config: RunConfig,
): ReportSection[] {
  const example = views.example as ExampleView | undefined;
  if (!example) return [];
  const words = t.systems.realm.example;
  const posterior = posteriorMetric((config as RealmConfig).realm.objective);
  const head = (['prior', 'likelihood', posterior, 'gradient'] as const).map((id) =>
    shortName(t.definition(realmMetric(id))),
  );
  return [
    {
      title: words.title,
      sentences: [
        maskedSentence(example),
        `${words.marginal} = ${format.probability(Math.exp(example.logMarginal))} (${t.atStep(t.phaseName('realm', example.phase), example.step)})`,
        words.source(example.sourceDocument),
      ],
      table: {
        head: [words.document, ...head],
        rows: byPrior(example.candidates).map((one) => [
          one.document === null ? words.nullTitle : `${one.title || words.untitled}: ${one.text}`,
          format.probability(one.prior),
          format.probability(one.likelihood),
          format.probability(one.posterior),
          format.signed(one.gradient),
        ]),
      },
    },
  ];
}
