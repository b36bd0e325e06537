import { createRoot } from "react-dom/client";
import { createWorkerClient } from "../worker/client.ts";
import { App } from "./app.tsx";
import { startAutosave } from "./store/project-autosave.ts";
import { connectClient, openShippedStudy } from "./store/run-commands.ts";
import { readLanguage, useView } from "./store/view-store.ts";
import { startStrings } from "./strings/text.ts";
import "./tokens.css";
import "./base.css";

const language = readLanguage();
useView.getState().show({ language });
startStrings(language);
startAutosave();
connectClient(createWorkerClient());
void openShippedStudy();

const root = document.getElementById("root");
if (root) createRoot(root).render(<App />);
