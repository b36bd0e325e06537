import { useText } from "../strings/text.ts";
import { useShownFirmness } from "./firmness-on-map.ts";
import { describeFirmness } from "./target-overlay.tsx";

/** In a community's card, while a target's sensitivity is on the map: which changes turn it. */
export function FirmnessRow({ communityIndex }: { readonly communityIndex: number }) {
  const text = useText();
  const firmness = useShownFirmness();
  if (!firmness) return null;
  const [state, turns] = describeFirmness(text, firmness, communityIndex);
  if (state === undefined) return null;
  return (
    <div data-testid="card-firmness">
      <dt>{text.t("firm.card", { target: firmness.target.id })}</dt>
      <dd>
        {state}
        {turns !== undefined && <span className="card-under">{turns}</span>}
      </dd>
    </div>
  );
}
