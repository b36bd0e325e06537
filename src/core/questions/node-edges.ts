/**
 * Where a way to travel meets a place on another way's street: on that street where it may use it, or at
 * its end where one of its own streets ends too. Cost: one pass over the streets for each travel.
 */
import type { AnalysisSession } from "../analysis-session.ts";
import type { Network } from "../network/network.ts";
import type { Travel } from "../network/travel.ts";
import type { StreetPlace } from "../routing/improve-field.ts";

/** By the edges that a travel may use: sessions and questions of the same streets share them. */
const known = new WeakMap<Uint8Array, NodeEdges>();

export class NodeEdges {
  private readonly network: Network;
  private readonly permitted: Uint8Array;
  /** By node an edge there that may be used, -1 where none is; made when first asked for. */
  private edgeOfNode: Int32Array | null = null;

  private constructor(network: Network, permitted: Uint8Array) {
    this.network = network;
    this.permitted = permitted;
  }

  static of(session: AnalysisSession, travel: Travel): NodeEdges {
    const { permittedEdges } = session.components(travel);
    const found = known.get(permittedEdges) ?? new NodeEdges(session.network, permittedEdges);
    known.set(permittedEdges, found);
    return found;
  }

  /** The same place on a street that the travel may use; null where it has none there. */
  findPlace(place: StreetPlace): StreetPlace | null {
    const { edge, fromStartMetres } = place;
    if (this.permitted[edge] === 1) return place;
    const { edgeFromNodes, edgeToNodes, edgeMetres } = this.network;
    const length = edgeMetres[edge] as number;
    if (fromStartMetres !== 0 && fromStartMetres !== length) return null;
    const node = (fromStartMetres === 0 ? edgeFromNodes[edge] : edgeToNodes[edge]) as number;
    this.edgeOfNode ??= this.listEdges();
    const own = this.edgeOfNode[node] as number;
    if (own < 0) return null;
    return { edge: own, fromStartMetres: edgeFromNodes[own] === node ? 0 : (edgeMetres[own] as number) };
  }

  private listEdges(): Int32Array {
    const { nodeCount, edgeCount, edgeFromNodes, edgeToNodes } = this.network;
    const edges = new Int32Array(nodeCount).fill(-1);
    for (let edge = edgeCount - 1; edge >= 0; edge--) {
      if (this.permitted[edge] !== 1) continue;
      edges[edgeFromNodes[edge] as number] = edge;
      edges[edgeToNodes[edge] as number] = edge;
    }
    return edges;
  }
}
