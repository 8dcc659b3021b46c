/* Shortens officers' ways; every page works without it. */
(function () {
  "use strict";

  /* The key "/" goes to the search box, unless somebody types or has switched it off. */
  var box = document.getElementById("staff-search");
  var kept = "tatua-slash";
  function slash() {
    try { return window.localStorage.getItem(kept) !== "off"; } catch (refused) { return true; }
  }
  function types(at) {
    return at && (at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName));
  }
  document.addEventListener("keydown", function (event) {
    if (!box || event.key !== "/" || event.ctrlKey || event.altKey || event.metaKey) return;
    if (types(event.target) || !slash()) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
  var button = document.getElementById("slash-switch");
  if (button) {
    var show = function () { button.textContent = slash() ? button.dataset.off : button.dataset.on; };
    button.addEventListener("click", function () {
      try { window.localStorage.setItem(kept, slash() ? "off" : "on"); } catch (refused) { /* stays as it is */ }
      show();
    });
    show();
    button.hidden = false;
  }

  /* On a narrow screen the list comes before the form that narrows it. */
  function fold() {
    var form = document.getElementById("narrow");
    if (form && window.matchMedia("(max-width: 40em)").matches) form.removeAttribute("open");
  }
  fold();

  /* A list that was fetched in place: tell how long it is, keep the focus on it; what went wrong is left to a page. */
  function leave(event) {
    event.preventDefault();
    window.location.assign(event.detail.pathInfo.finalRequestPath);
  }
  document.addEventListener("htmx:beforeSwap", function (event) {
    var wanted = event.detail.pathInfo.finalRequestPath.split("?")[0];
    if (new URL(event.detail.xhr.responseURL).pathname !== wanted) leave(event);
  });
  document.addEventListener("htmx:responseError", leave);
  document.addEventListener("htmx:afterSettle", function () {
    var list = document.getElementById("list");
    var done = document.querySelector(".govuk-notification-banner");
    fold();
    if (done) done.remove();
    if (!list) return;
    document.getElementById("told").textContent = list.dataset.says;
    if (document.activeElement === document.body) list.focus();
  });
  document.addEventListener("htmx:sendError", function () {
    var told = document.getElementById("told");
    told.className = "govuk-body tatua-lead tatua-lead--soon";
    told.textContent = told.dataset.offline;
  });
})();
