/** What the search box can do besides finding. */

import { chooseMethod } from "../coverage/method-choice.tsx";
import { pickFiles } from "../frame/pick-files.ts";
import { WORKSPACES } from "../frame/rail.tsx";
import { switchLanguage, switchTheme } from "../frame/top-bar.tsx";
import { openShippedStudy } from "../store/open-study.ts";
import { useProject } from "../store/project-store.ts";
import { useView } from "../store/view-store.ts";
import type { Translate } from "../strings/text.ts";
import type { Entry } from "./search-index.ts";

const MINUTES = [5, 10, 15, 20, 30];

export function commandEntries(t: Translate): Entry[] {
  const view = useView.getState();
  const project = useProject.getState();
  const command = (id: string, title: string, run: () => void): Entry => ({
    id: `command-${id}`,
    title,
    detail: "",
    code: "",
    finding: { kind: "command", run },
  });
  return [
    ...WORKSPACES.map((workspace) =>
      command(`workspace-${workspace}`, t("command.workspace", { workspace: t(`workspace.${workspace}`) }), () =>
        view.show({ workspace }),
      ),
    ),
    command("study", t("command.study"), () => view.fly({ kind: "study" })),
    command("network", t("command.network"), () => chooseMethod("network")),
    command("isochrone", t("command.isochrone"), () => chooseMethod("isochrone")),
    command("straight", t("command.straight"), () => chooseMethod("straight")),
    ...MINUTES.map((count) =>
      command(`minutes-${count}`, t("command.minutes", { count }), () =>
        project.editParameters({ cutoffSeconds: count * 60 }),
      ),
    ),
    command("undo", t("command.undo"), project.undo),
    command("redo", t("command.redo"), project.redo),
    command("file", t("command.file"), pickFiles),
    command("shipped", t("command.shipped"), () => void openShippedStudy()),
    command("tour", t("command.tour"), () => view.show({ panel: "tour", workspace: "coverage" })),
    command("theme", t("command.theme"), switchTheme),
    command("language", t("command.language"), () => void switchLanguage()),
  ];
}
