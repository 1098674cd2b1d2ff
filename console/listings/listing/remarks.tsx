import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { useMay } from '../../app/session.tsx';
import { Link } from '../../common/link.tsx';
import { Status } from '../../common/status.tsx';
import { unitHref } from '../../common/unit-href.ts';
import { fieldName } from '../../common/words/field-words.ts';
import { unitFieldName } from '../../common/words/unit-fields.ts';
import type { Remark } from './next-call.ts';

interface RemarksProps {
  readonly title: string;
  readonly type: 'error' | 'info';
  readonly remarks: readonly Remark[];
  readonly unitId: string | null;
}

/** What is wrong with the content, or lost of it, by the unit's field that it is about. */
export function Remarks({ title, type, remarks, unitId }: RemarksProps) {
  const may = useMay();
  if (remarks.length === 0) return null;

  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            unitId !== null && (
              <Link href={unitHref(unitId)}>
                {may('putUnit') ? 'Edit the unit' : 'See the unit'}
              </Link>
            )
          }
        >
          {title}
        </Header>
      }
    >
      <ul style={{ margin: 0, paddingInlineStart: 0, listStyle: 'none' }}>
        {remarks.map(({ field, message, told_by }) => (
          <li key={`${field} ${message}`}>
            <Status type={type}>
              <b>{told_by === 'channel' ? fieldName(field) : unitFieldName(field)}</b>: {message}
            </Status>{' '}
            {told_by !== 'channel' && unitId !== null && may('putUnit') && (
              <Link href={unitHref(unitId, field)}>Mend it</Link>
            )}
          </li>
        ))}
      </ul>
    </Container>
  );
}
