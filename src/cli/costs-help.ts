/** What `minsheng costs --help` prints. */
import { DEFAULT_PARAMETERS } from "../core/model/parameters.ts";
import { KNOWN_SYSTEMS } from "../io/crs/epsg-systems.ts";
import { TRAVEL_HELP } from "./travel-options.ts";

export const COSTS_HELP = `minsheng costs STREETS --from A.csv [--to B.csv] --limit-metres M | --limit-seconds S --out F.csv

Shortest walks FROM each point of A TO each point of B along the streets; without --to, the nearest point of A
for every street vertex, walked from the point to the vertex.

STREETS is a study (.mscircle, a study folder, datong), an OSM file (.osm.pbf, .osm), or any layer of lines
(.fgb, .geojson, GeoJSON lines), in degrees or in metres. OSM-like columns (highway, foot, access, oneway:foot …)
are read where a layer has them; a layer without them may be walked everywhere in both directions, and
oneway=yes alone does not bind walkers. Lines meet where they share a vertex (equal to 1e-7 degrees, 1 cm).

  --from A.csv             id,lon,lat or id,x,y; ids are text
  --to B.csv               the same
  --limit-metres M         the longest walk that counts, in metres; or
  --limit-seconds S        the longest walk in seconds at the profile's speed. Exactly one of the two; inclusive,
                           compared with the numbers as printed
  --profile ID             adult (1.2 m/s), elderly (0.8), child (1.0), wheelchair (0.8, no steps), cycle (3.5);
                           default adult
  --speed M_PER_S          another speed
${TRAVEL_HELP}
                           --slope, --stairs-factor and --crossing-seconds cost time, never metres: they belong to
                           --limit-seconds. The least time is then no longer the shortest way: the column metres is
                           called levelMetres, the level metres walked in that time
  --out F.csv              fromId,toId,metres,seconds, sorted by fromId, then toId (text, by UTF-16 code units);
                           without --to: nodeId,lon,lat,fromId,metres,seconds (x,y for layers in metres), by nodeId
  --junctions              without --to: junctions and ends only, not the vertices that shape a street
  --no-snap-legs           leave the legs off the street out of all costs and limits; otherwise metres are the leg
                           from the point to the street, the walk, and the leg to the other point, also from a
                           point to itself (twice its leg)
  --snap-radius M          the farthest that a point may lie from its street (default ${DEFAULT_PARAMETERS.snapRadiusMetres})
  --keep-islands           also attach points to islands: pieces of street that are joined to nothing, with less than
                           2 km and less than 1 % of the largest piece
  --snaps S.csv            also write what each point was attached to, or why it was not:
                           role,id,lon,lat,attached,streetId,offStreetMetres,alongMetres,footLon,footLat,refusal
  --crs CRS                coordinate system of the points, and of a layer whose file names none (or one that its
                           numbers contradict)
  --points-crs CRS         coordinate system of the points alone
  --one-way COLUMN         column of a line layer that binds walkers: yes (as drawn), -1 (against), no
  --force                  replace existing outputs
  --json                   print one JSON object: counts, coordinate systems, limits, inputs, timings

CRS: ${KNOWN_SYSTEMS}.
\`local\` are plane metres tied to no place; a layer without a coordinate system whose numbers are no degrees is
taken as such. Columns named lon,lat that hold degrees stay degrees whatever --crs says. x is the easting.
Lengths are true metres on the ellipsoid in every system but local.

nodeId is the OSM node's id; for other layers the number of the vertex, counted from 0 in the order in which the
lines of the file first meet it. Metres and seconds have three decimals; a walk is within 0.05 s of the exact one.

Exit: 0 done, 1 the analysis could not be done (no point could be attached), 2 bad usage or bad input.
`;
