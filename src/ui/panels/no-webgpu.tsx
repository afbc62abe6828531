/** Where the browser has no WebGPU: what that means and what to do. A whole page, or a message above a recording. */

import { firstPage } from '../../state/url.ts';
import { useUi } from '../context.ts';
import { useStrings } from '../i18n/language-context.tsx';
import type { WebGpu } from '../webgpu.ts';
import { Mark } from '../widgets/icons.tsx';
import styles from './no-webgpu.module.css';

type Why = Exclude<WebGpu, 'available'>;

function WhatToDo({ why }: { why: Why }) {
  const words = useStrings().noWebGpu;
  const steps = [
    words.chrome,
    words.linux,
    words.acceleration,
    ...(why === 'missing' ? [words.secure] : []),
    words.report,
  ];
  return (
    <>
      <ul className={styles.steps}>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ul>
      <button type="button" className={styles.retry} onClick={() => location.reload()}>
        {words.retry}
      </button>
    </>
  );
}

/** The message on a page: a recording needs no WebGPU, but an open run does. */
export function NoWebGpuNotice({ why }: { why: Why }) {
  const t = useStrings();
  const isRun = useUi(({ page }) => page === firstPage);
  return (
    <details className={styles.notice} data-testid="no-webgpu" data-why={why}>
      <summary>
        {isRun ? t.recording.withoutWebGpu : t.noWebGpu.besideRun} <strong>{t.noWebGpu.what}</strong>
      </summary>
      <WhatToDo why={why} />
    </details>
  );
}

export function NoWebGpu({ why }: { why: Why }) {
  const t = useStrings();
  const words = t.noWebGpu;
  return (
    <main className={styles.page} data-testid="no-webgpu" data-why={why}>
      <p className={styles.name}>
        <Mark />
        {t.name}
      </p>
      <h1 className={styles.title}>{words.title}</h1>
      <p className={styles.text}>{why === 'missing' ? words.missing : words.noAdapter}</p>
      <h2 className={styles.subtitle}>{words.what}</h2>
      <WhatToDo why={why} />
    </main>
  );
}
