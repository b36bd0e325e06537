import { dayOf } from "../../../core/model/calendar-day.ts";
import type { Confirmation } from "../../../core/plan/target.ts";
import { useText } from "../../strings/text.ts";
import { TextField } from "./fields.tsx";

/** Who confirmed a rule or a reading, and when. A name is as good as today's signature; without one nobody has confirmed anything. */
export function SignatureFields({
  confirmation,
  onChange,
}: {
  readonly confirmation: Confirmation | undefined;
  readonly onChange: (next: Confirmation | undefined) => void;
}) {
  const { t } = useText();
  return (
    <>
      <TextField
        label={t("ruleEditor.confirmedBy")}
        field="confirmation.by"
        value={confirmation?.by ?? ""}
        onChange={(by) => onChange(by === "" ? undefined : { by, date: confirmation?.date || dayOf(new Date()) })}
      />
      <TextField
        label={t("ruleEditor.confirmedOn")}
        field="confirmation.date"
        type="date"
        value={confirmation?.date ?? ""}
        onChange={(date) => onChange({ by: confirmation?.by ?? "", date })}
      />
    </>
  );
}
