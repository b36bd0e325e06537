/**
 * After what a layer is called: its own name, else its file's. The name of an archive that holds several files speaks of what is in it
 * together (`绿地及公厕.zip`), so it says nothing of a layer beside another that has that service in its own name.
 */
import { type SourceLayer, titleOfSource } from "../tables/source-layer.ts";
import { recogniseServiceOfLayer } from "./known-services.ts";

const ARCHIVE = /\.zip$/i;

/** The file within an archive that a layer is from. */
function innerFile({ name }: SourceLayer): string {
  return name.split(" › ")[0] ?? "";
}

/** The part of a layer's title that may say of which service it is, seen beside all layers that were brought. */
export function calledAfter(source: SourceLayer, all: readonly SourceLayer[]): string {
  const title = titleOfSource(source);
  if (!ARCHIVE.test(source.file) || recogniseServiceOfLayer(source.name) !== null) return title;
  const service = recogniseServiceOfLayer(source.file);
  const isSaidBeside = all.some(
    (other) =>
      other.file === source.file &&
      innerFile(other) !== innerFile(source) &&
      recogniseServiceOfLayer(other.name) === service,
  );
  return service !== null && isSaidBeside ? source.name : title;
}
