/** The dialog that makes a link: what it names, the link itself, the code of a frame, and a QR code. */

import { type ReactNode, useState } from 'react';
import { Button } from 'react-aria-components';
import { useStore } from 'zustand';
import { isFirstSeen } from '../../state/shipped-recordings.ts';
import { useSession, useSystem, useUi, useWorkbench } from '../context.ts';
import { useStrings } from '../i18n/language-context.tsx';
import { type PartName, partNames, partsOf, shownInFrame, showsRecording } from '../look.ts';
import { pageOf } from '../pages.ts';
import button from '../widgets/button.module.css';
import { PageDialog } from '../widgets/dialog.tsx';
import { qrCode, qrPicture } from './qr-code.ts';
import styles from './share-dialog.module.css';
import { frameCode, linkTo, longestQr, type Shared } from './share-link.ts';
import { useShareWords } from './words/use-share-words.ts';

type Named = 'settings' | 'place' | 'moment' | 'lesson' | 'language';

function Check({ name, value, onChange }: { name: string; value: boolean; onChange: (value: boolean) => void }) {
  return (
    <label className={styles.check}>
      <input type="checkbox" checked={value} onChange={({ target }) => onChange(target.checked)} />
      {name}
    </label>
  );
}

/** A button that copies, and says so. */
function Copy({ label, copy }: { label: string; copy: () => Promise<void> }) {
  const t = useShareWords();
  const [said, setSaid] = useState('');
  return (
    <span className={styles.copy}>
      <Button
        className={`${button.button} ${button.plain}`}
        aria-label={label}
        onPress={() =>
          copy().then(
            () => setSaid(t.copied),
            () => setSaid(t.notCopied),
          )
        }
      >
        {t.copy}
      </Button>
      <output className={styles.said}>{said}</output>
    </span>
  );
}

function Copied({ title, text, rows, children }: { title: string; text: string; rows: number; children?: ReactNode }) {
  const t = useShareWords();
  return (
    <section className={styles.section}>
      <header className={styles.head}>
        <h3>{title}</h3>
        <Copy key={text} label={t.copyThe(title)} copy={() => navigator.clipboard.writeText(text)} />
      </header>
      <textarea
        className={styles.text}
        readOnly
        rows={rows}
        value={text}
        aria-label={title}
        onFocus={({ currentTarget }) => currentTarget.select()}
      />
      {children}
    </section>
  );
}

function Qr({ link }: { link: string }) {
  const t = useShareWords();
  if (link.length > longestQr) {
    return (
      <section className={styles.section}>
        <h3>{t.qr}</h3>
        <p data-testid="qr-too-long">{t.tooLong(link.length, longestQr)}</p>
      </section>
    );
  }
  const code = qrCode(link);
  const copy = async () => navigator.clipboard.write([new ClipboardItem({ 'image/png': qrPicture(code) })]);
  return (
    <section className={styles.section}>
      <header className={styles.head}>
        <h3>{t.qr}</h3>
        <Copy key={link} label={t.copyThe(t.qr)} copy={copy} />
      </header>
      <svg
        className={styles.qr}
        viewBox={`0 0 ${code.size} ${code.size}`}
        role="img"
        aria-label={t.qrOf}
        shapeRendering="crispEdges"
        data-testid="qr"
      >
        <rect width={code.size} height={code.size} fill="#fff" />
        <path d={code.path} fill="#000" />
      </svg>
    </section>
  );
}

/** The moment of the recording on screen, from 1; null where none is, or another than a first visit sees: a lesson's link leads there. */
function useMoment(): number | null {
  const { player } = useWorkbench();
  const { recording, at } = useStore(player.store);
  const isRecorded = useSession((state) => state.isRecorded);
  return isRecorded && recording && isFirstSeen(recording) ? at + 1 : null;
}

function Sharing() {
  const t = useStrings();
  const words = useShareWords();
  const { page, places, lesson, look, language } = useUi((state) => state);
  const draft = useSession((state) => state.draft);
  const shownMoment = useMoment();
  const moment = showsRecording(page) ? shownMoment : null;
  const system = useSystem();
  const [left, setLeft] = useState<readonly Named[]>(['language']);
  const [shown, setShown] = useState<readonly PartName[]>(partNames.filter((name) => !look.hidden.includes(name)));
  const names = (name: Named) => !left.includes(name);
  const toggle = <T,>(list: readonly T[], item: T, isIn: boolean) =>
    isIn ? [...list, item] : list.filter((one) => one !== item);
  const offered: readonly Named[] = [
    'settings',
    'place',
    ...(moment === null ? [] : (['moment'] as const)),
    ...(lesson ? (['lesson'] as const) : []),
    'language',
  ];
  const shared: Shared = {
    settings: names('settings') ? draft : null,
    place: names('place') ? { page, places: places[page] ?? {} } : null,
    moment: names('moment') ? moment : null,
    lesson: names('lesson') ? lesson : null,
    language: names('language') ? language : null,
    shown,
  };
  const linkNote = shared.place && pageOf(system, page).linkNote?.(t);
  const link = linkTo(shared, location.href);
  // a frame has no room for everything: it shows its usual parts unless some were chosen
  const inFrame = shown.length === partNames.length ? shownInFrame : shown;
  const frame = linkTo({ ...shared, shown: inFrame }, location.href, { isEmbedded: true });
  return (
    <div className={styles.dialog}>
      <fieldset className={styles.group}>
        <legend>{words.names}</legend>
        {offered.map((name) => (
          <Check
            key={name}
            name={words.named[name]}
            value={names(name)}
            onChange={(value) => setLeft(toggle(left, name, !value))}
          />
        ))}
      </fieldset>
      <fieldset className={styles.group}>
        <legend>{words.shows}</legend>
        {partsOf(page).map((name) => (
          <Check
            key={name}
            name={words.parts[name]}
            value={shown.includes(name)}
            onChange={(value) => setShown(toggle(shown, name, value))}
          />
        ))}
      </fieldset>
      <Copied title={words.link} text={link} rows={3}>
        {linkNote && <p className={styles.hint}>{linkNote}</p>}
      </Copied>
      <Copied title={words.frame} text={frameCode(frame, t.name)} rows={6}>
        <p className={styles.hint}>{words.frameHint}</p>
      </Copied>
      <Qr link={link} />
    </div>
  );
}

export function ShareDialog() {
  const t = useShareWords();
  return (
    <PageDialog name="share" title={t.title} wide>
      {() => <Sharing />}
    </PageDialog>
  );
}
