/** Links to what is on screen, and the code that puts the page into another one. */

import type { RunConfig } from '../../run/records.ts';
import { encodeAddress, firstPage, type LessonPlace, type PageName, type Places } from '../../state/url.ts';
import { type PartName, partNames, writeLook } from '../look.ts';

/** What a link may name. */
export interface Shared {
  /** Preset, seed and every changed setting. */
  settings: RunConfig | null;
  /** Page, example, mask and document. */
  place: { page: PageName; places: Places } | null;
  /** The moment of the recording, from 1. */
  moment: number | null;
  lesson: LessonPlace | null;
  /** BCP 47 tag. */
  language: string | null;
  shown: readonly PartName[];
}

/** The address of `shared`. `base`: the address of the page; its query and hash are replaced. */
export function linkTo(shared: Shared, base: string, { isEmbedded = false } = {}): string {
  const { settings, place, moment, lesson, language, shown } = shared;
  const { page, places } = place ?? { page: firstPage, places: {} };
  const hidden = partNames.filter((name) => !shown.includes(name));
  const rest = { ...(moment === null ? {} : { moment: String(moment) }), ...writeLook({ hidden, isEmbedded }) };
  const url = new URL(base);
  url.search = language === null ? '' : new URLSearchParams({ lang: language }).toString();
  url.hash = encodeAddress(settings, page, places, lesson, rest);
  return url.href;
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** HTML that puts the page into another one. In a page that is cross-origin isolated the frame may be it, too. */
export function frameCode(link: string, title: string): string {
  return `<iframe src="${escaped(link)}" title="${escaped(title)}" width="600" height="400" style="border: 0" allow="cross-origin-isolated; clipboard-write" loading="lazy"></iframe>`;
}

/** Characters of a link that a telephone still reads from a projector: a QR code of 97 × 97 modules. */
export const longestQr = 800;
