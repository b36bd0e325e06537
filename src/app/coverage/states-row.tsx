import { statePeople } from "../select/capacity-states.ts";
import type { ShownCoverage } from "../select/shown-coverage.ts";
import { useBeside } from "../select/use-beside.ts";
import { useView } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";
import { useShownTargetStates } from "../targets/capacity-on-map.ts";
import { describeStates } from "../targets/target-overlay.tsx";

/** In a community's card: its people in the three states, where somebody has asked for them. */
export function StatesRow({
  shown,
  communityIndex,
}: {
  readonly shown: ShownCoverage;
  readonly communityIndex: number;
}) {
  const text = useText();
  const ofTarget = useShownTargetStates();
  const isTarget = useView(({ workspace }) => workspace === "targets");
  const { answer } = useBeside("access", { serviceId: shown.service.id }, false);
  const ofService = isTarget || !answer ? null : statePeople(answer);
  const states = ofTarget?.people ?? ofService;
  if (!states) return null;
  const title = text.t("capacity.card");
  return (
    <div data-testid="card-states">
      <dt>{ofTarget ? `${ofTarget.target.id} ${title}` : title}</dt>
      <dd>
        {describeStates(text, states, communityIndex).map((words) => (
          <span key={words} className="card-group">
            {words}
          </span>
        ))}
      </dd>
    </div>
  );
}
