"use strict";
(() => {
  const list = document.getElementById("events");
  const head = document.getElementById("head");
  const live = document.getElementById("live");
  const more = document.querySelector(".more");
  if (!list) return;

  const localTimes = (root) => {
    for (const time of root.querySelectorAll("time")) {
      const at = new Date(time.dateTime);
      time.textContent = at.toLocaleTimeString([], { hour12: false });
      time.title = at.toLocaleString();
    }
  };

  // The markup comes from the server, which has escaped every value in it; the page's policy allows no inline script.
  const parse = (markup) => {
    const template = document.createElement("template");
    template.innerHTML = markup;
    return template.content;
  };

  // Pieces of one text become one entry, as on the server: what the host says in between does not part them.
  const goesOn = (item) => {
    const part = item && item.dataset.part;
    if (!part) return false;
    let last = list.lastElementChild;
    while (last && "aside" in last.dataset) last = last.previousElementSibling;
    if (!last || last.dataset.part !== part) return false;
    const piece = document.createElement("span");
    piece.id = item.id;
    piece.textContent = item.querySelector("pre").textContent;
    last.querySelector("pre").append(piece);
    return true;
  };

  const atEnd = () => window.innerHeight + window.scrollY >= document.body.scrollHeight - 80;

  localTimes(list);
  if (more) more.remove();
  const source = new EventSource(list.dataset.stream + "&after=" + list.dataset.last);
  source.addEventListener("open", () => { live.textContent = "Live"; });
  source.addEventListener("error", () => {
    live.textContent = source.readyState === EventSource.CLOSED
      ? "The link no longer opens this trace. Reply status in the thread for a fresh one."
      : "Connection lost, trying again …";
  });
  source.addEventListener("entry", (event) => {
    if (document.getElementById("e" + event.lastEventId)) return;
    const follow = atEnd();
    const content = parse(JSON.parse(event.data));
    localTimes(content);
    if (!goesOn(content.firstElementChild)) list.append(content);
    if (follow) window.scrollTo(0, document.body.scrollHeight);
  });
  source.addEventListener("head", (event) => { head.replaceChildren(parse(JSON.parse(event.data))); });
})();
