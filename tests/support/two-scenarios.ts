/** Scenarios of the shipped study to be laid beside one another. */
const SERVICE = "elderly-day-care";
const added = (at: number, name: string, lon: number, lat: number) => ({
  kind: "add-facility",
  id: `edit-${at}`,
  isOff: false,
  serviceId: SERVICE,
  facilityId: `new-${at}`,
  name,
  coordinates: [[lon, lat]],
  attributes: {},
});
const closed = (facilityId: string, at: number) => ({
  kind: "close-facility",
  id: `edit-${at}`,
  isOff: false,
  serviceId: SERVICE,
  facilityId,
});
/** Two scenarios that differ where the map is looked at: the second closes the centres of the old town. */
export const TWO_SCENARIOS = [
  { id: "s1", name: "城东", edits: [added(1, "甲", 113.34, 40.09)] },
  {
    id: "s2",
    name: "关停",
    edits: [
      "elderly-day-care-023",
      "elderly-day-care-073",
      "elderly-day-care-058",
      "elderly-day-care-020",
      "elderly-day-care-074",
      "elderly-day-care-094",
      "elderly-day-care-025",
      "elderly-day-care-041",
    ].map(closed),
  },
];
