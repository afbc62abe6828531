/** A beginning and a blank, typed, and what each of the three models makes of it. */

import type { FilledPlace, PretrainingsState, Written } from '../../../labs/pretrainings.ts';
import { useFormats } from '../../i18n/language-context.tsx';
import { TextLineField } from '../../widgets/fields.tsx';
import { Sentences } from '../../widgets/sentences.tsx';
import frame from '../lab-frame.module.css';
import type { Desk } from '../use-desk.ts';
import styles from './pretrainings-lab.module.css';
import { usePretrainingsWords } from './words/use-pretrainings-words.ts';

/** Characters of a text that is typed. */
export const longestText = 240;

/** What was read, and what was written behind it. */
function WrittenText({ answer, isBehind }: { answer: Written | null; isBehind: boolean }) {
  const t = usePretrainingsWords();
  if (!answer) return t.waiting;
  const { tokens, written, isEnded } = answer;
  return (
    <>
      {isBehind && `${tokens.join(' ')} `}
      <span className={styles.written}>{written.map(({ token }) => token).join(' ') || t.none}</span>
      {!isEnded && ` ${t.unended}`}
    </>
  );
}

function Likeliest({ answer }: { answer: FilledPlace | null }) {
  const t = usePretrainingsWords();
  const format = useFormats();
  if (!answer) return t.waiting;
  return answer.likeliest.map(({ token, probability }) => `${token} ${format.share(probability, 2)}`).join(' · ');
}

export function Unknown({ words }: { words: readonly string[] | undefined }) {
  const t = usePretrainingsWords();
  return words && words.length > 0 ? <p className={styles.hint}>{t.unknown([...new Set(words)].join(', '))}</p> : null;
}

export interface TryingProps {
  desk: Desk<PretrainingsState>;
  wrote: Written | null;
}

export function Trying({ desk: { state, edit }, wrote }: TryingProps) {
  const t = usePretrainingsWords();
  const { continued, filled } = state.answers;
  return (
    <section className={frame.part}>
      <TextLineField
        name="pretrainings-beginning"
        label={t.beginning}
        value={state.beginning}
        onChange={(text) => edit({ beginning: text.slice(0, longestText) }, 'beginning')}
      />
      <p className={styles.answer} data-testid="pretrainings-continued" data-answered={continued !== null}>
        <span className={styles.label}>{t.continues}</span>
        <WrittenText answer={continued} isBehind />
      </p>
      <Unknown words={continued?.unknown} />
      <TextLineField
        name="pretrainings-gap"
        label={t.gap}
        value={state.gap}
        onChange={(text) => edit({ gap: text.slice(0, longestText) }, 'gap')}
      />
      <p className={styles.answer} data-testid="pretrainings-filled" data-answered={filled !== null}>
        <span className={styles.label}>{t.fills}</span>
        <Likeliest answer={filled} />
      </p>
      <p className={styles.answer} data-testid="pretrainings-written" data-answered={wrote !== null}>
        <span className={styles.label}>{t.writes}</span>
        <WrittenText answer={wrote} isBehind={false} />
      </p>
      <Unknown words={filled?.unknown} />
      <p className={styles.hint}>
        <Sentences>
          {t.writesHint}
          {t.untrained}
        </Sentences>
      </p>
    </section>
  );
}
