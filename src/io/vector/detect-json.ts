/** Which format of shapes a JSON is, by the members of its outermost object and of its first feature: what stands deeper may say anything. */

export type JsonShapes = "geojson" | "esri-json" | "topojson";

const TOKEN = /"([^"\\]*(?:\\.[^"\\]*)*)"(\s*:)?|[{}[\]]/g;
const GEOJSON_TYPES = /^(FeatureCollection|Feature|(Multi)?(Point|LineString|Polygon)|GeometryCollection)$/;
/** A feature stands in a list within the outermost object. */
const FEATURE_DEPTH = 3;

interface Members {
  /** Of the outermost object, with their values where those are texts. */
  readonly outer: ReadonlyMap<string, string>;
  /** Of features. */
  readonly ofFeatures: ReadonlySet<string>;
}

function readMembers(start: string): Members {
  const outer = new Map<string, string>();
  const ofFeatures = new Set<string>();
  let depth = 0;
  let latest = "";
  for (const [token, text = "", colon] of start.matchAll(TOKEN)) {
    if (token === "{" || token === "[") depth++;
    else if (token === "}" || token === "]") depth--;
    else if (depth === FEATURE_DEPTH && latest === "features" && colon !== undefined) ofFeatures.add(text);
    else if (depth === 1 && colon === undefined) outer.set(latest, text);
    else if (depth === 1) {
      latest = text;
      outer.set(text, "");
    }
  }
  return { outer, ofFeatures };
}

/** The format of a document that begins so; null where none is sure. */
export function detectJson(start: string): JsonShapes | null {
  const { outer, ofFeatures } = readMembers(start);
  const type = outer.get("type") ?? "";
  if (type === "Topology") return "topojson";
  if (GEOJSON_TYPES.test(type) || ofFeatures.has("properties")) return "geojson";
  const isEsri = ofFeatures.has("attributes") || /^esriGeometry/.test(outer.get("geometryType") ?? "");
  return isEsri ? "esri-json" : null;
}
