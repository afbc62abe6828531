/** Languages that a person may choose for a corpus. */

import { t } from '../i18n/strings.ts';

/** Scripts differ in how text is cut into words; languages of one script do not. */
export const languages = 'en de es fr it nl pl pt sv tr cs el ru uk zh ja ko ar he hi th'.split(' ');

export function nameOfLanguage(tag: string): string {
  return `${new Intl.DisplayNames(t.language, { type: 'language' }).of(tag) ?? tag} (${tag})`;
}
