import { describe, expect, it, vi } from 'vitest';
import type { HostawaySimulator } from '../../../local/hostaway/simulator.ts';
import { aSimulator, ask } from './caller.ts';

async function create(simulator: HostawaySimulator, body: Record<string, unknown>) {
  const answer = await ask(simulator, 'POST /v1/listings', { body: { name: 'Villa', ...body } });

  return answer.body.result;
}

const put = (simulator: HostawaySimulator, id: number, body: Record<string, unknown>) =>
  ask(simulator, `PUT /v1/listings/${id}`, { body });

describe('POST /v1/listings', () => {
  it('makes a listing and answers it in the envelope', async () => {
    const simulator = await aSimulator();

    const { status, body } = await ask(simulator, 'POST /v1/listings', {
      body: {
        name: 'Villa',
        personCapacity: 4,
        countryCode: 'IT',
        lat: 45.4,
        listingAmenities: [{ amenityId: 1 }],
      },
    });

    expect(status).toBe(200);
    expect(body.status).toBe('success');
    expect(body.result).toMatchObject({
      id: expect.any(Number),
      name: 'Villa',
      externalListingName: 'Villa',
      personCapacity: 4,
      country: 'Italy',
      lat: 45.4,
      price: null,
      listingAmenities: [{ id: expect.any(Number), amenityId: 1, amenityName: 'Cable TV' }],
      latestActivityOn: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
    });
  });

  it('makes two of the same request: no header makes it idempotent', async () => {
    const simulator = await aSimulator();
    const once = () =>
      fetch(`${simulator.url}/v1/listings`, {
        method: 'POST',
        headers: {
          authorization: 'Bearer local-hostaway-token',
          'content-type': 'application/json',
          'x-idempotency-key': 'the-same',
        },
        body: JSON.stringify({ name: 'Villa' }),
      });
    await once();
    await once();

    expect(simulator.listings()).toHaveLength(2);
    expect(simulator.calls().map(({ idempotency_key }) => idempotency_key)).toEqual([
      'the-same',
      'the-same',
    ]);
  });

  it.each([
    { name: 'no name', body: {}, message: /name/ },
    {
      name: 'an unknown cancellation policy',
      body: { name: 'Villa', cancellationPolicy: 'lenient' },
      message:
        /^Listing error: cancellationPolicy: Value 'lenient' for field '.+' is invalid, allowed values: flexible, moderate, firm, strict, no_refund$/,
    },
  ])('refuses $name with a message and keeps nothing', async ({ body, message }) => {
    const simulator = await aSimulator();

    const answer = await ask(simulator, 'POST /v1/listings', { body });

    expect(answer.status).toBe(400);
    expect(answer.body).toEqual({ status: 'fail', message: expect.stringMatching(message) });
    expect(simulator.listings()).toEqual([]);
  });

  it('can refuse with 200 instead', async () => {
    const answer = await ask(await aSimulator({ validationStatus: 200 }), 'POST /v1/listings', {
      body: {},
    });

    expect(answer.status).toBe(200);
    expect(answer.body.status).toBe('fail');
  });
});

describe('PUT /v1/listings/{id}', () => {
  it('keeps what is absent or null', async () => {
    const simulator = await aSimulator();
    const { id } = await create(simulator, { personCapacity: 4, city: 'Como', price: 80 });

    const { body } = await put(simulator, id, { city: null, price: 90.5 });

    expect(body.result).toMatchObject({ personCapacity: 4, city: 'Como', price: 90.5 });
  });

  it('ignores unknown and read-only fields with success, and so the names of other systems', async () => {
    const simulator = await aSimulator();
    const made = await create(simulator, { personCapacity: 4, countryCode: 'IT' });

    const { status, body } = await put(simulator, made.id, {
      accommodates: 9,
      propertyTypeName: 'Villa',
      country: 'Nowhere',
      averageReviewRating: 10,
      id: 1,
      photos: ['https://pictures.test/a.jpg'],
    });

    expect(status).toBe(200);
    expect(body.status).toBe('success');
    expect({ ...body.result, latestActivityOn: '' }).toEqual({ ...made, latestActivityOn: '' });
  });

  it('cuts a fraction off a whole number without a word', async () => {
    const simulator = await aSimulator();

    expect((await create(simulator, { bathroomsNumber: 2.5 })).bathroomsNumber).toBe(2);
  });

  it('replaces arrays as a whole, passing over what it does not know', async () => {
    const simulator = await aSimulator();
    const { id } = await create(simulator, {
      listingAmenities: [{ amenityId: 1 }, { amenityId: 2 }],
      listingBedTypes: [{ bedTypeId: 3, quantity: 2 }],
    });

    const { body } = await put(simulator, id, {
      listingAmenities: [{ amenityId: 3 }, { amenityId: 99_999 }],
    });

    expect(body.result.listingAmenities.map((row: { amenityId: number }) => row.amenityId)).toEqual(
      [3],
    );
    expect(body.result.listingBedTypes).toMatchObject([{ bedTypeId: 3, quantity: 2 }]);
  });

  it('deletes by an empty array even when it then refuses the request', async () => {
    const simulator = await aSimulator();
    const { id } = await create(simulator, {
      city: 'Como',
      listingAmenities: [{ amenityId: 1 }],
      listingImages: [{ url: 'https://pictures.test/a.jpg' }],
    });

    const answer = await put(simulator, id, {
      listingAmenities: [],
      city: 'Lecco',
      cancellationPolicy: 'none',
    });

    expect(answer.status).toBe(400);
    expect(simulator.listings()[0]?.listing).toMatchObject({
      city: 'Como',
      listingAmenities: [],
      listingImages: [{ sortOrder: 0 }],
    });
  });

  it('answers 404 for one that is not there', async () => {
    expect((await put(await aSimulator(), 1, { city: 'Como' })).status).toBe(404);
  });
});

