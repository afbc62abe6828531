/** Asks for the titles of Wikipedia pages; what comes of them is shown in the preview of an import. */

import { useState } from 'react';
import { Button, Form } from 'react-aria-components';
import { wikipediaTitles } from '../../text/import/wikipedia.ts';
import { saidBy } from '../../util/errors.ts';
import type { Said } from '../../util/sentence.ts';
import { useImports, useWorkbench } from '../context.ts';
import { useLanguage } from '../i18n/language-context.tsx';
import button from '../widgets/button.module.css';
import { PageDialog } from '../widgets/dialog.tsx';
import { SelectField, TextAreaField } from '../widgets/fields.tsx';
import { corpusLanguages, nameOfLanguage } from './corpus-languages.ts';
import styles from './import-dialog.module.css';
import { useImportWords } from './words/use-import-words.ts';

/** Wikipedia has one in plain words, too. */
const wikipedias = corpusLanguages.toSpliced(1, 0, 'simple');

function Titles({ close }: { close: () => void }) {
  const { id: pageLanguage, t } = useLanguage();
  const words = useImportWords();
  const { imports, ui } = useWorkbench();
  const { titles, language } = useImports((state) => state.asked);
  const [wrong, setWrong] = useState<Said | null>(null);
  const ask = () => {
    try {
      const asked = wikipediaTitles(titles, language);
      ui.setState({ dialog: 'import' });
      void imports.fetchPages(words.wikipedia.name, asked, language);
    } catch (error) {
      setWrong(saidBy(error));
    }
  };
  return (
    <Form
      className={styles.form!}
      onSubmit={(event) => {
        event.preventDefault();
        ask();
      }}
    >
      <div className={styles.body}>
        <p className={styles.about}>{words.wikipedia.about(language)}</p>
        {wrong !== null && (
          <div className={styles.failure} role="alert" data-testid="wikipedia-failure">
            <strong>{words.wikipedia.wrong}</strong>
            <p>{t.say(wrong)}</p>
          </div>
        )}
        <TextAreaField
          name="wikipedia-titles"
          label={words.wikipedia.titles}
          rows={8}
          value={titles}
          onChange={(typed) => {
            setWrong(null);
            imports.setAsked({ titles: typed });
          }}
          autoFocus
        />
        <SelectField
          name="wikipedia-language"
          label={words.wikipedia.language}
          value={language}
          choices={wikipedias.map((id) => ({
            id,
            label: id === 'simple' ? words.wikipedia.simple : nameOfLanguage(id, pageLanguage),
          }))}
          onChange={(id) => {
            setWrong(null);
            imports.setAsked({ language: id });
          }}
        />
      </div>
      <div className={styles.buttons}>
        <Button className={`${button.button} ${button.plain}`} onPress={close}>
          {words.wikipedia.cancel}
        </Button>
        <Button className={`${button.button} ${button.primary}`} type="submit" isDisabled={titles.trim() === ''}>
          {words.wikipedia.ask}
        </Button>
      </div>
    </Form>
  );
}

export function WikipediaDialog() {
  const words = useImportWords();
  return (
    <PageDialog name="wikipedia" title={words.wikipedia.title} keepsOpen>
      {(close) => <Titles close={close} />}
    </PageDialog>
  );
}
