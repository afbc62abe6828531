/** Opens scripted runs: real runs (run/training-run.ts) of systems that train nothing, on a device that can be lost. */
import type { Gpu } from '../../gpu/device.ts';
import type { RunConfig } from '../../run/records.ts';
import { ScriptedDevice, scriptedSystem } from '../../run/testing/scripted-system.ts';
import { TrainingRun } from '../../run/training-run.ts';
import { systemOf } from '../../systems/registry.ts';
import { scriptOf } from '../../systems/testing/scripts.ts';
import { type BiosOptions, generateBios } from '../../text/corpus/bios.ts';
import type { Corpus } from '../../text/corpus/corpus.ts';
import { RetrogradError } from '../../util/errors.ts';
import type { OpenQuery } from '../protocol.ts';
import { checkCheckpoint } from '../resume.ts';
import { runHooks } from '../run-hooks.ts';
import type { HostedRun } from '../stepped-run.ts';
import type { HostHooks, RunHost } from '../train-server.ts';
import type { Gate } from './gate.ts';

export class ScriptedHost implements RunHost {
  onLost: RunHost['onLost'] = null;
  private device: ScriptedDevice | null = null;
  private lost: string | null = null;

  constructor(private readonly gate: Gate) {}

  async open(query: OpenQuery, hooks: HostHooks): Promise<HostedRun> {
    const { config, corpus, checkpoint } = query;
    const system = systemOf(config);
    if (checkpoint) checkCheckpoint(system, checkpoint, config);
    const device = (this.device ??= new ScriptedDevice());
    this.lost = null;
    hooks.onProgress('loading-corpus', 0, 1);
    const reports = runHooks(hooks);
    const run = await TrainingRun.open(
      { adapter: 'scripted adapter' } as Gpu,
      scriptedSystem(system, { device, makeScript: scriptOf(config.system), onKernels: reports.onKernels }),
      { ...query, corpus: corpus ?? scriptedCorpus(config) },
      { ...reports, spawnIndexWorker: unused },
    );
    if (this.device !== device) throw new RetrogradError('device-lost', 'The graphics device was lost.');
    return this.paced(run);
  }

  /** The run, with steps that wait for the gate. */
  private paced(run: TrainingRun): HostedRun {
    const { gate } = this;
    const position = () => {
      const { phases } = run.info;
      const before = phases.slice(
        0,
        phases.findIndex(({ id }) => id === run.moment.phase),
      );
      return before.reduce((sum, { steps }) => sum + steps, run.moment.step);
    };
    return new Proxy(run, {
      get: (target, key) => {
        if (key === 'advance') return async () => (await gate.pass(position())) && target.advance();
        const value = Reflect.get(target, key, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  }

  takeSpans(): null {
    return null;
  }

  async lostReason(): Promise<string | null> {
    return this.lost;
  }

  loseDevice(reason = 'destroyed'): void {
    const { device } = this;
    if (!device) return;
    this.device = null;
    this.lost = reason;
    device.lost = reason;
    this.gate.interrupt();
    this.onLost?.(reason);
  }
}

/** `missing` is refused; any other id gets generated biographies under its own name. */
function scriptedCorpus(config: RunConfig): Corpus {
  const { corpus: id, seed } = config;
  if (id === 'missing') {
    throw new RetrogradError('bad-corpus', 'There is no corpus “missing” here: use bios, or a file of your own.');
  }
  const { bios } = config as { bios?: Omit<BiosOptions, 'seed'> };
  const corpus = generateBios({ people: 200, attributes: 6, ...bios, seed });
  return id === 'bios' ? corpus : { ...corpus, manifest: { ...corpus.manifest, id, title: id } };
}

function unused(): never {
  throw new Error('A scripted run has no index workers.');
}
