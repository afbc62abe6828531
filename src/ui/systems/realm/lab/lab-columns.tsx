/** The ways of masking side by side: what is masked, what it is worth, what the model says and what is retrieved. */

import { Button } from 'react-aria-components';
import { useShallow } from 'zustand/shallow';
import type { LabReading } from '../../../../systems/realm/lab-records.ts';
import type { CandidateView } from '../../../../systems/realm/views.ts';
import { useFormats, useStrings } from '../../../i18n/language-context.tsx';
import { ActionButton } from '../../../widgets/action-button.tsx';
import buttonStyles from '../../../widgets/button.module.css';
import { Defined, DefinedHead, PlainName, useShortName } from '../../../widgets/definitions.tsx';
import { RerollIcon } from '../../../widgets/icons.tsx';
import { Panel } from '../../../widgets/panel.tsx';
import { rerollAction } from '../actions/lab-actions.ts';
import { MarkedText } from '../candidate-row.tsx';
import { byPrior, excerptOf } from '../excerpt.ts';
import { gradientSign } from '../gradient-scale.ts';
import { useLab, useRealm } from '../stores.ts';
import { realmMetric, useRealmStrings } from '../words/realm-words.ts';
import styles from './lab-columns.module.css';
import { columnMask, type LabColumn, labColumns } from './lab-state.ts';
import { Unanswered } from './lab-unanswered.tsx';
import { maskedWords } from './lab-words.ts';
import { useLabWords } from './words/use-lab-words.ts';

/** Characters of a document's text before the answer, in the narrow columns of the lab. */
const charactersBefore = 10;

function Retrieved({ candidates }: { candidates: readonly CandidateView[] }) {
  const { example } = useRealmStrings();
  const t = useLabWords();
  const format = useFormats();
  return (
    <table className={styles.retrieved}>
      <thead>
        <tr>
          <th scope="col">{t.retrieved}</th>
          <DefinedHead is={realmMetric('prior')} />
          <DefinedHead is={realmMetric('likelihood')} />
          <DefinedHead is={realmMetric('gradient')} />
        </tr>
      </thead>
      <tbody>
        {byPrior(candidates).map((candidate) => {
          const { document, title, text, prior, likelihood, gradient, answers } = candidate;
          const sign = gradientSign(gradient);
          return (
            <tr key={document === null ? '' : `${document} ${text}`}>
              <th scope="row" data-holds={answers.length > 0 || undefined}>
                {document === null ? (
                  example.nullTitle
                ) : (
                  <>
                    {title || example.untitled}
                    <span className={styles.excerpt}>
                      <MarkedText candidate={excerptOf(candidate, charactersBefore)} />
                    </span>
                  </>
                )}
              </th>
              <td>{format.probability(prior)}</td>
              <td>{format.probability(likelihood)}</td>
              <td className={sign && styles[sign]}>{format.signed(gradient)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Says({ reading }: { reading: LabReading }) {
  const { example } = useRealmStrings();
  const t = useLabWords();
  const format = useFormats();
  return (
    <div className={styles.says}>
      <Defined is={realmMetric('marginalPredictions')}>{t.says}</Defined>
      {reading.predictions.map((top, mask) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: masks have no other name than their number
        <p key={mask} data-testid="lab-says">
          {reading.predictions.length > 1 && <span className={styles.at}>{t.saysOf(mask + 1)} </span>}
          {top.map(({ text, probability }) => (
            <span key={text} className={styles.piece}>
              {example.guess(text, format.probability(probability))}
            </span>
          ))}
        </p>
      ))}
    </div>
  );
}

function Reading({ reading }: { reading: LabReading }) {
  const t = useLabWords();
  const format = useFormats();
  const utility = useShortName(realmMetric('exampleUtility'));
  const nullProbability = useShortName(realmMetric('exampleNull'));
  return (
    <>
      <div className={styles.measures}>
        <Defined is={realmMetric('marginal')} worked={`log p(y|x) = ${format.number(reading.logMarginal, 3)}`}>
          {t.marginal} = <strong>{format.probability(Math.exp(reading.logMarginal))}</strong>
        </Defined>
        <Defined is={realmMetric('exampleUtility')}>
          {utility} <PlainName is={realmMetric('exampleUtility')} /> = {format.signed(reading.utility, 2)}
        </Defined>
        <Defined is={realmMetric('exampleNull')}>
          {nullProbability} <PlainName is={realmMetric('exampleNull')} /> ={' '}
          {format.probability(reading.nullProbability)}
        </Defined>
      </div>
      <Says reading={reading} />
      <Retrieved candidates={reading.candidates} />
    </>
  );
}

function Column({ column }: { column: LabColumn }) {
  const all = useStrings();
  const { actions, columns } = all.systems.realm.lab;
  const t = useLabWords();
  const { lab } = useRealm();
  const view = useLab((state) => state.views[column]);
  const isUnanswered = useLab((state) => state.unanswered.includes(column));
  const mask = useLab(useShallow((state) => columnMask(column, state)));
  const words = mask ? maskedWords(mask) : [];
  const isActive = useLab((state) => state.active === column);
  const name = columns[column];
  const nothing = column === 'hand' ? t.nothingByHand : t.nothingToMask;
  return (
    <section className={styles.column} aria-label={name} data-column={column} data-active={isActive || undefined}>
      <header className={styles.head}>
        <h3 className={styles.name}>
          <button type="button" aria-pressed={isActive} onClick={() => lab.show(column)}>
            {name}
          </button>
        </h3>
        {column !== 'hand' && (
          <Button
            className={`${buttonStyles.button} ${buttonStyles.quiet}`}
            aria-label={actions.rerollOne(name)}
            onPress={() => lab.reroll(column)}
          >
            <RerollIcon />
          </Button>
        )}
      </header>
      <p className={styles.masked} data-testid="lab-masked">
        {words.length > 0 ? <mark>{words.join(' · ')}</mark> : !isUnanswered && nothing}
      </p>
      {isUnanswered ? (
        <Unanswered />
      ) : (
        <>
          {view?.skipped && <p className={styles.skipped}>{t.skipped(all.skipReason(view.skipped, 1))}</p>}
          {view?.reading && <Reading reading={view.reading} />}
        </>
      )}
    </section>
  );
}

export function LabColumns() {
  const t = useLabWords();
  return (
    <Panel title={t.compare} aside={<ActionButton action={rerollAction} kind="quiet" showKeys />}>
      <div className={styles.columns}>
        {labColumns.map((column) => (
          <Column key={column} column={column} />
        ))}
      </div>
    </Panel>
  );
}
