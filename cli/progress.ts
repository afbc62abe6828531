/** Progress on standard output: a bar that redraws itself on a terminal, a plain line now and then elsewhere. */

const plainEverySteps = 50;

export class Progress {
  private readonly terminal = process.stdout.isTTY === true;
  private drawn = false;
  private lastStage = '';

  stage(stage: string, done: number, total: number): void {
    if (this.terminal) this.draw(`${stage} ${bar(done, total)}`);
    else if (stage !== this.lastStage) console.log(stage);
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

  /** Leaves the bar behind. */
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
