import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { addressError } from './unit-rules.ts';

interface AddPictureProps {
  /** Whether no more fit. */
  readonly isFull: boolean;
  readonly error: string | undefined;
  readonly onAdd: (url: string) => void;
}

/** A picture is known by its address, from which channels fetch it. */
export function AddPicture({ isFull, error, onAdd }: AddPictureProps) {
  const [url, setUrl] = useState('');
  const [wrong, setWrong] = useState<string>();
  const add = () => {
    const address = url.trim();
    const found = addressError(address);
    setWrong(found);
    if (found !== undefined) return;
    setUrl('');
    onAdd(address);
  };

  return (
    <FormField
      label="Address of a picture"
      description="Channels fetch it from there, so it must be open to the web."
      errorText={wrong ?? error}
      secondaryControl={
        <Button onClick={add} disabled={isFull} formAction="none">
          Add picture
        </Button>
      }
    >
      <Input
        value={url}
        type="url"
        placeholder="https://"
        onChange={({ detail }) => setUrl(detail.value)}
        onKeyDown={(event) => {
          if (event.detail.key !== 'Enter') return;
          event.preventDefault();
          add();
        }}
      />
    </FormField>
  );
}
