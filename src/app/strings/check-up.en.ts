/** Words of the data check-up, in English. */
import type { checkUpZhCn } from "./check-up.zh-cn.ts";

export const checkUpEn: Readonly<Record<keyof typeof checkUpZhCn, string>> = {
  "check.heading": "Data check-up",
  "check.intro":
    "The data as it is, checked before any analysis; nothing is changed. Streets are looked for within {{metres}}.",
  "check.demo": "Demonstration data",
  "check.waiting": "Starts by itself once the analysis is done.",
  "check.running": "Checking the data",
  "check.cancelled": "The check-up was stopped.",
  "check.failed": "The check-up was not finished: {{reason}}",
  "check.again": "Check again",
  "check.start": "Check the data",
  "check.summary": "{{total}} checks, {{found}} found something",
  "check.summary.none": "{{total}} checks found nothing",
  "check.clear": "{{count}} found nothing",
  "check.untestable": "{{count}} not testable",
  "check.of": "{{count}} of {{total}}",
  "check.severity.error": "wrong",
  "check.severity.warning": "to verify",
  "check.severity.note": "note",
  "check.mended": "corrected",
  "check.amount.demand": "{{value}} concerned, {{share}}",
  "check.amount.metres": "{{value}} of street, {{share}}",
  "check.share.least": "less than 0.1%",
  "check.untested": "Not checked: {{layers}}",
  "check.untested.control-total":
    "a total from elsewhere, such as a census (a study keeps none; --control-total compares it on import)",
  "check.untested.origins": "where layers came from (the study file has no record of an import)",
  "check.untested.units": "units above (there are none)",
  "check.list": "{{title}}, list",
  "check.list.cut": "The first {{count}} are listed.",
  "check.download": "Download the list (CSV)",
  "check.no-figure": "too far",
  "check.beside": "see {{id}}",
  "check.demand": "Home {{row}}",
  "check.remedy.note":
    "Corrections are kept in the scenario “Data corrections”; the data itself stays as it is. They are saved with the study, and each can be switched off or undone (Ctrl+Z).",
  "check.remedy.some": "{{count}} of {{all}} can be mended at once; for the others see above.",
  "check.remedy.drop-duplicates": "Keep one, close the other {{count}}",
  "check.remedy.leave-out": "Leave out these {{count}} facilities",
  "check.remedy.attach": "Put {{count}} facilities on the nearest street",
  "check.remedy.mark-approximate": "Mark {{count}} as approximate",
  "check.remedy.done": "{{count}} corrected in the scenario “{{name}}”.",
  "check.remedy.hidden": "That scenario is not on screen.",
  "check.remedy.show": "Show the scenario",
  "check.remedy.open": "Look at the scenario",
  "check.remedy.undo": "Take these corrections back",
  "check.remedy.none": "There is no remedy that is safe without a look.",
  "check.scenario": "Data corrections",
  "check.detail.missing": "missing",
  "check.detail.zero": "0",
  "check.detail.huge": "too large",
  "check.detail.tiny": "too small",
  "check.detail.dense": "too densely peopled",
  "check.detail.same-id": "same id",
  "check.detail.same-name": "same name",
  "check.detail.at-community": "at a community’s point",
  "check.detail.communities": "missing from the sum of communities",
  "check.detail.townships": "missing from the sum of townships",
  "check.detail.counties": "missing from the sum of counties",
  "check.detail.separate": "a network of its own",
  "check.detail.island": "cut-off streets",
  "check.detail.gap": "not joined",
  "check.detail.fold": "a line drawn back over itself",
  "check.detail.water": "water",
  "check.detail.railway": "railway",
  "check.detail.wall": "wall",
  "check.detail.shifted": "looks like {{system}}: corrected so, the median distance to a street is {{metres}} m",
  "check.detail.system-assumed": "the file names no system; taken for {{system}}",
  "check.detail.system-approximate": "{{system}} is only approximate: off by tens of metres to over a hundred",
  "check.title.layer-system": "Layers whose coordinate system was assumed or is approximate",
  "check.means.layer-system":
    "The file names no system, nobody stated one and the streets do not tell; or it is an old one whose offset from CGCS2000 is not public. Ask whoever supplied the data, then import it again with its system. Distances are medians to the nearest street.",
  "check.title.facility-duplicate-id": "Facilities with the same id",
  "check.means.facility-duplicate-id":
    "Two facilities of a layer have one id: lists and scenarios cannot tell them apart. Correct the ids in the source and import again.",
  "check.title.facility-duplicate": "Facilities entered twice",
  "check.means.facility-duplicate":
    "Name, place and every column are the same. Facilities and places are counted twice.",
  "check.title.facility-same-name": "Facilities of one name within 50 m",
  "check.means.facility-same-name":
    "Perhaps one entered twice, perhaps two doors. Facilities and places may be too many: look, and close the one that is none.",
  "check.title.facility-same-place": "Facilities of different names in one place",
  "check.means.facility-same-place":
    "As a rule looked up by the name of a community or township, not by the address: distances are approximate. Those at a community’s own point can be marked so, and every figure then says it.",
  "check.title.facility-outside": "Facilities outside the study",
  "check.means.facility-outside":
    "In no community and near no street: they are counted as facilities, and nobody reaches them.",
  "check.title.facility-far": "Facilities far from any street",
  "check.means.facility-far":
    "No street to walk within the snap radius, so they cover nobody. Points within 1 km of one can be put on it; for others check the coordinates or draw the street.",
  "check.title.facility-on-island": "Facilities beside cut-off streets only",
  "check.means.facility-on-island":
    "Within the snap radius are only short streets that nothing joins with the rest, so they cover nobody. The missing street can be drawn instead.",
  "check.title.facility-behind-barrier": "Facilities cut off by water, a railway or a wall",
  "check.means.facility-behind-barrier":
    "Every street within the snap radius is beyond a barrier, so they cover nobody. A gate or bridge may be missing, or the barrier be wrong: look, then draw the way under Siting.",
  "check.title.facility-in-no-community": "Facilities in no community",
  "check.means.facility-in-no-community":
    "Streets are near and coverage is counted as ever; but “one in each community” does not see them. Check the outlines or the coordinates.",
  "check.title.facility-capacity": "Capacity missing or absurd",
  "check.means.facility-capacity":
    "One missing figure makes everything with capacity untestable; one that is far too large hides a gap. Enter it in the source.",
  "check.title.layer-shifted": "Layers in another coordinate system",
  "check.means.layer-shifted":
    "The whole layer looks as if it were in another system (GCJ-02, BD-09), hundreds of metres off: enough to decide pass or fail. Import it again with its system.",
  "check.title.home-far": "Homes far from any street",
  "check.means.home-far":
    "No street to walk within the snap radius: these people reach nothing. Check the coordinates or draw the street.",
  "check.title.home-on-island": "Homes beside cut-off streets only",
  "check.means.home-on-island":
    "Within the snap radius are only cut-off streets: these people reach nothing. Draw the missing street.",
  "check.title.home-behind-barrier": "Homes cut off by water, a railway or a wall",
  "check.means.home-behind-barrier":
    "Every street is beyond a barrier: these people reach nothing. A gate, a street or a bridge may be missing: look, then draw the way under Siting.",
  "check.title.home-in-no-community": "Homes in no community",
  "check.means.home-in-no-community":
    "These people are in the city’s total and in no community’s figures. Check the outlines or the coordinates.",
  "check.title.people-groups": "Age groups that contradict one another",
  "check.means.people-groups":
    "Such as more people over 80 than over 60, or groups that add up to more than everybody. Shares by group cannot be trusted: check the table of people.",
  "check.title.people-sums": "Totals of people that do not add up",
  "check.means.people-sums":
    "Sums by level are less than all homes together: homes lie in no community, or communities belong to no unit.",
  "check.title.community-duplicate": "Communities with the same id or name",
  "check.means.community-duplicate":
    "The same id, or one name twice in a township: people and lists matched by name may be in the wrong one. Tell them apart in the source.",
  "check.title.community-without-outline": "Communities without an outline",
  "check.means.community-without-outline":
    "Nothing is found to lie in them, and shares of land are not testable. Add outlines, or import the communities as points.",
  "check.title.community-without-unit": "Communities whose unit is not known",
  "check.means.community-without-unit": "Tables by township and county leave them out. Add the id of the unit above.",
  "check.title.community-without-people": "Communities without people",
  "check.means.community-without-people":
    "Shares of people are not testable, so they count in no rate. Where people do live, add them.",
  "check.title.community-without-street": "Communities without any street",
  "check.means.community-without-street":
    "As a rule the streets were not drawn that far, or the outline is shifted. Their people have only the streets outside.",
  "check.title.community-size": "Communities of absurd size",
  "check.means.community-size":
    "Area or density beyond belief: as a rule an outline drawn wrongly or merged, or a wrong coordinate system. Check the outline.",
  "check.title.street-pieces": "Streets not joined with the main network",
  "check.means.street-pieces":
    "Parts that nobody can walk to from the rest. Nothing is attached to small ones; larger ones stand for themselves. Where there is a way in fact, draw it.",
  "check.title.street-gap": "Street ends with gaps or folds",
  "check.means.street-gap":
    "Dead ends less than a metre from another street without a shared vertex. “Not joined” sends people round; “drawn back over itself” harms nobody. Join them in the source.",
  "check.title.barrier-idle": "Barriers near no street",
  "check.means.barrier-idle":
    "No street within the snap radius, so they stop nobody. If that should not be so, check where the layer lies.",
};
