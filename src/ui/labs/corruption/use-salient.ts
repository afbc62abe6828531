/** Names and dates of a typed sentence. What finds them, with its dictionaries, is loaded with the first sentence. */
import { useEffect, useState } from 'react';
import { languageOf } from '../../../labs/corruption-text.ts';
import type { SalientSpan } from '../../../text/tokenizer/tokens.ts';
import { loadPart } from '../../../util/load-part.ts';

export type Salient = readonly SalientSpan[] | 'loading' | 'missing';

export function useSalient(text: string): Salient {
  const [found, setFound] = useState<{ text: string; spans: Salient }>({ text: '', spans: 'loading' });
  useEffect(() => {
    let isGone = false;
    void (async () => {
      let spans: Salient = 'missing';
      try {
        const { salientSpans } = await loadPart(() => import('../../../text/salient/spans.ts'));
        spans = salientSpans(text, languageOf(text));
      } catch {
        // the row says that they are missing
      }
      if (!isGone) setFound({ text, spans });
    })();
    return () => {
      isGone = true;
    };
  }, [text]);
  return found.text === text ? found.spans : 'loading';
}
