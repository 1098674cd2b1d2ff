import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { counted } from '../common/words/counted.ts';
import { type Choices, isLinkable } from './use-choices.ts';
import type { useLinking } from './use-linking.ts';
import type { useMapping } from './use-mapping.ts';

interface LinkBarProps {
  readonly mapping: ReturnType<typeof useMapping>;
  readonly choices: Choices;
  readonly linking: ReturnType<typeof useLinking>;
  /** As the channel calls itself. */
  readonly name: string;
  readonly mayLink: boolean;
  readonly isReading: boolean;
}

/** Chooses many at once, links what is chosen, and tells how far it is. */
export function LinkBar(props: LinkBarProps) {
  const { mapping, choices, linking, mayLink, isReading } = props;
  const linked = mapping.rows.filter(({ listing }) => listing !== undefined).length;
  const { wishes } = choices;

  return (
    <SpaceBetween size="s">
      <Header
        variant="h2"
        counter={isReading ? '' : `(${linked} of ${mapping.rows.length} linked)`}
        actions={
          mayLink && (
            <SpaceBetween direction="horizontal" size="xs">
              <ChooseMany {...props} />
              <Button
                variant="primary"
                disabled={wishes.length === 0}
                loading={linking.isRunning}
                onClick={() => void linking.link(wishes)}
              >
                {wishes.length === 0 ? 'Link units' : `Link ${counted(wishes.length, 'unit')}`}
              </Button>
            </SpaceBetween>
          )
        }
      >
        Units
      </Header>
      <LinkProgressBar linking={linking} />
    </SpaceBetween>
  );
}

function ChooseMany({ mapping: { rows }, choices, linking, name }: LinkBarProps) {
  const ready = rows.filter(isLinkable);
  const proposed = ready.filter(({ proposal }) => proposal !== undefined);
  const idsOf = (some: typeof rows) => some.map(({ unit }) => unit.id);
  const isAny = choices.wishes.length > 0;

  return (
    <SpaceBetween direction="horizontal" size="xs">
      {proposed.length > 0 && (
        <Button disabled={linking.isRunning} onClick={() => choices.choose(idsOf(proposed), true)}>
          Choose the {proposed.length} that {name} seems to have
        </Button>
      )}
      {ready.length > 0 && (
        <Button
          disabled={linking.isRunning}
          onClick={() => choices.choose(idsOf(isAny ? rows : ready), !isAny)}
        >
          {isAny
            ? 'Choose none'
            : `Choose ${ready.length === 1 ? '' : 'all '}${counted(ready.length, 'unit')}`}
        </Button>
      )}
    </SpaceBetween>
  );
}

function LinkProgressBar({ linking: { progress, isRunning } }: Pick<LinkBarProps, 'linking'>) {
  if (progress.size === 0) return null;
  const all = [...progress.values()];
  const count = (state: (typeof all)[number]['state']) =>
    all.filter((each) => each.state === state).length;
  const [done, failed] = [count('done'), count('failed')];
  const result = failed === 0 ? `${done} linked` : `${done} linked, ${failed} failed: see below`;

  return (
    <ProgressBar
      value={(100 * (done + failed)) / all.length}
      status={isRunning ? 'in-progress' : failed > 0 ? 'error' : 'success'}
      label="Linking"
      additionalInfo={`${done + failed} of ${all.length}`}
      resultText={result}
    />
  );
}
