import type { Finding, TargetWatch, Trouble } from '../../domain/alerts/watch.ts';
import type { TargetIdentity } from '../../domain/targets/target-resources.ts';

/** Remembers what was met, by target. */
export class FakeWatch implements TargetWatch {
  readonly marks: { readonly id: string; readonly trouble: Trouble }[] = [];
  readonly findings: { readonly id: string; readonly finding: Finding; readonly count: number }[] =
    [];

  async mark({ id }: TargetIdentity, trouble: Trouble): Promise<void> {
    this.marks.push({ id, trouble });
  }

  async found({ id }: TargetIdentity, finding: Finding, count: number): Promise<void> {
    this.findings.push({ id, finding, count });
  }
}
