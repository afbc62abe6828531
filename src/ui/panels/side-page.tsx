/** A page beside the run: the notices above its panels, and what it says where it has nothing to show yet. */
import type { ComponentProps, ReactNode } from 'react';
import { openRunAction, resumeAction } from '../actions/run-actions.ts';
import { openTrainedAction } from '../actions/trained-action.ts';
import { useSession } from '../context.ts';
import { useStrings } from '../i18n/language-context.tsx';
import { ActionButton } from '../widgets/action-button.tsx';
import { Outline, type OutlinePart } from '../widgets/outline.tsx';
import { Notices } from './notices.tsx';
import styles from './side-page.module.css';
import { StartButtons, useCanTrain } from './start-buttons.tsx';
import { ComingModel, useComesTrained } from './trained-model.tsx';

/** `--page-columns` and `--page-gap` of `className` lay out its panels; without them they stand below each other. */
export function SidePage({ className = '', children, ...attributes }: ComponentProps<'main'>) {
  return (
    <main {...attributes} className={`${styles.page} ${className}`}>
      <div className={styles.notices}>
        <Notices />
      </div>
      {children}
    </main>
  );
}

/** What is missing, what helps, and what there will be to see. `children`: buttons that open a run. */
export function EmptyPage({
  head,
  texts,
  outline,
  children,
}: {
  head?: string;
  texts: readonly string[];
  outline?: readonly OutlinePart[];
  children?: ReactNode;
}) {
  return (
    <>
      {head !== undefined && <p className={styles.head}>{head}</p>}
      {texts.map((text) => (
        <p key={text} className={styles.text}>
          {text}
        </p>
      ))}
      {children && <StartButtons>{children}</StartButtons>}
      {outline && <Outline parts={outline} />}
    </>
  );
}

/** What a page says that shows an open run where none is open. */
export interface NeedsRunWords {
  opening: string;
  /** The head, and what the page will show. */
  empty: string;
  emptyText: string;
  /** In place of `emptyText` where a recording is on screen: what it does not hold. Absent: the page may show one. */
  emptyRecorded?: string;
  /** How to open a run: the one that is kept from an earlier visit, or a new one. */
  emptyKept: string;
  emptyNew: string;
  outline: readonly OutlinePart[];
}

/** In place of a page that needs an open run. `children`: other buttons than those that open the kept run and a new one. */
export function NeedsRun({ words: t, children }: { words: NeedsRunWords; children?: ReactNode }) {
  const all = useStrings();
  const canTrain = useCanTrain();
  const opening = useSession((state) => state.status === 'opening' || state.info !== null);
  const canResume = useSession((state) => state.resumable !== null);
  const isRecorded = useSession((state) => state.isRecorded);
  const comesTrained = useComesTrained() && !children;
  if (opening) return <EmptyPage texts={[t.opening]} />;
  const howToOpen = canResume ? t.emptyKept : t.emptyNew;
  const helps = canTrain ? [...(comesTrained ? [all.trained.comes] : []), howToOpen] : [all.noWebGpu.needsRun];
  const text = (isRecorded && t.emptyRecorded) || t.emptyText;
  return (
    <EmptyPage head={t.empty} texts={[text, ...helps]} outline={t.outline}>
      {children ?? (
        <>
          {comesTrained && <ActionButton action={openTrainedAction} kind="primary" showKeys />}
          {canResume && <ActionButton action={resumeAction} kind={comesTrained ? 'plain' : 'primary'} />}
          <ActionButton action={openRunAction} kind={comesTrained || canResume ? 'plain' : 'primary'} />
          <ComingModel />
        </>
      )}
    </EmptyPage>
  );
}
