import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import RadioGroup from '@cloudscape-design/components/radio-group';
import { themeNames, themes, useTheme } from '../app/theme.ts';

export function Appearance() {
  const [theme, setTheme] = useTheme();

  return (
    <Container header={<Header variant="h2">Appearance</Header>}>
      <FormField label="Colours" description="Kept in this browser.">
        <RadioGroup
          value={theme}
          items={themes.map((value) => ({ value, label: themeNames[value] }))}
          onChange={({ detail }) => {
            const chosen = themes.find((each) => each === detail.value);
            if (chosen !== undefined) setTheme(chosen);
          }}
        />
      </FormField>
    </Container>
  );
}
