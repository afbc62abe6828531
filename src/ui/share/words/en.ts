/** Words of the dialog Share, in English. They are loaded with it. */
import { whole } from '../../i18n/en/numbers.ts';

export const en = {
  title: 'Share',
  names: 'The link names',
  named: {
    settings: 'the settings',
    place: 'page, example, mask',
    moment: 'the moment of the recording',
    lesson: 'the part of the lesson',
    language: 'the language',
  },
  shows: 'The page shows',
  parts: {
    header: 'head',
    pages: 'links to pages',
    preset: 'preset',
    transport: 'play, step, reset',
    lesson: 'lesson',
    recording: 'recording',
    setup: 'setup',
    example: 'example',
    timeline: 'refreshes',
    curves: 'curves',
    evaluations: 'evaluations',
  },
  link: 'Link',
  frame: 'Code for a frame in another page',
  frameHint:
    'It plays and trains in any page. docs/TEACHING.md says what a page that is cross-origin isolated must allow.',
  qr: 'QR code',
  qrOf: 'QR code of the link',
  tooLong: (length: number, most: number) =>
    `The link has ${whole(length)} characters, which is too long for a QR code that a telephone can read (at most ${whole(most)}). A long text typed into the lab does this: leave out “page, example, mask”, or copy the link.`,
  copy: 'Copy',
  copyThe: (what: string) => `Copy: ${what}`,
  copied: 'Copied',
  notCopied: 'Not copied: select the text instead',
};

export type ShareWords = typeof en;
