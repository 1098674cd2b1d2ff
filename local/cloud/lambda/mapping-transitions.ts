import { AwsError } from '../common/aws-call.ts';
import { Delays } from '../sqs/delays.ts';

type Transition = 'Creating' | 'Enabling' | 'Disabling' | 'Updating' | 'Deleting';

/** Changes of event source mappings take their time, and none may be asked for while another is being applied. */
export class MappingTransitions {
  readonly #seconds: number;
  readonly #delays = new Delays();
  readonly #states = new Map<string, Transition>();

  constructor(seconds: number) {
    this.#seconds = seconds;
  }

  /** Applies a change later. @throws AwsError ResourceInUseException while another one is under way */
  begin(id: string, state: Transition, apply: () => void): void {
    this.requireNone(id);
    this.#states.set(id, state);
    this.#delays.after(this.#seconds, () => {
      this.#states.delete(id);
      apply();
    });
  }

  /** @throws AwsError ResourceInUseException */
  requireNone(id: string): void {
    const state = this.#states.get(id);
    if (state === undefined) return;
    throw new AwsError(
      'ResourceInUseException',
      `Cannot update the event source mapping because it is in use: it is ${state}.`,
      { status: 400 },
    );
  }

  state(id: string): Transition | undefined {
    return this.#states.get(id);
  }

  stop(): void {
    this.#delays.clear();
  }
}
