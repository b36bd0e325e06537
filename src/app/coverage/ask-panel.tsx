import { memo } from "react";
import { useShallow } from "zustand/react/shallow";
import { type OpenStudy, useOpenStudy } from "../select/shown-coverage.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { currentParameters, type TimelessParameters, useProject } from "../store/project-store.ts";
import { useText } from "../strings/text.ts";
import { MethodChoice } from "./method-choice.tsx";
import { PassMark } from "./pass-mark.tsx";
import { GroupChoice, ProfileChoice } from "./profile-choice.tsx";
import { ScopeChoice } from "./scope-choice.tsx";
import { ServiceList } from "./service-list.tsx";
import { TimeSlider } from "./time-slider.tsx";
import "./ask-panel.css";

/** What is asked: service, people, travel, time, method, pass mark, scope. */
export function AskPanel() {
  const { t } = useText();
  const open = useOpenStudy();
  const waiting = useAnalysis((state) => state.opening !== null);
  if (!open) return waiting ? <AskSkeleton /> : null;
  if (!open.service) return <p className="panel-note">{t("empty.noServices")}</p>;
  return (
    <div className="ask">
      <h2 className="visually-hidden">{t("ask.heading")}</h2>
      <AskedBeforeTime open={open} />
      <TimeSlider />
      <AskedAfterTime open={open} />
    </div>
  );
}

/** The parameters but the time, the same object while none of them changes. */
function useTimelessParameters(): TimelessParameters {
  return useProject(
    useShallow((state) => {
      const { cutoffSeconds: _, ...timeless } = currentParameters(state);
      return timeless;
    }),
  );
}

interface SectionsProps {
  readonly open: OpenStudy;
}

/** What stands before the slider. It is not drawn again while that is dragged, nor is what stands after it. */
const AskedBeforeTime = memo(function AskedBeforeTime({ open: { study, scope, service } }: SectionsProps) {
  const parameters = useTimelessParameters();
  if (!service) return null;
  return (
    <>
      <ServiceList study={study} serviceId={service.id} />
      <ScopeChoice study={study} scope={scope} />
      <GroupChoice study={study} service={service} parameters={parameters} />
      <ProfileChoice study={study} service={service} parameters={parameters} />
    </>
  );
});

const AskedAfterTime = memo(function AskedAfterTime({ open: { study, service } }: SectionsProps) {
  const parameters = useTimelessParameters();
  if (!service) return null;
  return (
    <>
      <MethodChoice />
      <PassMark study={study} service={service} parameters={parameters} />
    </>
  );
});

/** Rows of each section while the study is on its way. */
const SKELETON = ["abcdef", "gh", "ij", "klm", "no"];

function AskSkeleton() {
  return (
    <div className="ask" aria-hidden="true">
      {SKELETON.map((rows) => (
        <div key={rows} className="skeleton-group">
          {[...rows].map((row) => (
            <div key={row} className="skeleton" />
          ))}
        </div>
      ))}
    </div>
  );
}
