/** Blanks in a text of one's own, filled token by token, with what else was likely at each step. */
import { type FormEvent, useState } from 'react';
import { Button } from 'react-aria-components';
import type { FillQuery, GlmSample } from '../../../../systems/glm/probes.ts';
import { useWorkbench } from '../../../context.ts';
import button from '../../../widgets/button.module.css';
import { ChoiceRow } from '../../../widgets/choice.tsx';
import { NumberField, TextAreaField } from '../../../widgets/fields.tsx';
import { Panel } from '../../../widgets/panel.tsx';
import { blank } from '../../pieces.ts';
import { type BlanksState, blanksStore } from './blanks-state.ts';
import styles from './fill.module.css';
import { FillResult } from './fill-result.tsx';
import { blankedText } from './spans.ts';
import { FillForm, TitleChoice, useHasTitles } from './titles.tsx';
import { useBlanks } from './use-blanks.ts';
import { useBlanksWords } from './words/use-blanks-words.ts';

const decodings: readonly FillQuery['decoding'][] = ['greedy', 'beam', 'sample'];
/** Longest text in characters. */
const longestText = 800;

function How() {
  const t = useBlanksWords();
  const store = blanksStore(useWorkbench());
  const how = useBlanks((state) => state.how);
  const set = (part: Partial<BlanksState['how']>) =>
    store.setState(({ how: before }) => ({ how: { ...before, ...part }, shownSteps: null }));
  return (
    <div className={styles.how}>
      <ChoiceRow
        name="blanks-decoding"
        label={t.decoding}
        value={how.decoding}
        choices={decodings.map((one) => [one, t.decodings[one]] as const)}
        onChange={(decoding) => set({ decoding })}
      />
      <div className={styles.numbers}>
        {how.decoding === 'beam' && (
          <NumberField label={t.beams} value={how.beams} min={1} max={16} onChange={(beams) => set({ beams })} />
        )}
        {how.decoding === 'sample' && (
          <>
            <NumberField
              name="blanks-temperature"
              label={t.temperature}
              value={how.temperature}
              min={0.1}
              max={5}
              step={0.1}
              digits={2}
              onChange={(temperature) => set({ temperature })}
            />
            <NumberField label={t.seed} value={how.seed} min={0} max={99_999} onChange={(seed) => set({ seed })} />
          </>
        )}
        <NumberField
          label={t.maxTokens}
          value={how.maxTokens}
          min={1}
          max={64}
          unit={t.tokens}
          onChange={(maxTokens) => set({ maxTokens })}
        />
      </div>
    </div>
  );
}

function Form({ given, sample }: { given: string; sample: GlmSample }) {
  const t = useBlanksWords();
  const store = blanksStore(useWorkbench());
  const [text, setText] = useState(given);
  const typed = text.trim();
  const hasBlank = typed.includes(blank);
  const isTooLong = typed.length > longestText;
  const take = (event: FormEvent) => {
    event.preventDefault();
    store.setState(({ moves }) => ({ text: typed, shownSteps: null, moves: moves + 1 }));
  };
  return (
    <form className={styles.form} onSubmit={take}>
      <TextAreaField name="blanks-text" label={t.text} value={text} rows={3} onChange={setText} />
      <p className={styles.hint}>{isTooLong ? t.tooLong(typed.length, longestText) : hasBlank ? t.hint : t.noBlank}</p>
      <div className={styles.buttons}>
        <Button type="submit" className={`${button.button} ${button.primary}`} isDisabled={!hasBlank || isTooLong}>
          {t.start}
        </Button>
        <Button className={`${button.button} ${button.plain}`} onPress={() => setText(blankedText(sample))}>
          {t.own}
        </Button>
      </div>
    </form>
  );
}

export function Fill({ sample }: { sample: GlmSample }) {
  const t = useBlanksWords();
  const text = useBlanks((state) => state.text);
  const hasTitles = useHasTitles();
  const isOpening = useBlanks((state) => state.form === 'opening') && hasTitles;
  return (
    <Panel title={t.fill}>
      <div className={styles.parts}>
        {hasTitles && <FillForm />}
        {isOpening ? <TitleChoice /> : <Form key={text} given={text || blankedText(sample)} sample={sample} />}
        <How />
        <FillResult />
      </div>
    </Panel>
  );
}
