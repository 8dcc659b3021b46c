/* Says when the connection is gone, and holds a form back until it is there again. Every page works without it. */
(function () {
  "use strict";
  var words = document.currentScript.dataset.words;
  var banner = null;

  function make() {
    banner = document.createElement("div");
    banner.className = "tatua-offline";
    banner.setAttribute("role", "alert");
    banner.tabIndex = -1;
    document.body.insertBefore(banner, document.querySelector("header"));
  }
  function show() {
    if (!banner && !navigator.onLine) make();
    if (!banner) return;
    banner.hidden = navigator.onLine;
    banner.textContent = navigator.onLine ? "" : words;
  }
  window.addEventListener("offline", show);
  window.addEventListener("online", show);
  document.addEventListener("submit", function (event) {
    if (navigator.onLine) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    show();
    banner.focus();
  }, true);
  show();
})();
