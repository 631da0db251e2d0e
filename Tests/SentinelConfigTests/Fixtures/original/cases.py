"""Makes cases.json: what the Python original makes of many small configurations.

    PYTHONPATH=<the original>/src python3 cases.py > cases.json

Needs the original's source (commit 16045d8) and its libraries (PyYAML 6.0.3, pydantic 2.14, croniter 2.0.7).
Each case is one value at one place, or a whole file; `parsed` is what the original then holds of that place.
"""
import io, json, os, sys, tempfile
from contextlib import redirect_stdout
from sqlsentinel.config.loader import ConfigLoader
from sqlsentinel.config.validator import ConfigValidator

HEAD = 'database: {url: "sqlite:///t.db"}\nalerts:\n'
ALERT = {"name": "a1", "query": "SELECT 1", "schedule": '"0 9 * * *"'}

def alert(**lines):
    """A file with one alert whose keys have these texts; None leaves a key out."""
    merged = {**ALERT, **lines}
    body = [f"    {k}: {v}" for k, v in merged.items() if v is not None]
    return HEAD + "  -" + "\n".join(body)[3:] + "\n"

def route(text):
    return alert(notify=f"[{text}]")

SCALARS = """a|"a"|'a'|1|0|-1|1.0|0.0|0.5|1.5|true|True|TRUE|tRUE|"true"|"True"|" true"|"true "|yes|Yes|"yes"|"YES"|y|"y"|"Y"|on|"on"
off|Off|"off"|"OFF"|no|"no"|n|"n"|"N"|t|"t"|f|"f"|"F"|false|"false"|"FALSE"|"1"|"0"|"2"|"01"|"1.0"|null|Null|NULL|~|""|' '|"null"|"~"
2024-01-01|"2024-01-01"|2024-1-1|2024-01-01 10:00:00|12:30|12:30:45|"12:30"|1:60|0x10|010|08|0b1|0o7|1_000|1e3|1.0e3|1.0e+3|.5|.inf|.nan|-.inf|+1|"+1"
[]|[a]|{}|{a: b}|!!str 1|!!str true|!!int "1"|!!bool "no"|!!float 1|!!null ""|!!binary aGk=|!!python/none x|!x a|a#b|a #b|a: b|"a: b"|- a|*a|&a b|@a|`a`|%a|?a|? a|-a|:a|=
é|日本|"\\u00e9"|"\\x41"|"\\n"|"\\t"|"\\0"|"a\\tb"|🔔|<<|"<<"|a b|a  b|a,b|"a""b"|'it''s'||""".replace("\n", "|")

