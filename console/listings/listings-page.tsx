import { Page } from '../common/page.tsx';
import { ListingTable } from './listing-table.tsx';

export function Component() {
  return (
    <Page
      title="Listings"
      description="Each unit at each channel account it is published on, and how it is doing there."
    >
      <ListingTable />
    </Page>
  );
}
