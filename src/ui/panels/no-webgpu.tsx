/** The whole page where the browser has no WebGPU: what that means and what to do. */

import { useStrings } from '../i18n/language-context.tsx';
import { Mark } from '../widgets/icons.tsx';
import styles from './no-webgpu.module.css';

export function NoWebGpu({ why }: { why: 'missing' | 'no-adapter' }) {
  const t = useStrings();
  const words = t.noWebGpu;
  const steps = [
    words.chrome,
    words.linux,
    words.acceleration,
    ...(why === 'missing' ? [words.secure] : []),
    words.report,
  ];
  return (
    <main className={styles.page} data-testid="no-webgpu" data-why={why}>
      <p className={styles.name}>
        <Mark />
        {t.name}
      </p>
      <h1 className={styles.title}>{words.title}</h1>
      <p className={styles.text}>{why === 'missing' ? words.missing : words.noAdapter}</p>
      <h2 className={styles.subtitle}>{words.what}</h2>
      <ul className={styles.steps}>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ul>
      <button type="button" className={styles.retry} onClick={() => location.reload()}>
        {words.retry}
      </button>
    </main>
  );
}