CRON = """* * * * *|0 9 * * *|*/5 * * * *|0 */2 * * *|0 9-17 * * 1-5|0 9 * * MON|0 9 * * mon-fri|0 9 * * Mon,Wed|0 9 1 JAN *|0 9 1 jan-mar *|5/15 * * * *|*/90 * * * *|*/60 * * * *|*/59 * * * *
*/0 * * * *|0 0 30 2 *|0 0 31 4 *|0 0 31 2,4 *|0 0 29 2 *|0 0 L * *|0 0 l * *|0 0 L 2 *|0 0 * * L5|0 0 * * 5L|0 0 * * L|0 0 * * 1#2|0 0 * * mon#1|0 0 * * 1#5|0 0 * * 1#6|0 0 * * 1#0|0 0 * * 7#1|0 0 15W * *|0 0 LW * *|0 0 L-3 * *
? * * * *|0 0 ? * *|0 0 * * ?|0 0 ? * ?|0 ? * * *|0 0 1 ? *|R * * * *|R R * * *|R(0-30) * * * *|R(0-5)/2 * * * *|r r * * *|H * * * *|H H * * *|60 * * * *|* 24 * * *|* * 0 * *|* * 32 * *|* * * 0 *|* * * 13 *|* * * * 8|* * * * 7|* * * * 0|* * * * 0-7|* * * * 5-7|* * * * 6-7|* * * * 7-1|* * * * 5-1
* * * * SUN-TUE|* * * * SAT-SUN|* * * * FRI-MON|* * * * sun|* * * * SUNDAY|* * * * Monday|22-2 * * * *|* 22-2 * * *|* 17-9 * * *|1,2,3 * * * *|1,,2 * * * *|,1 * * * *|1, * * * *|1-5/2 * * * *|1-5-6 * * * *|1-/2 * * * *|-1 * * * *|+1 * * * *|1.5 * * * *|*/2/3 * * * *|*/x * * * *|x * * * *|* * * JAN,feb *|* * * January *|* * * 1-JAN *
* * * *|* * * * * *|* * * * * * *|0 9 * * * 30|0 9 * * * */10|0 9 * * * 60|0 9 * * * 0-59|30 0 9 * * *|* * * * * 2024|0 9 * * 1 L|0 9 * * 1 ?|@hourly|@daily|@midnight|@weekly|@monthly|@yearly|@annually|@reboot|@every 5m|@HOURLY|@Daily|@ hourly|@hourly |hourly|@minutely
 0 9 * * *|0 9 * * * |  0   9  *  *  *  |0\\t9\\t*\\t*\\t*|0 9 * * *\\n|0\\n9 * * *|00 09 * * *|000 9 * * *|٣ 9 * * *|0 ９ * * *|0 9 * * *;|0 9 * * * # x|every 5 minutes|9am|0 0 1 1 0|0 0 13 * 5|0 0 1-31 * *|0 0 1-32 * *|0 0 */32 * *|0 0 */31 * *|0 0 * */13 *|0 0 * */12 *|0 0 * * */8|0 0 * * */7|*/5,*/7 * * * *|0-59 * * * *|0-60 * * * *|*-5 * * * *|5-* * * * *|** * * * *|*5 * * * *|5* * * * *|0 0 last * *|0 0 1st mon * *|0 0 31 * 1|0 0 30 2 1|0 0 1 1 *,MON|* * * * MON#L|* * * * L1,L2|0 0 1,L * *|0 0 L,15 * *|0 0 1 * MON-FRI/2|0 0 * * MON/2|0 0 * JAN/3 *|0 0 * * 1,2#1|0 0 * * 2#1,3#1|0 0 * * 5#3,L5|0 0 * * SUN#1|0 0 1/7 * *|0 0 31/1 * *|59/1 * * * *|1/0 * * * *|1-2/0 * * * *|1-2/-1 * * * *|1-2/100 * * * *"""
CRON = CRON.replace("\n", "|").split("|")

