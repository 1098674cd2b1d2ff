import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { Page } from '../common/page.tsx';
import { useParam } from '../common/reading/use-param.ts';
import { TraceAttempts } from './trace-attempts.tsx';
import { asTraceId } from './trace-id.ts';

/** Finds what one request or change has led to, by the trace id that an error or an attempt tells. */
export function Component() {
  const [trace, setTrace] = useParam('trace');

  return (
    <Page
      title="Attempts by trace"
      description="Errors and attempts tell a trace id. Here you see everything that was sent to a channel under one."
    >
      <SpaceBetween size="l">
        <TraceForm key={trace} trace={trace} onAsk={setTrace} />
        {trace !== '' && <TraceAttempts trace={trace} />}
      </SpaceBetween>
    </Page>
  );
}

interface TraceFormProps {
  readonly trace: string;
  readonly onAsk: (trace: string) => void;
}

function TraceForm({ trace, onAsk }: TraceFormProps) {
  const [text, setText] = useState(trace);
  const [isWrong, setWrong] = useState(false);
  const ask = () => {
    const id = asTraceId(text);
    setWrong(id === undefined);
    if (id !== undefined) onAsk(id);
  };

  return (
    <Container>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          ask();
        }}
      >
        <Form>
          <FormField
            label="Trace id"
            description="32 letters and digits, with or without hyphens."
            errorText={isWrong && 'This is no trace id: it has 32 of the digits 0 to 9 and a to f.'}
            secondaryControl={<Button formAction="submit">Find</Button>}
          >
            <Input
              value={text}
              onChange={({ detail }) => setText(detail.value)}
              placeholder="4bf92f35-77b3-4da6-a3ce-929d0e0e4736"
            />
          </FormField>
        </Form>
      </form>
      {trace === '' && (
        <Box color="text-body-secondary" padding={{ top: 's' }}>
          You find it in the details of an attempt, and in every message that something went wrong.
        </Box>
      )}
    </Container>
  );
}
