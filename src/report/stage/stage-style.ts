/** Look of the stage's own file: dark, one map, one sentence, three figures. */
export const STAGE_STYLE = `
*{box-sizing:border-box}
html,body{height:100%;margin:0}
body{display:grid;grid-template-rows:auto minmax(0,1fr);background:#0a0e12;color:#e9e7e2;overflow:hidden;
font:16px/1.5 "Noto Sans SC","Source Han Sans SC","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
header{display:flex;gap:12px;align-items:center;padding:10px 24px}
.badge{padding:1px 8px;border:1px solid #5f5324;border-radius:4px;background:#383015;color:#e8d08a;font-size:13px}
.stamp{color:#a9aeb5;font-size:13px}
#place{margin-left:auto;color:#a9aeb5;font-variant-numeric:tabular-nums}
button{padding:4px 12px;border:1px solid #47525d;border-radius:6px;background:none;color:inherit;font:inherit;font-size:14px;cursor:pointer}
button:disabled{color:#7d848d;cursor:default}
button[aria-pressed=true]{background:#223444}
:focus-visible{outline:2px solid #92bde2;outline-offset:2px}
main{position:relative;min-height:0;overflow:hidden}
.view{position:absolute;inset:0;display:grid;grid-template-rows:minmax(0,1fr) auto}
.view[hidden],.notes[hidden]{display:none}
.map{position:relative;min-height:0;overflow:hidden;background:#f1efe9;color:#22282f}
.picture{position:absolute;inset:0;transform-origin:50% 50%}
.picture svg{display:block;width:100%;height:100%}
.before{background:#f1efe9;clip-path:inset(0 calc(100% - var(--line,50%)) 0 0);border:0}
.line{position:absolute;z-index:3;top:0;left:0;width:100%;height:100%;margin:0;opacity:1;background:none;-webkit-appearance:none;appearance:none;pointer-events:none}
.line::-webkit-slider-thumb{-webkit-appearance:none;width:6px;height:100vh;background:#ffffff;box-shadow:0 0 4px #22282f;cursor:ew-resize;pointer-events:auto}
.line::-moz-range-thumb{width:6px;height:100vh;border:0;border-radius:0;background:#ffffff;box-shadow:0 0 4px #22282f;cursor:ew-resize;pointer-events:auto}
.side{position:absolute;z-index:2;top:12px;padding:2px 10px;border-radius:4px;background:rgb(10 14 18 / 84%);color:#e9e7e2;font-size:14px}
.side-before{left:12px}.side-after{right:12px}
.legend{position:absolute;z-index:2;bottom:16px;left:16px;padding:10px 14px;border-radius:8px;background:rgb(255 255 255 / 95%);font-size:13px;border-spacing:0 3px;border-collapse:separate}
.legend caption{padding:8px 14px 2px;border-radius:8px 8px 0 0;background:rgb(255 255 255 / 95%);font-weight:600;text-align:left}
.legend th{padding:0 16px 0 8px;font-weight:400;text-align:left}
.legend td:last-child{font-variant-numeric:tabular-nums;text-align:right}
.legend .total th,.legend .total td{border-top:1px solid #cfcbc1}
.legend i{display:block;width:20px;height:12px}
.legend .class i,.legend .no-data i,.legend .not-met i{border:1px solid rgb(34 40 47 / 14%)}
.legend i.strokes{background-image:repeating-linear-gradient(135deg,rgb(163 69 15 / 75%) 0 1px,transparent 1px 4.5px)}
.legend i.dots{background-image:radial-gradient(circle,#8a867c .9px,transparent 1.2px);background-size:5px 5px}
footer{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:48px;align-items:center;min-height:150px;padding:20px 40px 24px}
.sentence{max-width:36em;margin:0;font-size:clamp(20px,2vw,32px);text-wrap:pretty}
.basis{margin:6px 0 0;color:#a9aeb5;font-size:13px}
dl{display:flex;gap:40px;margin:0}
dt{color:#a9aeb5;font-size:14px}
dd{margin:4px 0 0;font-size:clamp(28px,3vw,48px);font-weight:600;line-height:1.2;white-space:nowrap;font-variant-numeric:tabular-nums}
.notes{position:absolute;z-index:5;top:16px;right:24px;width:min(420px,80vw);max-height:50vh;padding:14px 18px;overflow:auto;border:1px solid #47525d;border-radius:8px;background:rgb(27 34 41 / 96%);white-space:pre-wrap}
.trace{max-width:60em;margin:auto;padding:40px;overflow:auto;max-height:100%;overflow-wrap:anywhere}
.trace p{margin:6px 0;color:#c2c5c9;font-size:14px}
@media (prefers-reduced-motion:no-preference){.flying .picture{transition:transform 1.6s cubic-bezier(.4,0,.2,1)}.flying{transition:opacity 1.6s}}
@media (max-width:900px){footer{grid-template-columns:minmax(0,1fr);gap:12px;padding:14px}dl{flex-wrap:wrap;gap:12px 24px}header{flex-wrap:wrap;padding:8px 12px}.legend{display:none}}
`;
