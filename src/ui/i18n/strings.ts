/** The strings of the page in the language that is shown. */

import { en, type Strings } from './en.ts';

export const t: Strings = en;