ROUTES = """{channel: email, recipients: [a@b.c]}|{channel: email, recipients: ["@"]}|{channel: email, recipients: [a]}|{channel: email, recipients: [a@b, c]}|{channel: email, recipients: []}|{channel: email, recipients: a@b}|{channel: email, recipients: null}|{channel: email}|{channel: email, recipients: [1]}|{channel: email, recipients: [null]}|{channel: email, recipients: [[a@b]]}|{channel: email, recipients: {a@b: c}}|{channel: email, recipients: ["Ann <a@b.c>"]}|{channel: email, recipients: [a@b, a@b]}|{channel: email, recipients: ["a@b "]}
{channel: email, recipients: [a@b], subject: null}|{channel: email, recipients: [a@b], subject: ""}|{channel: email, recipients: [a@b], subject: 5}|{channel: email, recipients: [a@b], subject: true}|{channel: email, recipients: [a@b], subject: [x]}|{channel: email, recipients: [a@b], subject: "{alert_name} {status} {actual_value} {threshold}"}|{channel: email, recipients: [a@b], subject: "plain"}|{channel: email, recipient: [a@b]}|{channel: email, to: [a@b]}|{channel: Email, recipients: [a@b]}|{channel: "email ", recipients: [a@b]}|{channel: e-mail, recipients: [a@b]}|{channel: sms}|{channel: null}|{channel: 5}|{channel: [email]}|{channel: ""}|{}|{type: email, recipients: [a@b]}|email|[channel]|5|null|{channel: email, config: {recipients: [a@b]}}
{channel: slack, webhook_url: "https://hooks.slack.com/services/T/B/X"}|{channel: slack, webhook_url: "https://hooks.slack.com/"}|{channel: slack, webhook_url: "https://hooks.slack.com"}|{channel: slack, webhook_url: "http://hooks.slack.com/x"}|{channel: slack, webhook_url: "HTTPS://hooks.slack.com/x"}|{channel: slack, webhook_url: "https://hooks.slack-gov.com/x"}|{channel: slack, webhook_url: " https://hooks.slack.com/x"}|{channel: slack, webhook_url: ""}|{channel: slack, webhook_url: null}|{channel: slack, webhook_url: 5}|{channel: slack}|{channel: slack, webhook: "https://hooks.slack.com/x"}|{channel: slack, url: "https://hooks.slack.com/x"}|{channel: slack, webhook_url: "https://hooks.slack.com/x", username: bot}|{channel: slack, webhook_url: "https://hooks.slack.com/x", username: null}|{channel: slack, webhook_url: "https://hooks.slack.com/x", username: 5}|{channel: slack, webhook_url: "https://hooks.slack.com/x", username: [a]}|{channel: slack, webhook_url: "https://hooks.slack.com/x", channel: "#ops"}
{channel: webhook, url: "https://example.com/h"}|{channel: webhook, url: "http://example.com"}|{channel: webhook, url: 5}|{channel: webhook, url: null}|{channel: webhook}|{channel: webhook, webhook_url: "https://example.com"}|{channel: webhook, url: "https://example.com", method: get}|{channel: webhook, url: "https://example.com", method: Post}|{channel: webhook, url: "https://example.com", method: PUT}|{channel: webhook, url: "https://example.com", method: patch}|{channel: webhook, url: "https://example.com", method: DELETE}|{channel: webhook, url: "https://example.com", method: HEAD}|{channel: webhook, url: "https://example.com", method: " POST"}|{channel: webhook, url: "https://example.com", method: ""}|{channel: webhook, url: "https://example.com", method: null}|{channel: webhook, url: "https://example.com", method: 5}|{channel: webhook, url: "https://example.com", method: [POST]}
{channel: webhook, url: "https://example.com", headers: {}}|{channel: webhook, url: "https://example.com", headers: {A: b, C: d}}|{channel: webhook, url: "https://example.com", headers: {A: ""}}|{channel: webhook, url: "https://example.com", headers: {A: 5}}|{channel: webhook, url: "https://example.com", headers: {A: true}}|{channel: webhook, url: "https://example.com", headers: {A: null}}|{channel: webhook, url: "https://example.com", headers: {A: [b]}}|{channel: webhook, url: "https://example.com", headers: {A: {b: c}}}|{channel: webhook, url: "https://example.com", headers: null}|{channel: webhook, url: "https://example.com", headers: []}|{channel: webhook, url: "https://example.com", headers: [A, b]}|{channel: webhook, url: "https://example.com", headers: "A: b"}|{channel: webhook, url: "https://example.com", headers: {5: b}}|{channel: webhook, url: "https://example.com", headers: {on: b}}|{channel: webhook, url: "https://example.com", headers: {A: 2024-01-01}}|{channel: webhook, url: "https://example.com", headers: {A: 1.5}}|{channel: webhook, url: "https://example.com", headers: {enabled: "yes"}}"""
ROUTES = ROUTES.replace("\n", "|").split("|")

