/** Starts the bench worker and leaves its figures on the page for the bench script to read. */
const worker = new Worker(new URL("./engine.worker.ts", import.meta.url), { type: "module" });
worker.onmessage = ({ data }) => {
  document.title = "done";
  const output = document.createElement("pre");
  output.id = "figures";
  output.textContent = JSON.stringify(data);
  document.body.append(output);
};
worker.postMessage({ baseUrl: new URL("/geodata/datong/", location.href).href });
