/** All prose about what went wrong with a request: a title, what happened, what to do. Codes come from the engine; what is wrong with data is worded in describe-issue. */
import type { AnalysisErrorCode } from "../core/errors.ts";
import { type Details, say } from "./describe-assumption.ts";
import { type Description, describe, type Prose } from "./describe-prose.ts";
import type { Failure } from "./store/analysis-store.ts";

const ANALYSIS_ERRORS: Readonly<Record<AnalysisErrorCode, (fields: Details) => Prose>> = {
  "unknown-service": ({ serviceId }) => [
    say("没有这项服务", "No such service"),
    say(`研究里没有“${serviceId ?? ""}”。`, `The study has no “${serviceId ?? ""}”.`),
    say("在左侧另选一项服务。", "Choose another service on the left."),
  ],
  "unknown-profile": ({ profileId }) => [
    say("没有这种出行方式", "No such profile"),
    say(`不认识“${profileId ?? ""}”。`, `“${profileId ?? ""}” is not known.`),
    say("在左侧另选一种出行方式。", "Choose another way to travel on the left."),
  ],
  "unknown-group": ({ groupId }) => [
    say("研究里没有这个人群", "The study has no such group"),
    say(`人口数据没有分出“${groupId ?? ""}”。`, `The people of the study are not told apart by “${groupId ?? ""}”.`),
    say("在左侧另选人群。", "Choose another group on the left."),
  ],
  "bad-parameter": ({ field, value }) => [
    say("条件不成立", "The question cannot be answered"),
    say(
      `${field ?? "参数"} 的值 ${value ?? ""} 不能用。`,
      `The value ${value ?? ""} of ${field ?? "a parameter"} cannot be used.`,
    ),
    say("撤销（Ctrl+Z）回到上一个条件。", "Undo (Ctrl+Z) to return to the last question."),
  ],
  "no-sources": () => [
    say("没有起点", "Nothing to measure from"),
    say("起点清单是空的。", "The list of starts is empty."),
    say("至少给出一个点。", "Give at least one point."),
  ],
  "nothing-to-present": () => [
    say("没有可演示的画面", "Nothing to present"),
    say("这些画面的服务在研究里都没有了。", "The study has none of the services of these views."),
    say("请重新记下画面。", "Record the views again."),
  ],
  "siting-impossible": ({ cause }) => [
    say("选址问题无解", "The siting question has no answer"),
    say(
      `没有满足条件的方案（${cause ?? "条件互相矛盾"}）。`,
      `Nothing meets the conditions (${cause ?? "they contradict one another"}).`,
    ),
    say("放宽数量、预算、容量或时限后再求解。", "Allow more sites, budget, places or time, and solve again."),
  ],
  cancelled: () => [
    say("已取消", "Cancelled"),
    say("没有改变任何东西。", "Nothing was changed."),
    say("需要时再运行一次。", "Run it again when needed."),
  ],
  "pool-crashed": ({ message }) => [
    say("并行计算中止", "The shared computation stopped"),
    say(
      `分担计算的一个线程没有完成${message ? `：${message}` : ""}。可能是内存不足。`,
      `One of the threads that share the work did not finish${message ? `: ${message}` : ""}. Memory may have run out.`,
    ),
    say(
      "研究仍然打开，其他结果不受影响；再试一次即可。反复出现时关闭其他网页。",
      "The study is still open and other results stand: try again. If it recurs, close other pages.",
    ),
  ],
  "worker-crashed": ({ message }) => [
    say("计算意外中止", "The computation stopped"),
    say(
      `后台计算没有完成${message ? `：${message}` : ""}。可能是内存不足。`,
      `The background computation did not finish${message ? `: ${message}` : ""}. Memory may have run out.`,
    ),
    say(
      "再试一次会重新打开研究；反复出现时关闭其他网页或换小一些的范围。",
      "Trying again reopens the study. If it recurs, close other pages or use a smaller extract.",
    ),
  ],
};

/** The same for an impossible or interrupted request. */
export function describeAnalysisError(code: AnalysisErrorCode, fields: Details): Description {
  return describe(ANALYSIS_ERRORS[code](fields));
}

/** The same for whatever a request failed with. What is wrong with data is worded issue by issue in describe-issue, which is loaded with a list. */
export function describeFailure(failure: Failure): Description {
  if (failure.kind === "bad-data") {
    const first = failure.issues.find(({ severity }) => severity === "error") ?? failure.issues[0];
    const where = [first?.layer, first?.row].filter((part) => part !== undefined).join(" · ");
    return describe([
      say("数据有误", "The data have faults"),
      say(
        `${failure.issues.length} 个问题，首先在 ${where}。`,
        `${failure.issues.length} found, the first in ${where}.`,
      ),
      say("按清单改正后再试。", "Mend what is listed and try again."),
    ]);
  }
  if (failure.kind === "analysis") return describeAnalysisError(failure.code, failure.fields);
  const message = failure.kind === "unexpected" ? failure.message : "";
  return describeAnalysisError("worker-crashed", { message });
}
