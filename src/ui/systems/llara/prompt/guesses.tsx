/** The tokens that the two embeddings predict, best first, with those that are right marked. */
import { Fragment, useId } from 'react';
import type { LlaraJoint, TokenGuess } from '../../../../systems/llara/probes.ts';
import { ShareBar } from '../../../charts/bars.tsx';
import { useFormats } from '../../../i18n/language-context.tsx';
import { shownShare } from '../../../shown-share.ts';
import { DefinedHead } from '../../../widgets/definitions.tsx';
import { Panel } from '../../../widgets/panel.tsx';
import { hasSpaceBefore, isSpecial, readable } from '../../pieces.ts';
import styles from './guesses.module.css';
import { usePromptWords } from './words/use-prompt-words.ts';

/** A text, token by token; those that are among the guesses are marked. */
function Target({ tokens, guesses }: { tokens: readonly string[]; guesses: readonly TokenGuess[] }) {
  const found = new Set(guesses.map(({ token }) => token));
  const last = tokens.length - 1;
  // a special token inside, between title and text, is a point
  const shown = tokens
    .filter((token, i) => !isSpecial(token) || (i > 0 && i < last))
    .map((token) => (isSpecial(token) ? '·' : token));
  return (
    <p className={styles.target}>
      {shown.map((token, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a token is its place
        <Fragment key={i}>
          {hasSpaceBefore(shown, i) && ' '}
          {found.has(token) ? <mark>{readable(token)}</mark> : readable(token)}
        </Fragment>
      ))}
    </p>
  );
}

/** `hasTargets`: there are tokens that would be right. */
function GuessTable(props: { title: string; guesses: readonly TokenGuess[]; name: string; hasTargets: boolean }) {
  const { title, guesses, name, hasTargets } = props;
  const t = usePromptWords();
  const format = useFormats();
  const heading = useId();
  const right = guesses.filter(({ isTarget }) => isTarget).length;
  return (
    <>
      <h3 className={styles.head} id={heading}>
        {title}
        {hasTargets && (
          <span className={styles.right} data-testid={`${name}-right`} data-right={right}>
            {t.right(right, guesses.length)}
          </span>
        )}
      </h3>
      <table className={styles.guesses} aria-labelledby={heading} data-testid={name}>
        <thead>
          <tr>
            <th scope="col">{t.token}</th>
            <td />
            <DefinedHead is={t.definitions.probability} />
          </tr>
        </thead>
        <tbody>
          {guesses.map(({ token, probability, isTarget }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two ids without a piece are written alike
            <tr key={i} data-target={isTarget || undefined}>
              <th scope="row">
                <span className={styles.tick}>{isTarget && <span aria-hidden="true">✓</span>}</span>
                {isTarget ? <mark>{readable(token)}</mark> : readable(token)}
                {isTarget && <span className={styles.hidden}> {t.target}</span>}
              </th>
              <td className={styles.bar}>
                <ShareBar value={probability} colour={isTarget ? '--pull' : '--rule-strong'} />
              </td>
              <td className={styles.number}>{shownShare(probability, format)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

export function Guesses({ answer }: { answer: LlaraJoint }) {
  const t = usePromptWords();
  const { tokens, parts, self, next, nextTokens, followed } = answer;
  const format = useFormats();
  const { blocks, sentences } = followed;
  const share = ({ count, of }: typeof blocks): [string, string] => [format.count(count), format.count(of)];
  return (
    <Panel title={t.guesses}>
      <div className={styles.half} data-tone="1">
        <GuessTable title={t.self} guesses={self} name="ebae" hasTargets />
        <Target tokens={tokens.filter((_, i) => parts[i] === 'text')} guesses={self.filter((one) => one.isTarget)} />
      </div>
      <div className={styles.half} data-tone="2">
        <GuessTable title={t.next} guesses={next} name="ebar" hasTargets={nextTokens.length > 0} />
        {nextTokens.length > 0 ? (
          <Target tokens={nextTokens} guesses={next.filter((one) => one.isTarget)} />
        ) : (
          <p className={styles.none}>{t.noNext(...share(blocks), ...share(sentences))}</p>
        )}
      </div>
    </Panel>
  );
}
