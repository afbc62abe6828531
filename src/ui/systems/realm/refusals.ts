/** Errors of a question that is asked again and again: each is shown once, until the question is answered. */
export class Refusals {
  private shown: string | null = null;

  constructor(private readonly show: (error: unknown) => void) {}

  refused(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    if (message === this.shown) return;
    this.shown = message;
    this.show(error);
  }

  answered(): void {
    this.shown = null;
  }
}
