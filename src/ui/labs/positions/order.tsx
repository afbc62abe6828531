/** A sentence whose words change places, and what that does to the output of each of them. */

import { useMemo, useState } from 'react';
import {
  effectOfOrder,
  inOrder,
  mostWords,
  type PositionsState,
  reordered,
  twinsOf,
  wordsOf,
} from '../../../labs/positions.ts';
import { Prng } from '../../../util/prng.ts';
import { useFormats } from '../../i18n/language-context.tsx';
import { DefinedHead } from '../../widgets/definitions.tsx';
import { TextLineField } from '../../widgets/fields.tsx';
import { Sentences } from '../../widgets/sentences.tsx';
import { deskActions, LabButtons } from '../lab-buttons.tsx';
import frame from '../lab-frame.module.css';
import type { Desk } from '../use-desk.ts';
import { labAction, useLabKeys } from '../use-lab-keys.ts';
import { useLabWords } from '../words/use-lab-words.ts';
import styles from './positions-lab.module.css';
import { usePositionsWords } from './words/use-positions-words.ts';

/** A difference as a bar beside its number. */
function Difference({ value, most }: { value: number; most: number }) {
  const format = useFormats();
  return (
    <td className={styles.difference}>
      <span className={styles.bar} style={{ width: `${most === 0 ? 0 : (100 * value) / most}%` }} />
      {value < 1e-12 ? format.significant(value, 2) : format.share(value, 3)}
    </td>
  );
}

function Effect({ state }: { state: PositionsState }) {
  const t = usePositionsWords();
  const format = useFormats();
  const effect = useMemo(() => effectOfOrder(state), [state]);
  const twins = useMemo(() => twinsOf(state), [state]);
  const largest = (of: 'without' | 'withCodes') => effect.reduce((most, one) => Math.max(most, one[of]), 0);
  const [without, withCodes] = [largest('without'), largest('withCodes')];
  const words = wordsOf(state.text);
  return (
    <>
      <table className={`${frame.figures} ${styles.effect}`}>
        <thead>
          <tr>
            <th scope="col">{t.word}</th>
            <th scope="col">{t.place}</th>
            <DefinedHead is={t.without} />
            <DefinedHead is={t.withCodes} />
          </tr>
        </thead>
        <tbody>
          {effect.map((one) => (
            <tr key={one.from} data-moved={one.from !== one.to || undefined}>
              <th scope="row">{one.word}</th>
              <td>{one.from === one.to ? String(one.from + 1) : `${one.from + 1} → ${one.to + 1}`}</td>
              <Difference value={one.without} most={withCodes} />
              <Difference value={one.withCodes} most={withCodes} />
            </tr>
          ))}
        </tbody>
      </table>
      <output className={styles.says} data-testid="positions-says">
        <Sentences>
          {t.largest(format.significant(without, 2), format.share(withCodes, 3), withCodes > 0)}
          {twins && t.twins(words[twins[0]]!, twins[0] + 1, twins[1] + 1)}
        </Sentences>
      </output>
    </>
  );
}

export function Order({ desk }: { desk: Desk<PositionsState> }) {
  const t = usePositionsWords();
  const labWords = useLabWords();
  const { state, edit } = desk;
  const words = wordsOf(state.text);
  /** The place whose word is to be exchanged with the next one that is pressed. */
  const [held, setHeld] = useState<number | null>(null);
  const actions = useMemo(() => {
    const count = state.order.length;
    return [
      labAction({
        ...{ id: 'positions-shuffle', label: t.shuffle, shortcut: { key: 'x' }, isEnabled: count > 1 },
        run: () => edit({ order: reordered(state.order, new Prng(Date.now())) }),
      }),
      labAction({
        ...{ id: 'positions-sort', label: t.inOrder, shortcut: { key: 'q' } },
        isEnabled: state.order.some((word, place) => word !== place),
        run: () => edit({ order: inOrder(count) }),
      }),
      ...deskActions(desk, labWords),
    ];
  }, [desk, state.order, edit, t, labWords]);
  useLabKeys(actions);
  const press = (place: number) => {
    if (held !== null && held !== place) {
      const order = [...state.order];
      [order[held], order[place]] = [order[place]!, order[held]!];
      edit({ order });
    }
    setHeld(held === null ? place : null);
  };
  return (
    <section className={frame.part} aria-labelledby="positions-order">
      <h3 id="positions-order" className={frame.name}>
        {t.orderHead}
      </h3>
      <TextLineField
        label={t.sentence(mostWords)}
        name="positions-text"
        value={state.text}
        onChange={(text) => {
          setHeld(null);
          edit({ text, order: inOrder(wordsOf(text).length) }, 'text');
        }}
      />
      {words.length === 0 ? (
        <p className={styles.says}>{t.noWords}</p>
      ) : (
        <>
          <p className={styles.hint}>{t.swapHint}</p>
          <ol className={styles.words}>
            {state.order.map((word, place) => (
              <li key={word}>
                <button
                  type="button"
                  className={styles.word}
                  aria-pressed={held === place}
                  data-moved={word !== place || undefined}
                  onClick={() => press(place)}
                >
                  <span className={styles.place}>{place + 1}</span> {words[word]}
                </button>
              </li>
            ))}
          </ol>
          <LabButtons actions={actions} primary="positions-shuffle" />
          <Effect state={state} />
        </>
      )}
    </section>
  );
}
