/** The lab *Corruption*: one sentence, five ways to spoil it, rolled again and counted. */
import { useMemo } from 'react';
import {
  type CorruptionKind,
  type CorruptionState,
  corruptionKinds,
  corruptionLab,
  rolled,
  shares,
  sourceOf,
} from '../../../labs/corruption.ts';
import { mostTokens, sentences } from '../../../labs/corruption-text.ts';
import { useFormats } from '../../i18n/language-context.tsx';
import { TextLineField } from '../../widgets/fields.tsx';
import { deskActions, LabButtons } from '../lab-buttons.tsx';
import frame from '../lab-frame.module.css';
import { LabFrame } from '../lab-frame.tsx';
import { LabSlider } from '../lab-slider.tsx';
import { type Desk, useDesk } from '../use-desk.ts';
import { labAction, useLabKeys } from '../use-lab-keys.ts';
import { useLabWords } from '../words/use-lab-words.ts';
import styles from './corruption-lab.module.css';
import { CorruptionRow } from './corruption-row.tsx';
import { Tallies } from './tallies.tsx';
import { useSalient } from './use-salient.ts';
import { useCorruptionWords } from './words/use-corruption-words.ts';

/** Characters of a sentence that is typed. */
const longestText = 240;

/** The beginning of a sentence, as a name of its button. */
const beginning = (text: string) =>
  /\p{Script=Han}/u.test(text) ? `${text.slice(0, 6)}…` : `${text.split(' ').slice(0, 4).join(' ')} …`;

function Sentence({ desk: { state, edit } }: { desk: Desk<CorruptionState> }) {
  const t = useCorruptionWords();
  return (
    <div className={styles.sentence}>
      <TextLineField
        name="corruption-text"
        label={t.sentence(mostTokens)}
        value={state.text}
        onChange={(text) => edit({ text: text.slice(0, longestText) }, 'text')}
      />
      <div className={frame.examples}>
        <span>{t.examples}</span>
        {[...sentences[t.language], ...sentences[t.otherLanguage].slice(0, 2)].map((text) => (
          <button
            key={text}
            type="button"
            className={frame.example}
            aria-pressed={state.text === text}
            title={text}
            onClick={() => edit({ text })}
          >
            {beginning(text)}
          </button>
        ))}
      </div>
    </div>
  );
}

function Body({ desk }: { desk: Desk<CorruptionState> }) {
  const t = useCorruptionWords();
  const labWords = useLabWords();
  const format = useFormats();
  const { state, edit } = desk;
  const { text, roll, share, marked } = state;
  const salient = useSalient(text);
  const source = useMemo(() => sourceOf(text, typeof salient === 'string' ? null : salient), [text, salient]);
  const made = useMemo(
    () => corruptionKinds.map((kind) => [kind, rolled(kind, source, { roll, share })] as const),
    [source, roll, share],
  );
  const whyNone = (kind: CorruptionKind) => {
    if (source.tokens.length === 0) return t.none.bert;
    if (kind !== 'salient' || typeof salient !== 'string') return t.none[kind];
    return salient === 'loading' ? t.finding : t.missing;
  };
  const actions = useMemo(
    () => [
      labAction({
        ...{ id: 'corruption-roll', label: t.roll, shortcut: { key: 'x' } },
        run: () => edit({ roll: roll + 1 }),
      }),
      ...deskActions(desk, labWords),
    ],
    [roll, edit, t, desk, labWords],
  );
  useLabKeys(actions);
  return (
    <>
      <div className={frame.set}>
        <Sentence desk={desk} />
        <div className={frame.bar}>
          <LabButtons actions={actions} primary="corruption-roll" />
          <output className={styles.told} data-testid="corruption-roll">
            {t.rollOf(roll)}
          </output>
          <LabSlider
            label={t.share(format.share(share, 2), format.count(source.tokens.length))}
            {...shares}
            value={share}
            onChange={(chosen) => edit({ share: chosen }, 'share')}
          />
        </div>
      </div>
      <div className={styles.rows}>
        {made.map(([kind, corruption]) => (
          <CorruptionRow
            key={kind}
            kind={kind}
            made={corruption}
            why={whyNone(kind)}
            isMarked={marked.includes(kind)}
            onMark={(isMarked) =>
              edit({ marked: isMarked ? [...marked, kind] : marked.filter((other) => other !== kind) })
            }
          />
        ))}
      </div>
      <Tallies source={source} share={share} />
    </>
  );
}

export function CorruptionLab() {
  const { text, language } = useCorruptionWords();
  // a sentence of the language in which the lab is opened
  const desk = useDesk(corruptionLab, { text: sentences[language][0] });
  return (
    <LabFrame lab={corruptionLab} text={text} desk={desk}>
      <Body desk={desk} />
    </LabFrame>
  );
}
