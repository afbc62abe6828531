import { describe, expect, it } from 'vitest';
import { getSetting } from '../run/settings.ts';
import { systemOf } from '../systems/registry.ts';
import { armOf, configOfArm, configOfStart, lackOf, lendersOf } from './experiment.ts';
import { measures } from './measures.ts';
import { experimentOf, experiments } from './registry.ts';

describe.each(experiments.filter((one) => lackOf(one) === null))('$id', (experiment) => {
  const configs = experiment.arms.map((arm) => configOfArm(experiment, arm, { seed: 7 }));

  it('has arms with valid settings, each different from the others', () => {
    const trained = experiment.arms.flatMap((arm, i) => (arm.borrowed ? [] : [JSON.stringify([configs[i], arm.init])]));
    expect(new Set(trained).size).toBe(trained.length);
    const ids = [...(experiment.starts ?? []), ...experiment.arms].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const config of configs) expect(config.seed).toBe(7);
    // a setting of an arm is not lost
    experiment.arms.forEach((arm, i) => {
      for (const [key, value] of Object.entries(arm.settings)) expect(getSetting(configs[i]!, key), key).toBe(value);
    });
  });

  it('compares every arm that trains with a control at equal steps', () => {
    const controls = new Set(experiment.arms.map(({ control }) => control));
    const stepsOf = (id: string) => {
      const config = configs[experiment.arms.indexOf(armOf(experiment, id))]!;
      return getSetting(config, systemOf(config).stepsKey);
    };
    const allStepsOf = (id: string) => {
      const config = configs[experiment.arms.indexOf(armOf(experiment, id))]!;
      return systemOf(config)
        .phases(config)
        .reduce((sum, { steps }) => sum + steps, 0);
    };
    for (const { id, control, borrowed } of experiment.arms) {
      if (control !== undefined) {
        expect(armOf(experiment, control).control === undefined || experiment.id === 'toy').toBe(true);
        // equal numbers of predicted tokens: phase.test.ts of GLM
        if (experiment.equal !== undefined) continue;
        if (!borrowed && allStepsOf(id) !== allStepsOf(control)) expect(stepsOf(id), id).toBe(stepsOf(control));
      } else {
        // a control of others, or the start, which takes no step of the main phase
        expect(controls.has(id) || stepsOf(id) === 0, id).toBe(true);
      }
    }
  });

  it('borrows parameters from arms that train, and changes none of them', () => {
    experiment.arms.forEach((arm, i) => {
      if (!arm.borrowed) return;
      for (const lender of lendersOf(arm)) expect(armOf(experiment, lender).borrowed).toBeUndefined();
      const config = configs[i]!;
      const { stepsKey } = systemOf(config);
      expect(getSetting(config, stepsKey)).toBe(1);
      const section = getSetting(config, stepsKey.split('.')[0]!) as unknown as Record<string, unknown>;
      const rates = Object.entries(section).filter(([key]) => key.toLowerCase().endsWith('learningrate'));
      expect(rates.length).toBeGreaterThan(0);
      for (const [key, rate] of rates) expect(rate, key).toBe(0);
    });
  });

  it('begins with the models of runs of equal steps, each of which an arm needs', () => {
    const { starts = [], arms } = experiment;
    const steps = starts.map((start) => {
      const config = configOfStart(start, { seed: 7 });
      expect(config.seed).toBe(7);
      const phases = systemOf(config).phases(config);
      return JSON.stringify(phases.map(({ id, steps }) => [id, steps]));
    });
    expect(new Set(steps).size).toBeLessThanOrEqual(1);
    const needed = new Set(arms.flatMap(({ init }) => init ?? []));
    expect([...needed].sort()).toEqual(starts.map(({ id }) => id).sort());
  });

  it('shows measures of metrics that its system has, those of the paper and of the expectation among them', () => {
    const metrics = systemOf(configs[0]!).metrics.map(({ id }) => id);
    // measured from examples alone, where a run reports them
    const known = [...metrics, 'heldOutRecallAt1', 'heldOutRecallAt5'];
    for (const id of experiment.measures) expect(known).toContain(measures[id].metric);
    for (const { paper = {}, expected = {} } of experiment.arms) {
      for (const id of Object.keys({ ...paper, ...expected })) expect(experiment.measures).toContain(id);
    }
    expect(experiment.arms.some(({ paper }) => paper)).toBe(experiment.paperFigures !== undefined);
  });
});

it('changes of a user come over the experiment’s settings and below those of an arm', () => {
  const masking = experimentOf('masking');
  const uniform = armOf(masking, 'uniform');
  const changes = ['joint.steps=50', 'joint.swapAfter=5', 'masking.strategy=random-span'];
  expect(configOfArm(masking, uniform, { seed: 2, preset: 'smoke', changes })).toMatchObject({
    preset: 'smoke',
    seed: 2,
    joint: { steps: 50, swapAfter: 5 },
    masking: { strategy: 'uniform' },
    bios: { people: 24 },
  });
});

it('an arm that begins with the models of a start has its corpus and architecture, and no other of its settings', () => {
  const openQa = experimentOf('open-qa');
  const config = configOfArm(openQa, armOf(openQa, 'bm25'), { seed: 2, changes: ['qa.steps=9'] });
  expect(config).toMatchObject({ system: 'qa', seed: 2, bios: { people: 80, attributes: 4 } });
  expect(config).toMatchObject({ qa: { init: 'checkpoint', retriever: 'bm25', steps: 9 }, evaluation: { every: 25 } });
});

it('a preset of the system of its starts moves a whole experiment to another corpus', () => {
  const openQa = experimentOf('open-qa');
  const moved = { seed: 2, preset: 'atlas' };
  for (const start of openQa.starts!) {
    expect(configOfStart(start, moved)).toMatchObject({ preset: 'atlas', corpus: 'atlas', joint: { swapAfter: 20 } });
  }
  const arm = armOf(openQa, 'realm');
  expect(configOfArm(openQa, arm, moved)).toMatchObject({ preset: 'qa-bios', corpus: 'atlas', lengths: { query: 32 } });
  const other = configOfArm(openQa, arm, { seed: 2, preset: 'qa' });
  expect(other).toMatchObject({ preset: 'qa', corpus: 'bios', bios: { people: 80 }, qa: { maxSpan: 6 } });
});

it('says what there is where a name is wrong', () => {
  expect(() => experimentOf('mask')).toThrow(/no experiment “mask”.*masking, staleness/);
  expect(() => armOf(experimentOf('masking'), 'none')).toThrow(/masking has no arm “none”/);
  expect(() =>
    configOfArm(experimentOf('masking'), armOf(experimentOf('masking'), 'uniform'), {
      seed: 1,
      changes: ['joint.step=1'],
    }),
  ).toThrow(/no setting “joint.step”/);
});
