/** The page *Basics*: a list of labs, and the one that the address names. */
import { useEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import { configWith, trainedModelFor } from '../../state/trained-models.ts';
import { useWorkbench } from '../context.ts';
import { useStrings } from '../i18n/language-context.tsx';
import { useLessonWords } from '../lessons/words/use-lesson-words.ts';
import { SidePage } from '../panels/side-page.tsx';
import { usePlaces } from '../use-places.ts';
import { Panel } from '../widgets/panel.tsx';
import styles from './basics-page.module.css';
import { type LabEntry, labs } from './registry.ts';
import { labKey } from './use-desk.ts';
import { labsPage as page, useLabAddress } from './use-lab-address.ts';
import { labAction, useLabKeys } from './use-lab-keys.ts';
import { useLabWords } from './words/use-lab-words.ts';

interface RowProps {
  entry: LabEntry;
  isShown: boolean;
  /** Its title alone, and what is done. */
  isShort: boolean;
}

const comesTrained = (preset: string) => trainedModelFor(configWith(preset)) !== null;

function Row({ entry: { lab, useText, looksInto }, isShown, isShort }: RowProps) {
  const words = useLabWords();
  const lessonWords = useLessonWords();
  const { title, about } = useText();
  const address = useLabAddress(lab.id);
  const names = Object.keys(lab.exercises);
  const { guide } = useWorkbench();
  const done = useStore(
    guide.store,
    (state) => names.filter((name) => state.done.includes(labKey(lab.id, name))).length,
  );
  const facts = [
    ...(isShort ? [] : [lessonWords.minutes(lab.minutes)]),
    ...(isShort || !looksInto ? [] : [comesTrained(looksInto) ? words.isTrained : words.trains]),
    ...(done > 0 ? [isShort ? `${done}/${names.length}` : lessonWords.exercisesDone(done, names.length)] : []),
  ];
  return (
    <li>
      <a className={isShort ? styles.short : styles.lab} href={address} aria-current={isShown || undefined}>
        <span className={styles.title}>{title}</span>
        {facts.length > 0 && <span className={styles.facts}>{facts.join(' · ')}</span>}
        {!isShort && <span className={styles.about}>{about}</span>}
      </a>
    </li>
  );
}

function AllLabs() {
  const { all } = useLabWords();
  return (
    <li>
      <a className={styles.all} href={useLabAddress(null)}>
        {all}
      </a>
    </li>
  );
}

/** How far down the window a lab may begin before it is brought to the top: below that little more than its title would be seen. */
const lowest = 0.6;

/** Brings a named lab into sight, which the list may have pushed below the window. One that is chosen on the page takes the focus from the list, too. */
function useBroughtIntoSight(id: string, isNamed: boolean) {
  const place = useRef<HTMLDivElement>(null);
  const before = useRef<string | null>(null);
  useEffect(() => {
    const isChosen = before.current !== null && before.current !== id;
    before.current = id;
    if (!isNamed) return;
    if (isChosen) place.current!.focus({ preventScroll: true });
    if (place.current!.getBoundingClientRect().top > lowest * innerHeight) place.current!.scrollIntoView();
  }, [id, isNamed]);
  return place;
}

export function BasicsPage() {
  const t = useStrings();
  const words = useLabWords();
  const [{ lab: named }, show] = usePlaces(page);
  const found = labs.findIndex(({ lab }) => lab.id === named);
  const at = Math.max(0, found);
  const { lab, View } = labs[at]!;
  const actions = useMemo(() => {
    const go = (by: number) => () => show({ lab: labs[at + by]!.lab.id });
    return [
      labAction({
        id: 'lab-next',
        label: words.next,
        shortcut: { key: 'j' },
        isEnabled: at < labs.length - 1,
        run: go(1),
      }),
      labAction({ id: 'lab-previous', label: words.previous, shortcut: { key: 'k' }, isEnabled: at > 0, run: go(-1) }),
    ];
  }, [show, words, at]);
  useLabKeys(actions);
  const place = useBroughtIntoSight(lab.id, found >= 0);
  return (
    <SidePage data-testid="basics">
      <Panel id={page} title={t.pages.basics}>
        {found < 0 && <p className={styles.intro}>{words.about}</p>}
        {named !== undefined && found < 0 && (
          <p className={styles.unknown} role="alert">
            {words.unknown(named)}
          </p>
        )}
        <nav aria-label={words.list}>
          {/* all about every lab before one is chosen; then the lab needs the room */}
          <ol className={found < 0 ? styles.list : styles.shortList}>
            {labs.map((entry) => (
              <Row key={entry.lab.id} entry={entry} isShown={entry.lab === lab} isShort={found >= 0} />
            ))}
            {found >= 0 && <AllLabs />}
          </ol>
        </nav>
      </Panel>
      <div ref={place} className={styles.place} tabIndex={-1}>
        <View key={lab.id} />
      </div>
    </SidePage>
  );
}
