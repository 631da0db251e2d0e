"""A TLS server on 127.0.0.1 that misbehaves as asked, for the tests of SentinelTransport and SentinelNotify.

usage: tls_server.py MODE CERTIFICATE KEY LOG
Prints "PORT n" when it listens, and ends with its standard input. Writes to LOG what it reads: lines "clear ..." and "tls ...".
Modes: https, smtps, starttls, inject (says more than STARTTLS allows), old (TLS 1.0 only), reset (in the handshake).
"""

import os
import socket
import ssl
import struct
import sys
import threading

MODE, CERTIFICATE, KEY, LOG = sys.argv[1:5]
LOCK = threading.Lock()


def log(kind, text):
    with LOCK, open(LOG, "a", encoding="utf-8") as file:
        file.write(f"{kind} {text}\n")


def context():
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if MODE == "old":
        made.set_ciphers("ALL:@SECLEVEL=0")
        made.minimum_version = ssl.TLSVersion.TLSv1
        made.maximum_version = ssl.TLSVersion.TLSv1
    made.load_cert_chain(CERTIFICATE, KEY)
    return made


def https(connection):
    stream = connection.makefile("rwb")
    while True:
        first = stream.readline()
        if not first:
            return
        log("tls", first.decode().strip())
        length = 0
        while (line := stream.readline().strip()):
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        stream.read(length)
        stream.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        stream.flush()


def mail(connection, kind):
    stream = connection.makefile("rwb")

    def say(text):
        stream.write(text.encode() + b"\r\n")
        stream.flush()

    if kind == "clear" or MODE == "smtps":
        say("220 test")
    in_message = False
    while (line := stream.readline()):
        text = line.decode().rstrip("\r\n")
        log(kind, text)
        verb = text.split(" ")[0].upper()
        if in_message:
            if text == ".":
                in_message = False
                say("250 2.0.0 taken")
        elif verb == "EHLO":
            say("250-test\r\n250-STARTTLS\r\n250 SIZE" if kind == "clear" else "250-test\r\n250 AUTH PLAIN LOGIN")
        elif verb == "STARTTLS":
            say("220 go" + ("\r\n235 injected\r\n250 injected" if MODE == "inject" else ""))
            mail(context().wrap_socket(connection, server_side=True), "tls")
            return
        elif verb == "AUTH":
            say("334 ")
            stream.readline()
            say("235 welcome")
        elif verb == "DATA":
            in_message = True
            say("354 go on")
        elif verb == "QUIT":
            say("221 bye")
            return
        else:
            say("250 fine")


def serve(connection):
    try:
        if MODE == "reset":
            connection.recv(64)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        elif MODE in ("starttls", "inject"):
            mail(connection, "clear")
        else:
            secured = context().wrap_socket(connection, server_side=True)
            mail(secured, "tls") if MODE == "smtps" else https(secured)
    except OSError as error:
        log("error", str(error))
    finally:
        connection.close()


def end_with_input():
    sys.stdin.read()
    os._exit(0)


threading.Thread(target=end_with_input, daemon=True).start()
listener = socket.create_server(("127.0.0.1", 0))
print("PORT", listener.getsockname()[1], flush=True)
while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