FILES = {
    "empty": "", "comment": "# x\n", "null": "~\n", "list": "- a\n", "text": "text\n", "number": "5\n",
    "no database": "alerts:\n  - {name: a, query: q, schedule: '@daily'}\n",
    "database null": "database:\nalerts:\n  - {name: a, query: q, schedule: '@daily'}\n",
    "database text": "database: sqlite://\nalerts:\n  - {name: a, query: q, schedule: '@daily'}\n",
    "database list": "database: [url]\nalerts:\n  - {name: a, query: q, schedule: '@daily'}\n",
    "database empty": "database: {}\nalerts:\n  - {name: a, query: q, schedule: '@daily'}\n",
    "url null": "database: {url: }\nalerts:\n  - {name: a, query: q, schedule: '@daily'}\n",
    "url number": "database: {url: 5}\nalerts:\n  - {name: a, query: q, schedule: '@daily'}\n",
    "url empty": "database: {url: ''}\nalerts:\n  - {name: a, query: q, schedule: '@daily'}\n",
    "url spaces": "database: {url: '  '}\nalerts:\n  - {name: a, query: q, schedule: '@daily'}\n",
    "url postgres": "database: {url: 'postgresql://u:p@h:5432/d'}\nalerts:\n  - {name: a, query: q, schedule: '@daily'}\n",
    "url driver": "database: {url: 'mysql+pymysql://u:p@h/d'}\nalerts:\n  - {name: a, query: q, schedule: '@daily'}\n",
    "url absolute": "database: {url: 'sqlite:////tmp/x.db'}\nalerts:\n  - {name: a, query: q, schedule: '@daily'}\n",
    "url bare sqlite": "database: {url: 'sqlite://'}\nalerts:\n  - {name: a, query: q, schedule: '@daily'}\n",
    "no alerts": "database: {url: 'sqlite://'}\n", "alerts null": "database: {url: 'sqlite://'}\nalerts:\n",
    "alerts empty": "database: {url: 'sqlite://'}\nalerts: []\n",
    "alerts mapping": "database: {url: 'sqlite://'}\nalerts: {a: {query: q}}\n",
    "alerts number": "database: {url: 'sqlite://'}\nalerts: 5\n",
    "alert null": HEAD + "  -\n", "alert text": HEAD + "  - a\n", "alert list": HEAD + "  - [a]\n", "alert number": HEAD + "  - 5\n",
    "alert empty": HEAD + "  - {}\n",
    "alert twice": HEAD + "  - {name: a, query: q, schedule: '@daily'}\n  - {name: a, query: r, schedule: '@daily'}\n",
    "alert case": HEAD + "  - {name: a, query: q, schedule: '@daily'}\n  - {name: A, query: q, schedule: '@daily'}\n",
    "alert trailing space": HEAD + "  - {name: a, query: q, schedule: '@daily'}\n  - {name: 'a ', query: q, schedule: '@daily'}\n",
    "alert twice disabled": HEAD + "  - {name: a, query: q, schedule: '@daily', enabled: no}\n  - {name: a, query: q, schedule: '@daily'}\n",
    "alert three": HEAD + "".join(f"  - {{name: a{i}, query: q{i}, schedule: '@daily'}}\n" for i in range(3)),
    "second is bad": HEAD + "  - {name: a, query: q, schedule: '@daily'}\n  - {name: b, query: q}\n",
    "int key": HEAD + "  - {name: a, query: q, schedule: '@daily', 5: x}\n",
    "bool key": HEAD + "  - {name: a, query: q, schedule: '@daily', on: x}\n",
    "key twice": HEAD + "  - {name: a, query: q, schedule: '@daily', name: b}\n",
    "section twice": "database: {url: 'sqlite:///x'}\n" + alert(),
    "bom": "\ufeff" + alert(), "crlf": alert().replace("\n", "\r\n"), "cr": alert().replace("\n", "\r"),
    "no last line end": alert().rstrip("\n"), "document start": "---\n" + alert(), "document end": alert() + "...\n",
    "second document": alert() + "---\na: 1\n", "second empty document": alert() + "---\n", "directive": "%YAML 1.1\n---\n" + alert(),
    "directive 1.2": "%YAML 1.2\n---\n" + alert(), "tag directive": "%TAG ! tag:x,2000:\n---\n" + alert(),
    "json": '{"database": {"url": "sqlite:///t.db"}, "alerts": [{"name": "a", "query": "q", "schedule": "@daily"}]}\n',
    "anchor": "database: {url: 'sqlite:///t.db'}\nalerts:\n  - &a {name: a, query: q, schedule: '@daily'}\n  - {<<: *a, name: b}\n",
    "alias of alert": "database: {url: 'sqlite:///t.db'}\nalerts:\n  - &a {name: a, query: q, schedule: '@daily'}\n  - *a\n",
    "merge list": "database: {url: 'sqlite:///t.db'}\nalerts:\n  - &a {name: a, query: q, schedule: '@daily'}\n  - &b {name: b, query: r, schedule: '@hourly'}\n  - {<<: [*b, *a], name: c}\n",
    "merge text": HEAD + "  - {<<: x, name: a, query: q, schedule: '@daily'}\n",
    "alias unknown": HEAD + "  - *x\n", "anchor twice": HEAD + "  - {name: &x a, query: &x q, schedule: '@daily'}\n",
    "tab indent": HEAD + "\t- {name: a}\n", "tab after colon": HEAD + "  - {name:\ta, query: q, schedule: '@daily'}\n",
    "trailing tab": alert().replace("a1\n", "a1\t\n"), "unclosed": HEAD + "  - {name: a\n", "unclosed quote": HEAD + "  - {name: 'a}\n",
    "bad indent": HEAD + "  - name: a\n   query: q\n", "colon in text": HEAD + "  - name: a: b\n",
    "complex key": "? [a]\n: 1\n" + alert(), "question key": "? database\n: {url: 'sqlite:///t.db'}\nalerts:\n  - {name: a, query: q, schedule: '@daily'}\n",
    "literal query": HEAD + "  - name: a\n    query: |\n      SELECT 1\n        FROM t\n    schedule: '@daily'\n",
    "folded query": HEAD + "  - name: a\n    query: >-\n      SELECT 1\n      FROM t\n\n      WHERE x\n    schedule: '@daily'\n",
    "kept query": HEAD + "  - name: a\n    query: |+\n      SELECT 1\n\n\n    schedule: '@daily'\n",
    "plain query over lines": HEAD + "  - name: a\n    query: SELECT 1\n      FROM t\n    schedule: '@daily'\n",
    "quoted query over lines": HEAD + "  - name: a\n    query: \"SELECT 1\n      FROM t\\\n      x\"\n    schedule: '@daily'\n",
    "indented block": HEAD + "  - name: a\n    query: |2\n        SELECT 1\n    schedule: '@daily'\n",
    "python tag": HEAD + "  - {name: a, query: q, schedule: '@daily', description: !!python/name:os.system x}\n",
    "notify missing": alert(notify=None), "notify null": alert(notify="null"), "notify empty": alert(notify="[]"), "notify text": alert(notify="ops"), "notify empty text": alert(notify='""'), "notify mapping": alert(notify="{channel: email}"), "notify empty mapping": alert(notify="{}"), "notify number": alert(notify="5"), "notify false": alert(notify="false"),
    "notify twice": alert(notify='[{channel: webhook, url: "https://a"}, {channel: webhook, url: "https://a"}]'),
    "notify three kinds": alert(notify='[{channel: webhook, url: "https://a"}, {channel: slack, webhook_url: "https://hooks.slack.com/x"}, {channel: email, recipients: [a@b]}]'),
    "no name": alert(name=None), "no query": alert(query=None), "no schedule": alert(schedule=None),
    "no end in a comment": alert() + "# end", "nel in text": alert(name='"a\\Nb"'), "surrogate": alert(name='"\\ud83d\\ude00"'),
}

