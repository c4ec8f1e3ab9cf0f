/* Checks a folder against its manifest. A page opened by file:// may not read other files, so the
   reader chooses the folder; nothing leaves the machine. */
(function () {
  "use strict";

  var SHOWN = 20;
  /* What operating systems leave in a folder that somebody looked at. */
  var LITTER = /(^|\/)(\.DS_Store|\._[^/]+|(eh)?thumbs\.db|desktop\.ini|\.directory)$/i;
  var found = document.getElementById("found");

  if (!(window.crypto && crypto.subtle && "webkitdirectory" in HTMLInputElement.prototype)) return;
  document.getElementById("check").hidden = false;
  document.getElementById("cannot").hidden = true;
  document.getElementById("folder").addEventListener("change", function (event) {
    check(Array.from(event.target.files)).then(tell, function (error) {
      tell([["wrong", "没有核对成：" + error.message]]);
    });
  });

  /* Return the lines of the report, each with its class. */
  async function check(files) {
    var here = new Map(files.map(function (file) {
      return [file.webkitRelativePath.split("/").slice(1).join("/").normalize("NFC"), file];
    }));
    if (!here.has("manifest.json")) {
      return [["wrong", "所选文件夹里没有 manifest.json：请选解压后的整个文件夹。"]];
    }
    var said = JSON.parse(await here.get("manifest.json").text());
    var paths = Object.keys(said), faults = [];
    for (var index = 0; index < paths.length; index++) {
      if (index % 20 === 0) tell([["", "已核对 " + index + " / " + paths.length]]);
      var file = here.get(paths[index]);
      if (!file) faults.push("缺少：" + paths[index]);
      else if (await hash(file) !== said[paths[index]]) faults.push("与清单不符：" + paths[index]);
    }
    here.forEach(function (file, path) {
      if (path === "manifest.json" || LITTER.test(path)) return;
      if (!Object.prototype.hasOwnProperty.call(said, path)) faults.push("清单里没有：" + path);
    });
    var sum = "清单自身的校验值：" + await hash(here.get("manifest.json"));
    if (!faults.length) return [["", "全部 " + paths.length + " 个文件与清单一致。"], ["", sum]];
    var lines = faults.slice(0, SHOWN).map(function (fault) { return ["wrong", fault]; });
    return [["wrong", faults.length + " 处不符："]].concat(lines, [["", sum]]);
  }

  async function hash(file) {
    var digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    return Array.from(new Uint8Array(digest), function (byte) {
      return byte.toString(16).padStart(2, "0");
    }).join("");
  }

  function tell(lines) {
    found.replaceChildren.apply(found, lines.map(function (line) {
      var shown = document.createElement("p");
      shown.className = line[0];
      shown.textContent = line[1];
      return shown;
    }));
  }
})();
