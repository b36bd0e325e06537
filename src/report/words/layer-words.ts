/** Layers of a study by the names that readers know. */
import type { Study } from "../../core/model/study.ts";

const LAYERS: Readonly<Record<string, string>> = {
  "*": "全部图层",
  streets: "街道",
  communities: "社区界线",
  demand: "人口分布",
  "demand:totals": "人口总数",
  barriers: "水面、铁路、围墙",
  facilities: "各类设施",
  plan: "规划目标",
  elevation: "高程",
  context: "底图",
  "context:county-border": "县界",
  "context:city-border": "市界",
  "context:place": "地名",
  "context:green": "绿地",
  "context:built-up": "建成区",
};

/** 街道, 设施：幼儿园; an id that has no name stands as it is. */
export function layerName(layer: string, { services }: Pick<Study, "services">): string {
  const [kind, id] = layer.split(":");
  if (kind === "facilities" && id !== undefined)
    return `设施：${services.find((service) => service.id === id)?.title.zh ?? id}`;
  return LAYERS[layer] ?? layer;
}