ENV = {
    "set": (alert(name="$N"), {"N": "x"}), "braced": (alert(name="${N}"), {"N": "x"}), "quoted": (alert(name='"$N"'), {"N": "x"}), "single quoted": (alert(name="'$N'"), {"N": "x"}),
    "inside": (alert(name="a-${N}-b"), {"N": "x"}), "two": (alert(name="$N$M"), {"N": "x", "M": "y"}), "longest name": (alert(name="$NM"), {"N": "x", "NM": "z"}),
    "then a dot": (alert(name="$N.b"), {"N": "x"}), "digit": (alert(name="a$5"), {}), "lone": (alert(name="a$"), {}), "spaced": (alert(name="a $ b"), {}),
    "not again": (alert(name="$N"), {"N": "$M", "M": "y"}), "empty": (alert(description='"$N"'), {"N": ""}), "in url": (alert().replace("sqlite:///t.db", "$U"), {"U": "sqlite:///e.db"}),
    "in a comment": ("# $NO\n" + alert(), {}), "in a schedule": (alert(schedule='"$S"'), {"S": "@daily"}), "enabled": (alert(enabled="$E"), {"E": "no"}), "enabled word": (alert(enabled="$E"), {"E": "off"}),
    "recipients": (route('{channel: email, recipients: ["$R"]}'), {"R": "a@b"}), "slack": (route('{channel: slack, webhook_url: "$R"}'), {"R": "https://hooks.slack.com/x"}),
    "slack wrong": (route('{channel: slack, webhook_url: "$R"}'), {"R": "https://example.com"}), "webhook": (route('{channel: webhook, url: "$R"}'), {"R": "https://example.com"}), "header": (route('{channel: webhook, url: u, headers: {A: "Bearer $R"}}'), {"R": "t"}),
    "unset slack": (route('{channel: slack, webhook_url: "$R"}'), {}), "query untouched": (alert(query="SELECT '$NO', '${NO}'"), {}),
    "lower case": (alert(name="$n"), {"n": "x"}), "underscore": (alert(name="$_N"), {"_N": "x"}), "unclosed": (alert(name='"a${N"'), {}), "spaces in braces": (alert(name='"a${N M}"'), {}), "empty braces": (alert(name='"a${}"'), {}),
    "quote in value": (alert(name="'$N'"), {"N": 'say "hi"'}), "non-ascii": (alert(name="$N"), {"N": "é"}),
    "merge": ("x: &b {query: $Q}\n".replace("x:", "x-b:") + HEAD + "  - {<<: *b, name: a, schedule: '@daily'}\n", {}),
}

