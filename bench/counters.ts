/** Counts the calls of WebGPU, from any library, by wrapping the browser's own prototypes. */
import type { Counts } from './report.ts';

const none: Counts = { dispatches: 0, submits: 0, newBuffers: 0, newBindGroups: 0 };

export class GpuCounters {
  private counts: Counts = { ...none };

  /** Wraps the prototypes for the lifetime of the page. */
  constructor() {
    this.wrap(GPUComputePassEncoder.prototype, 'dispatchWorkgroups', 'dispatches');
    this.wrap(GPUComputePassEncoder.prototype, 'dispatchWorkgroupsIndirect', 'dispatches');
    this.wrap(GPUQueue.prototype, 'submit', 'submits');
    this.wrap(GPUDevice.prototype, 'createBuffer', 'newBuffers');
    this.wrap(GPUDevice.prototype, 'createBindGroup', 'newBindGroups');
  }

  reset(): void {
    this.counts = { ...none };
  }

  /** Counts since the last reset, divided by `steps`. */
  perStep(steps: number): Counts {
    const { dispatches, submits, newBuffers, newBindGroups } = this.counts;
    return {
      dispatches: dispatches / steps,
      submits: submits / steps,
      newBuffers: newBuffers / steps,
      newBindGroups: newBindGroups / steps,
    };
  }

  private wrap<T extends object>(prototype: T, method: keyof T & string, counted: keyof Counts): void {
    const original = prototype[method] as (...args: unknown[]) => unknown;
    const count = () => this.counts[counted]++;
    Object.defineProperty(prototype, method, {
      configurable: true,
      value(this: T, ...args: unknown[]) {
        count();
        return original.apply(this, args);
      },
    });
  }
}
