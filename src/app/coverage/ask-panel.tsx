import { useOpenStudy } from "../select/shown-coverage.ts";
import { useAnalysis } from "../store/analysis-store.ts";
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
  const { study, choices, service } = open;
  if (!service) return <p className="panel-note">{t("empty.noServices")}</p>;
  return (
    <div className="ask">
      <h2 className="visually-hidden">{t("ask.heading")}</h2>
      <ServiceList study={study} serviceId={service.id} />
      <ScopeChoice study={study} scope={choices.scope} />
      <GroupChoice study={study} service={service} parameters={choices.parameters} />
      <ProfileChoice study={study} service={service} parameters={choices.parameters} />
      <TimeSlider cutoffSeconds={choices.parameters.cutoffSeconds} />
      <MethodChoice />
      <PassMark study={study} service={service} parameters={choices.parameters} />
    </div>
  );
}

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