def run(text, env):
    with tempfile.NamedTemporaryFile("w", suffix=".yaml", newline="", delete=False, encoding="utf-8") as f:
        f.write(text)
    saved = dict(os.environ)
    os.environ.clear(); os.environ.update(env)
    try:
        with redirect_stdout(io.StringIO()):
            config = ConfigLoader(f.name).load()
            alerts = ConfigValidator().validate(config)
            url = config["database"]["url"]
            if not isinstance(url, str):
                raise TypeError("url")
        return url, [json.loads(a.model_dump_json()) for a in alerts], None
    except BaseException as e:
        return None, None, type(e).__name__
    finally:
        os.environ.clear(); os.environ.update(saved); os.unlink(f.name)

def main():
    cases = []
    def add(group, rule, text, env={}):
        url, alerts, error = run(text, env)
        case = {"group": group, "rule": rule, "text": text}
        if env: case["env"] = env
        if error: case["error"] = error
        else: case["database"] = url; case["alerts"] = alerts
        cases.append(case)
    for value in dict.fromkeys(SCALARS.split("|")):
        for key in ["name", "description", "query", "enabled"]:
            add(key, value, alert(**{key: value}))
    for value in dict.fromkeys(SCALARS.split("|")):
        add("url", value, alert().replace('{url: "sqlite:///t.db"}', f"\n  url: {value}"))
    for text in dict.fromkeys(CRON): add("schedule", text, alert(schedule=f'"{text}"'))
    for text in dict.fromkeys(ROUTES): add("route", text, route(text))
    for rule, text in FILES.items(): add("file", rule, text)
    for rule, (text, env) in ENV.items(): add("environment", rule, text, env)
    lines = ",\n".join(json.dumps(c, ensure_ascii=True) for c in cases)
    print('{"cases": [\n' + lines + "\n]}")

main()
