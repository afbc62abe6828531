/** The page could not begin: said in every language, since the words of none may be there. */

import { toErrorReport } from '../util/errors.ts';

/** Shows the reason and a button that loads the page again. */
export function showStartFailure(root: HTMLElement, error: unknown): void {
  const main = document.createElement('main');
  main.dataset.testid = 'start-failure';
  main.style.cssText = 'max-width: 40rem; margin: 4rem auto; padding: 0 1rem; display: grid; gap: 0.75rem';
  for (const text of [
    'Retrograd could not be loaded completely.',
    'Retrograd 未能完整加载。',
    toErrorReport(error).message,
  ]) {
    main.appendChild(document.createElement('p')).textContent = text;
  }
  const button = main.appendChild(document.createElement('button'));
  button.textContent = 'Reload the page / 重新加载页面';
  button.style.cssText = 'justify-self: start; min-height: 2.5rem; padding: 0 0.75rem';
  button.addEventListener('click', () => location.reload());
  root.replaceChildren(main);
}
