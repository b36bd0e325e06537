/** The text of `minsheng site --help`. */
import { TRAVEL_HELP } from "./travel-options.ts";

export const SITE_HELP = `minsheng site --model MODEL --costs C.csv --demand D.csv --cutoff C [--sites P]
minsheng site STUDY --service ID --model MODEL [--sites P | --new N]
minsheng site STUDY --question NAME

What to build where, with a proven bound on how much better any answer could be.

  --model set-cover        as few sites as cover everybody who can be reached; --sites P is then the most that may be
          max-coverage     the most people covered by P sites
          p-median         the least sum of people × cost
          p-center         the least largest cost
  --sites P          sites in the answer, fixed ones included
  --new N            sites beside the fixed ones, instead of --sites
  --fixed IDS        sites that stand already, ids separated by commas: part of every answer
  --cutoff C         a pair with a cost ≤ C covers: in the unit of the costs, or on a study in seconds (default 900);
                     not needed for p-median and p-center on a matrix
  --capacity F.csv   id,capacity: people that each site can take; nobody is served beyond it. People of one point may go
                     to several sites. --capacity-each N is for all sites without a row
  --site-costs F.csv id,cost of building each site (--site-cost N for those without a row), and
  --budget B         the most that all new sites may cost; fixed sites cost nothing. With --sites P then at most P sites
  --backup K         covered means: within the cutoff of K open sites. Points that fewer sites can reach count as never
                     covered in max-coverage, and need as many as there are in set-cover
  --unserved COST    p-median: people whom no chosen site serves for less count so much, and nobody must be served; without
                     it everybody within reach of a site must be (on a study: seconds, with the same --cutoff)
  --alternatives N   up to N other answers at most 1 % worse
  --curve            people covered (with --capacity: with a place) by number of sites, with the proven most
  --target SHARE     how many sites cover that share (0–1) of the people; includes --curve
  --gap G            stop at this gap (default 0: proven); --time-limit S seconds (default 60), the best answer is kept
  --out F.csv        also write demandId,siteId,cost: the nearest chosen site within the cutoff
  --force            replace an existing output
  --json             print one JSON object: chosen, objective, bound, gap, unreachable, seconds and more

A matrix
  --costs C.csv      demandId,siteId,cost; pairs that are left out cannot be used. Its siteIds are the candidates
  --demand D.csv     id,people; points without people ask for nothing
  --cost-column NAME the column with the cost (default cost)

A study
  --question NAME    a question kept with the study in the page, as it stands (form: the one left in the form): instead of all
                     other options but --time-limit, --gap, --alternatives and --out. An equity question is answered in the
                     equivalent walk, in seconds
  --service ID       whose facilities stand already (fixed) and whose group and profile are meant
  --replace          its facilities may be given up: they are candidates like the others
  --candidates F     places to build: .csv (id,lon,lat or id,x,y with --crs), .geojson, .fgb; areas count by a point inside
  --exclude F        areas (.geojson, .fgb) whose candidates take no part; what stands there stays
  --grid-metres M    without --candidates: the street node nearest to the middle of each cell of a grid (default 500)
  --cutoff-minutes N instead of --cutoff; --profile, --speed M_PER_S, --group as in analyze
${TRAVEL_HELP}

The order of rows in the files changes nothing.
Exit: 0 done, 1 the question has no answer (why, whom it concerns, what to ask instead), 2 bad usage or bad input.
`;