describe('DELETE /v1/listings/{id}', () => {
  it('answers an empty success, and 404 the second time', async () => {
    const simulator = await aSimulator();
    const { id } = await create(simulator, {});

    const first = await ask(simulator, `DELETE /v1/listings/${id}`);
    const second = await ask(simulator, `DELETE /v1/listings/${id}`);

    expect(first.body).toEqual({ status: 'success', result: [] });
    expect(second.status).toBe(404);
    expect(second.body).toEqual({ status: 'fail', result: expect.any(String) });
    expect(simulator.listings()).toEqual([]);
  });
});

describe('pictures', () => {
  it('are re-hosted after a while, and never where they could not be fetched', async () => {
    const simulator = await aSimulator({ imageDelayMs: 80 });
    const { id, listingImages } = await create(simulator, {
      listingImages: [
        { url: 'https://pictures.test/a.jpg', caption: 'Lake', sortOrder: 0 },
        { url: 'https://pictures.test/broken.jpg', sortOrder: 1 },
      ],
    });
    expect(listingImages).toMatchObject([{ url: 'https://pictures.test/a.jpg', caption: 'Lake' }]);

    const read = async () =>
      (await ask(simulator, `GET /v1/listings/${id}?includeResources=1`)).body.result.listingImages;
    await vi.waitFor(async () => {
      expect((await read())[0].url).toMatch(`${simulator.url}/_images/`);
    });
    expect(await read()).toHaveLength(1);

    const hosted = await fetch((await read())[0].url, { redirect: 'manual' });
    expect(hosted.headers.get('location')).toBe('https://pictures.test/a.jpg');
  });

  it('keep their row when their id is sent again, and become new rows when only the address is', async () => {
    const simulator = await aSimulator();
    const made = await create(simulator, {
      listingImages: [{ url: 'https://pictures.test/a.jpg' }],
    });
    const [image] = made.listingImages;

    const kept = await put(simulator, made.id, { listingImages: [{ ...image, sortOrder: 5 }] });
    expect(kept.body.result.listingImages).toMatchObject([{ id: image.id, sortOrder: 5 }]);

    const again = await put(simulator, made.id, {
      listingImages: [{ url: 'https://pictures.test/a.jpg' }],
    });
    expect(again.body.result.listingImages[0].id).not.toBe(image.id);
  });

  it('can be added by a job that answers at once', async () => {
    const simulator = await aSimulator({ imageDelayMs: 80 });
    const { id } = await create(simulator, {});
    const images = [{ url: 'https://pictures.test/a.jpg' }];

    const added = await ask(simulator, `POST /v1/listings/${id}/images`, { body: { images } });

    expect(added.body.result).toEqual({ message: expect.any(String), imagesCount: 1 });
    const read = () => simulator.listings()[0]?.listing.listingImages;
    expect(read()).toEqual([]);
    await vi.waitFor(() => expect(read()).toHaveLength(1));
  });

  it.each([
    [{}, /images/],
    [{ images: ['a'] }, /images\[0\]/],
    [{ images: [{ url: 'https://pictures.test/a.jpg' }, {}] }, /images\[1\].*url/],
    [{ images: [{ url: 'nowhere' }] }, /images\[0\].*url/],
  ])('are refused with the fault in `result`: %j', async (body, text) => {
    const simulator = await aSimulator();
    const { id } = await create(simulator, {});

    const answer = await ask(simulator, `POST /v1/listings/${id}/images`, { body });

    expect(answer.body).toEqual({ status: 'fail', result: expect.stringMatching(text) });
  });
});
