/**
 * Pieces of the street network that are not joined with the largest one on foot. Small ones are islands, to which nobody is attached;
 * large ones are towns of their own, between which nobody walks. Either may be so in fact, or a street or bridge is missing.
 */
import type { Position } from "../../model/geometry.ts";
import { labelPieces } from "../../network/label-pieces.ts";
import type { Check, CheckGround } from "./check-ground.ts";
import { type CheckItem, type Finding, makeFinding, worstFirst } from "./finding.ts";

function find({ session, study, onFoot }: CheckGround): Finding {
  const { network } = session;
  const { permittedEdges, usableEdges } = session.components(onFoot);
  const roots = labelPieces(network, "walk");
  const metresOf = new Map<number, number>();
  const edgeOf = new Map<number, number>();
  let [total, streetMetres] = [0, 0];
  for (let edge = 0; edge < network.edgeCount; edge++) {
    if (permittedEdges[edge] !== 1 || network.edgeTwins[edge] !== edge) continue;
    const root = roots[network.edgeFromNodes[edge] as number] as number;
    const metres = network.edgeMetres[edge] as number;
    metresOf.set(root, (metresOf.get(root) ?? 0) + metres);
    const longest = edgeOf.get(root);
    if (longest === undefined || metres > (network.edgeMetres[longest] as number)) edgeOf.set(root, edge);
    streetMetres += metres;
    total++;
  }
  const pieces = [...metresOf].sort(([a, one], [b, other]) => other - one || a - b);
  const items = pieces.slice(1).map(([root, metres]): CheckItem => {
    const edge = edgeOf.get(root) as number;
    const street = network.edgeStreetIndexes[edge] as number;
    const middle = ((network.edgeFirstPositions[edge] as number) + (network.edgeLastPositions[edge] as number)) >> 1;
    const position: Position = [
      network.coordinates[2 * middle] as number,
      network.coordinates[2 * middle + 1] as number,
    ];
    const detail = usableEdges[edge] === 1 ? "separate" : "island";
    const { ids, names } = study.streets;
    const named = { id: ids[street] ?? "", name: names[street] ?? "" };
    return { layer: "streets", index: street, ...named, position, figure: metres, besideId: "", detail, edits: [] };
  });
  const off = items.reduce((sum, { figure }) => sum + (figure ?? 0), 0);
  return makeFinding({
    id: "street-pieces",
    severity: items.some(({ detail }) => detail === "separate") ? "warning" : "note",
    total: total > 0 ? pieces.length : 0,
    items: worstFirst(items),
    figureUnit: "metres",
    amount: { value: off, total: streetMetres, unit: "metres" },
  });
}

export const checkPieces: Check = { id: "street-pieces", find };
