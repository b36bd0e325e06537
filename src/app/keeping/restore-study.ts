/** Opens the study of the last visit. Reads it while the rest of the page is still on its way, and so imports little. */
import type { AnalysisClient, NamedBytes, OpenedStudy } from "../../worker/protocol.ts";
import type { KeptFile, KeptStudy } from "./kept-study.ts";
import { openVault } from "./study-vault.ts";

export interface KeptReading {
  readonly study: KeptStudy | null;
  readonly file: NamedBytes | null;
  readonly plan: readonly NamedBytes[];
}

/** Bytes out of the store, with what the list says of the study. Throws where they are not there or cannot be read. */
export async function readKept(id: string): Promise<KeptReading> {
  const vault = await openVault();
  const [studies, layers] = await Promise.all([vault.listStudies(), vault.readLayers(id)]);
  const study = studies.find((each) => each.id === id) ?? null;
  const file = layers?.file ? await bytesOf(layers.file) : null;
  return { study, file, plan: layers ? await Promise.all(layers.plan.map(bytesOf)) : [] };
}

export interface Restoring {
  readonly id: string;
  readonly reading: Promise<KeptReading>;
  readonly opening: Promise<OpenedStudy>;
}

/** Sets the worker to reading a kept study. */
export function beginRestoring(client: AnalysisClient, id: string): Restoring {
  const reading = readKept(id);
  const opening = reading.then(({ file }) => {
    if (!file) throw new DOMException(id, "NotFoundError");
    return client.request("openFiles", { files: [file], adminLevel: null });
  });
  // The page describes a failure once it is there.
  reading.catch(() => undefined);
  opening.catch(() => undefined);
  return { id, reading, opening };
}

async function bytesOf({ name, bytes }: KeptFile): Promise<NamedBytes> {
  return { name, bytes: new Uint8Array(await bytes.arrayBuffer()) };
}
