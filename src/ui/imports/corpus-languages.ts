/** Languages that a person may choose for a corpus. */

/** Scripts differ in how text is cut into words; languages of one script do not. */
export const corpusLanguages = 'en de es fr it nl pl pt sv tr cs el ru uk zh ja ko ar he hi th'.split(' ');

/** The name of a language, by its tag, in the language of the page. */
export function nameOfLanguage(tag: string, pageLanguage: string): string {
  return `${new Intl.DisplayNames(pageLanguage, { type: 'language' }).of(tag) ?? tag} (${tag})`;
}
