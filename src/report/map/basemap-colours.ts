/** Ground, water and what else lies around the answer: greys and one paper tone. */
export const BASEMAP_COLOURS = {
  ground: "#f1efe9",
  builtUp: "#e9e5dc",
  green: "#dfe6d4",
  water: "#b9d3df",
  waterName: "#4f7d93",
  wall: "#857a67",
  railway: "#77736a",
  countyBorder: "#6d685d",
  cityBorder: "#5d594f",
  streetEdge: "#8f8a7d",
} as const;
