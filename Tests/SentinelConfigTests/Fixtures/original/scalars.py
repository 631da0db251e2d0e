"""Makes scalars.txt: the types that PyYAML 6.0.3 gives plain scalars.

    python3 scalars.py > scalars.txt

A line holds kind, text and value, separated by tabs. The first part lists which of all texts of up to three characters
of ALPHABET are no strings; the second holds random longer texts, strings among them.
"""
import datetime, itertools, random, yaml

ALPHABET = "0157+-._:xbeEnoN~ "

def kind(text):
    loader = yaml.SafeLoader("")
    tag = loader.resolve(yaml.ScalarNode, text, (True, False)).rsplit(":", 1)[1]
    node = yaml.ScalarNode("tag:yaml.org,2002:" + tag, text)
    if tag in ("merge", "value"): return "str", ""
    if tag in ("str", "null", "timestamp"): return tag, ""
    try: value = loader.construct_object(node)
    except ValueError: return None
    if tag == "int" and not -2**63 <= value < 2**63: return tag, "big"
    return tag, {"bool": lambda v: str(v).lower(), "int": str, "float": repr}[tag](value)

def line(text):
    found = kind(text)
    return None if found is None else f"{found[0]}\t{text}\t{found[1]}"

def longer(r):
    forms = ["2024-01-01", "2024-1-1T1:00:00", "2024-01-01 10:00:00 +01:00", "2024-01-01T10:00:00.5Z", "190:20:30", "12:30.5",
             "1_000.5e+3", "-0x1F", "0b10_1", "0777", "99999999999999999999", "9223372036854775807", "-9223372036854775808", ".inf", "-.INF",
             "+.Inf", "true", "FALSE", "Yes", "off", "null", "NULL", "1.0e+400", "6.02e-23", "685_230.15", "+12e03", ".5e+1", "1e5", "0o14", "1.5.5"]
    text = list(r.choice(forms))
    for _ in range(r.randint(0, 2)):
        place = r.randint(0, len(text))
        if r.random() < 0.5 and place < len(text): text[place] = r.choice("0159+-._:xeETZ ")
        elif r.random() < 0.5: text.insert(place, r.choice("0159+-._:xeETZ "))
        elif place < len(text): del text[place]
    return "".join(text)

short = ["".join(t) for n in (1, 2, 3) for t in itertools.product(ALPHABET, repeat=n)]
for text in short:
    found = line(text)
    if found is None: print(f"error\t{text}\t")
    elif not found.startswith("str"): print(found)
print("---")
r = random.Random(7)
for text in sorted({longer(r) for _ in range(3000)}):
    found = line(text)
    if found and text.strip() == text: print(found)
