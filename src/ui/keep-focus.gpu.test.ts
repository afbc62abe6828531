/** In a browser, whose focus it is. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { inTime } from '../util/testing/in-time.ts';
import { keepFocus } from './keep-focus.ts';

const element = (id: string) => document.getElementById(id)!;
const longEnough = () => new Promise((resolve) => setTimeout(resolve, 250));

let end: () => void;
beforeEach(() => {
  document.body.innerHTML = `
    <main id="main"><div id="strip"><button id="in-strip">Undo</button></div>
      <ul id="list" tabindex="-1"><li id="row"><button id="in-row">Delete</button></li></ul></main>
    <button id="outside">Play</button><div id="dialog"><button id="in-dialog">Close</button></div>`;
  end = keepFocus();
});
afterEach(() => {
  end();
  document.body.replaceChildren();
});

it.each([
  ['the main part, from a strip above it', 'in-strip', 'strip', 'main'],
  ['the list, from a row of it', 'in-row', 'row', 'list'],
  ['the main part, where nothing around it stays', 'in-dialog', 'dialog', 'main'],
])('goes to %s', async (_, focused, removed, place) => {
  element(focused).focus();
  element(removed).remove();
  await inTime(() => expect(document.activeElement).toBe(element(place)));
});

it('is left to what chooses a place by itself', async () => {
  element('in-dialog').focus();
  element('dialog').remove();
  setTimeout(() => element('outside').focus(), 50);
  await longEnough();
  expect(document.activeElement).toBe(element('outside'));
});

it('stays where a person has put it, and nowhere where a person has left it', async () => {
  element('outside').focus();
  element('strip').remove();
  await longEnough();
  expect(document.activeElement).toBe(element('outside'));
  element('main').dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
  element('outside').blur();
  element('outside').remove();
  await longEnough();
  expect(document.activeElement).toBe(document.body);
});

it('ends', async () => {
  end();
  element('in-strip').focus();
  element('strip').remove();
  await longEnough();
  expect(document.activeElement).toBe(document.body);
});
