/** Progress on standard output: on a terminal a bar that is redrawn, otherwise a plain line from time to time. */
import type { ProgressReport } from '../src/worker/questions.ts';
import { words } from './lines.ts';

const plainEverySteps = 50;

export class Progress {
  private readonly terminal = process.stdout.isTTY === true;
  private drawn = false;
  private lastStage = '';

  stage({ stage, done, total }: ProgressReport): void {
    if (this.terminal) this.draw(`${words(stage)} ${bar(done, total)}`);
    else if (stage !== this.lastStage) console.log(words(stage));
    this.lastStage = stage;
  }

  step(phase: string, step: number, total: number, loss: number): void {
    const text = `${phase} ${step}/${total}  loss ${loss.toFixed(4)}`;
    if (this.terminal) this.draw(`${bar(step, total)} ${text}`);
    else if (step % plainEverySteps === 0 || step === total) console.log(text);
  }

  line(text: string): void {
    this.end();
    console.log(text);
  }

  /** Ends the line of the bar. */
  end(): void {
    if (this.drawn) process.stdout.write('\r\x1b[K');
    this.drawn = false;
  }

  private draw(text: string): void {
    process.stdout.write(`\r\x1b[K${text.slice(0, (process.stdout.columns ?? 80) - 1)}`);
    this.drawn = true;
  }
}

function bar(done: number, total: number): string {
  const width = 24;
  const filled = total > 0 ? Math.round((width * done) / total) : 0;
  return `${'█'.repeat(filled)}${'░'.repeat(width - filled)}`;
}
