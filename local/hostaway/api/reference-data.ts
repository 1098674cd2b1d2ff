import { numbered } from './numbered.ts';

/** What `cancellationPolicy` of a listing may be; anything else is refused. */
export const cancellationPolicyNames = [
  'flexible',
  'moderate',
  'firm',
  'strict',
  'no_refund',
] as const;

/** Ids 1, 2, 3, 6, 8, 10, 48 and 50 are those of the public API; the others are this simulator's own. */
export const propertyTypes = numbered({
  1: `Apartment; House; Bed & Breakfast; Loft; Boutique hotel; Townhouse; Bungalow; Villa; Chalet; Cabin; Cottage;
    Castle; Houseboat; Boat; Treehouse; Tent; Yurt; Tipi; Hut; Igloo; Lighthouse; Cave; Island; Train; Plane;
    Camper/RV; Dome house; Earth house; Farm stay; Barn; Tiny house; Ryokan; Casa particular; Riad; Trullo;
    Windmill; Shepherd's hut; Tower; Dorm; Hostel; Hotel; Hotel room; Aparthotel; Resort; Serviced apartment;
    Vacation home; Guesthouse; Guest Suite; Studio; Condo; Lodge; Ranch; Estate; Holiday park; Mobile home;
    Building; Penthouse; Country house; Nature lodge; Other`,
});

/** Id 1 is that of the public API's documentation; near-synonyms are there as in real accounts. */
export const amenities = numbered({
  1: `Cable TV; Internet; Wireless; Free WiFi; Air conditioning; Heating; Kitchen; TV; Smart TV; Pool; Private pool;
    Shared pool; Indoor pool; Heated pool; Hot tub; Sauna; Gym; Washing Machine; Dryer; Washer in building; Dishwasher;
    Refrigerator; Freezer; Microwave; Oven; Stove; Toaster; Coffee maker; Espresso machine; Electric kettle; Blender;
    Dishes and silverware; Cooking basics; Dining table; Wine glasses; Baking sheet; BBQ grill; Outdoor furniture;
    Patio or balcony; Garden or backyard; Terrace; Fire pit; Fireplace; Beachfront; Waterfront; Lake access; Beach access;
    Ski in/Ski out; Sea view; Mountain view; City view; Lake view; Garden view; Private entrance; Elevator in building;
    Doorman; Free parking; Free street parking; Street parking; Paid parking; Garage; Disabled parking spot; EV charger;
    Pets allowed; Smoking allowed; Events allowed; Suitable for children; Suitable for infants; Crib; High chair;
    Children's books and toys; Baby bath; Baby monitor; Stair gates; Wheelchair accessible; Step-free access;
    Wide doorway; Essentials; Bed linens; Towels; Extra pillows and blankets; Shampoo; Body soap; Conditioner; Shower gel;
    Hair dryer; Iron; Hangers; Clothes drying rack; Hot water; Bathtub; Bidet; Laptop friendly workspace; Dedicated workspace;
    Wifi speed (25+ Mbps); Wifi speed (50+ Mbps); Wifi speed (100+ Mbps); Ethernet connection; Pocket wifi;
    Sound system; Game console; Books and reading material; Board games; Pool table; Ping pong table; Piano; Exercise equipment;
    Smoke detector; Carbon monoxide detector; Fire extinguisher; First aid kit; Safe; Security cameras; Lockbox; Smart lock;
    Keypad; Self check-in; Contactless Check-In/Out; 24-hour check-in; Long term stays allowed; Luggage dropoff allowed;
    Cleaning before checkout; Breakfast; Room darkening shades; Mosquito net; Ceiling fan; Portable fans; Bicycles; Kayak;
    Tennis court; Golf course nearby; Concierge; Housekeeping; Airport shuttle; Buzzer/wireless intercom`,
});

/** Id 1 is that of the public API's documentation. */
export const bedTypes = numbered({
  1: `Full Bunk Bed; Double Bed; King Bed; Queen Bed; Single Bed; Twin Bed; Sofa Bed; Couch; Futon; Bunk Bed;
    Twin Bunk Bed; Air Mattress; Floor Mattress; Crib; Toddler Bed; Murphy Bed; Trundle Bed; Day Bed; Water Bed;
    Hammock; Rollaway Bed; Extra Large Double Bed`,
  33: 'Super King Bed; Small Double Bed',
});
