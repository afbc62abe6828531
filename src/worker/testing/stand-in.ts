/**
 * A stand-in for the train worker, for tests and for work on the page: the real server over scripted runs, in the same thread. Messages are
 * cloned and delivered one by one, each in a task of its own, as with `postMessage`. It needs no GPU; its numbers have no meaning.
 */
import type { WorkerLike } from '../client.ts';
import type { TrainMessage, TrainRequest } from '../protocol.ts';
import { TrainServer } from '../train-server.ts';
import { Gate, type Pace } from './gate.ts';
import { ScriptedHost } from './scripted-host.ts';

export interface StandInOptions {
  /** Default: `free`. With `manual`, `advance` releases the steps. */
  pace?: Pace;
  /** Steps of the whole run that are taken at once whatever the pace, so that a screenshot does not have to wait. */
  fastForwardTo?: number;
}

export class StandInWorker implements WorkerLike {
  onmessage: WorkerLike['onmessage'] = null;
  onerror: WorkerLike['onerror'] = null;
  onmessageerror: WorkerLike['onmessageerror'] = null;
  /** Every request, in order. */
  readonly requests: TrainRequest[] = [];
  readonly host: ScriptedHost;
  private readonly gate: Gate;
  private readonly channel = new MessageChannel();
  /** Messages that are on their way, in both directions. */
  private underWay = 0;
  /** Requests without an answer. */
  private readonly unanswered = new Set<number>();
  /** Those of them that wait for the end of a step. */
  private readonly waiting = new Set<number>();
  private isRunning = false;
  private isTerminated = false;

  constructor({ pace = 'free', fastForwardTo = 0 }: StandInOptions = {}) {
    this.gate = new Gate(pace, fastForwardTo, () => this.waiting.size > 0);
    this.host = new ScriptedHost(this.gate);
    const server = new TrainServer((message, transfer) => this.post(message, transfer), this.host);
    const { port1: page, port2: worker } = this.channel;
    worker.onmessage = ({ data }: MessageEvent<TrainRequest>) => {
      this.underWay--;
      // the loop answers these between two steps, so a held step must let them pass; requests for steps wait until steps are released
      if (data.type !== 'step' && data.type !== 'play') this.waiting.add(data.id);
      server.receive(data);
      this.gate.interrupt();
    };
    page.onmessage = (event: MessageEvent<TrainMessage>) => {
      this.underWay--;
      if (!this.isTerminated) this.onmessage?.(event);
    };
  }

  postMessage(request: TrainRequest, transfer: Transferable[] = []): void {
    this.requests.push(request);
    if (this.isTerminated) return;
    this.unanswered.add(request.id);
    this.channel.port1.postMessage(request, transfer);
    this.underWay++;
  }

  terminate(): void {
    this.isTerminated = true;
    this.channel.port1.close();
  }

  /** What the browser does when a worker throws. */
  crash(message: string): void {
    this.onerror?.({ message, preventDefault() {} } as unknown as ErrorEvent);
  }

  /**
   * With the pace `manual`: releases this many steps. Resolves when they are done and their events are delivered, or when the run stops
   * earlier.
   */
  async advance(steps: number): Promise<void> {
    await this.delivered();
    this.gate.release(steps);
    while (this.isRunning && !this.gate.isHeld && !this.isTerminated) await nextTask();
    this.gate.close();
    await this.delivered();
  }

  /**
   * Resolves when nothing happens any more by itself, however slow the machine is: every request is answered, what the answers led to as well, and the
   * run stands or a step waits to be released.
   */
  async settled(): Promise<void> {
    do await this.delivered();
    while (this.isAtWork && !this.isTerminated);
  }

  private get isAtWork(): boolean {
    if (this.underWay > 0) return true;
    return this.gate.isHeld ? this.waiting.size > 0 : this.isRunning || this.unanswered.size > 0;
  }

  /** Resolves when no message is under way. */
  private async delivered(): Promise<void> {
    do await nextTask();
    while (this.underWay > 0 && !this.isTerminated);
  }

  private post(message: TrainMessage, transfer: Transferable[] = []): void {
    if (this.isTerminated) return;
    if (message.type === 'answer' || message.type === 'refusal') {
      this.unanswered.delete(message.id);
      this.waiting.delete(message.id);
    }
    if (message.type === 'state') this.isRunning = message.state === 'running';
    if (message.type === 'failed') this.isRunning = false;
    this.channel.port2.postMessage(message, transfer);
    this.underWay++;
  }
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(0);
  });
}
