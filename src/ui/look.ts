/** Which parts of the page are shown, and whether it stands in another page: `hide=setup,curves`, `show=recording,example`, `embed=1`. */

import { firstPage, type PageName } from '../state/url.ts';
import { useUi } from './context.ts';

/** Parts of the page that a link may leave out, in the order in which they stand. */
export const partNames = [
  'header',
  'pages',
  'preset',
  'transport',
  'lesson',
  'recording',
  'setup',
  'example',
  'timeline',
  'curves',
  'evaluations',
] as const;

/** Parts that every page has; the others are those of a run. */
const commonParts: readonly PartName[] = ['header', 'pages', 'preset', 'transport', 'lesson'];

/** The parts that a page has. */
export function partsOf(page: PageName): readonly PartName[] {
  return page === firstPage ? partNames : commonParts;
}

/** Whether a page shows the recording, so that an address may name a moment of it. */
export function showsRecording(page: PageName): boolean {
  return partsOf(page).includes('recording');
}

export type PartName = (typeof partNames)[number];

export interface Look {
  hidden: readonly PartName[];
  /** Whether the page stands in a frame of another page: compact, with a link to the whole page. */
  isEmbedded: boolean;
}

/** Keys of an address, as they are written. */
export type WrittenLook = Readonly<Partial<Record<'show' | 'hide' | 'embed', string>>>;

export const wholePage: Look = { hidden: [], isEmbedded: false };

/** What a frame shows where the address does not say it. */
export const shownInFrame: readonly PartName[] = ['lesson', 'recording', 'example'];

const without = (names: readonly PartName[]) => partNames.filter((name) => !names.includes(name));

function defaultHidden(isEmbedded: boolean): readonly PartName[] {
  return isEmbedded ? without(shownInFrame) : [];
}

const isPart = (name: string): name is PartName => (partNames as readonly string[]).includes(name);

/**
 * `show` names all parts that are shown, `hide` those that are not. Also returns, by key, names that no part has; they are left out, and a `show`
 * that names no part at all counts as absent.
 */
export function readLook({ show, hide, embed }: WrittenLook): { look: Look; unknown: [key: string, name: string][] } {
  const unknown: [string, string][] = [];
  const parse = (key: string, text: string | undefined): PartName[] | null => {
    if (text === undefined) return null;
    const names = text.split(',').map((name) => name.trim());
    for (const name of names) if (name !== '' && !isPart(name)) unknown.push([key, name]);
    return names.filter(isPart);
  };
  const shown = parse('show', show);
  const hidden = parse('hide', hide);
  if (embed !== undefined && embed !== '1' && embed !== '0') unknown.push(['embed', embed]);
  const isEmbedded = embed === '1';
  const isSaid = (shown && shown.length > 0) || hidden;
  const left = isSaid ? [...(shown && shown.length > 0 ? without(shown) : []), ...(hidden ?? [])] : null;
  const names = left ? partNames.filter((name) => left.includes(name)) : defaultHidden(isEmbedded);
  return { look: { hidden: names, isEmbedded }, unknown };
}

/** The shorter way to write it; empty for the whole page. */
export function writeLook({ hidden, isEmbedded }: Look): Record<string, string> {
  const usual = defaultHidden(isEmbedded);
  const isUsual = hidden.length === usual.length && hidden.every((name) => usual.includes(name));
  const isMost = hidden.length > partNames.length / 2 && hidden.length < partNames.length;
  return {
    ...(isUsual ? {} : isMost ? { show: without(hidden).join(',') } : { hide: hidden.join(',') }),
    ...(isEmbedded ? { embed: '1' } : {}),
  };
}

/** Whether an address asks for a page that stands in another one. */
export function isEmbeddedAddress(hash: string): boolean {
  return new URLSearchParams(hash.replace(/^#/, '')).get('embed') === '1';
}

/** Tells which parts are shown. */
export function useShows(): (part: PartName) => boolean {
  const { hidden } = useUi((state) => state.look);
  return (part) => !hidden.includes(part);
}
