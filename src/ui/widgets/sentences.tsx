/** Sentences of a paragraph, one after the other, with what the language puts between them: a space, or nothing. */
import { Children, Fragment, type ReactNode } from 'react';
import { useStrings } from '../i18n/language-context.tsx';

/** Each child is a sentence, or what stands in the place of one; those that are empty are left out. */
export function Sentences({ children }: { children: ReactNode }) {
  const { betweenSentences } = useStrings();
  return Children.toArray(children)
    .filter((sentence) => sentence !== '')
    .map((sentence, i) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a sentence is its place
      <Fragment key={i}>
        {i > 0 && betweenSentences}
        {sentence}
      </Fragment>
    ));
}
