// Fetches the requests that stand in a file, eight at once, and does nothing with them: node bench/fetch.mjs HOST FILE
import { readFileSync } from "node:fs";
import http from "node:http";

const [, , host, file] = process.argv;
const requests = JSON.parse(readFileSync(file, "utf8"));
const agent = new http.Agent({ keepAlive: true });

const fetchOne = ({ method, url, accept = "*/*" }) =>
  new Promise((resolve, reject) => {
    const options = { method, agent, headers: { accept } };
    http
      .request(`http://${host}${url}`, options, (response) => {
        response.resume().on("end", resolve).on("error", reject);
      })
      .on("error", reject)
      .end();
  });

await Promise.all(
  Array.from({ length: 8 }, async () => {
    for (let next = requests.shift(); next !== undefined; next = requests.shift())
      await fetchOne(next);
  }),
);
agent.destroy();
