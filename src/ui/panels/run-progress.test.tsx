import { describe, expect, it } from 'vitest';
import { describeRun } from '../../state/run-description.ts';
import { resolvePreset } from '../../systems/presets.ts';
import { testLanguages } from '../i18n/testing.ts';
import { shortRunName } from '../runs/run-name.ts';
import { markupOf } from '../testing/markup.tsx';
import { RunProgress } from './run-progress.tsx';

const config = resolvePreset('smoke');
const measured = { runId: 'a', ...describeRun(config) };
const nameOn = (markup: string) => /data-testid="shown-run">(.*?)</.exec(markup)?.[1];

describe('the line of progress', () => {
  it('names the run on screen, whatever the next one will be', () => {
    const draft = resolvePreset('atlas');
    const now = { phase: 'joint', step: 3 };
    expect(nameOn(markupOf(<RunProgress />, { measured, draft, now, status: 'running' }))).toBe('Smoke');
    expect(nameOn(markupOf(<RunProgress />, { measured, draft, now, isRecorded: true }))).toBe('Smoke');
  });

  it('speaks of the run that is being opened, as the preset beside it does, and not of the one before', () => {
    const draft = resolvePreset('seq2seq');
    const now = { phase: 'joint', step: 3 };
    const phases = (markup: string) => markup.split('<li').length - 1;
    const opening = markupOf(<RunProgress />, { measured, draft, now, status: 'opening' });
    expect(nameOn(opening)).toBeUndefined();
    expect(phases(opening)).toBe(describeRun(draft).phases.length);
    expect(opening).not.toContain('aria-current');
    // the same settings again: the run is resumed, or begun anew
    const again = markupOf(<RunProgress />, { measured, draft: config, now, status: 'opening' });
    expect(nameOn(again)).toBe('Smoke');
    expect(phases(again)).toBe(describeRun(config).phases.filter(({ steps }) => steps > 0).length);
  });

  it('says what the next step of a run that plays waits for, and how far that is', () => {
    const now = { phase: 'joint', step: 0 };
    const preparing = { stage: 'building-index', done: 3, total: 9 };
    const playing = markupOf(<RunProgress />, { measured, now, preparing, status: 'running' });
    expect(playing).toContain('data-status="running"');
    expect(playing).toContain('Building the index');
    expect(playing).toMatch(/3.*9/);
    expect(markupOf(<RunProgress />, { measured, now, preparing, status: 'paused' })).not.toContain('Building');
  });

  it('calls a run of an earlier visit saved only where it can be resumed', () => {
    const now = { phase: 'joint', step: 3 };
    const resumable = { runId: 'a', system: 'realm', ...now, savedAt: 0 };
    const shown = (state: object) => markupOf(<RunProgress />, { measured, now, ...state });
    expect(shown({ resumable })).toContain('Saved run');
    for (const state of [{}, { resumable: { ...resumable, runId: 'b' } }]) {
      expect(shown(state)).not.toContain('Saved run');
      expect(shown(state)).toContain('Earlier run');
    }
  });

  it('names none before there is one', () => {
    expect(nameOn(markupOf(<RunProgress />))).toBeUndefined();
  });

  it('takes the name that a person gave, or the corpus that is theirs, before the preset', () => {
    const { t } = testLanguages().of('en');
    const corpora = [{ manifest: { id: config.corpus, title: 'Lighthouses' } }] as unknown as Parameters<
      typeof shortRunName
    >[1]['corpora'];
    const runs = [{ runId: 'a', name: 'With a colder retriever' }] as unknown as Parameters<
      typeof shortRunName
    >[1]['runs'];
    expect(shortRunName(measured, { runs: [], corpora: [] }, t)).toBe('Smoke');
    expect(shortRunName(measured, { runs: [], corpora }, t)).toBe('Lighthouses');
    expect(shortRunName(measured, { runs, corpora }, t)).toBe('With a colder retriever');
  });
});
