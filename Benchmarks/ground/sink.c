// A webhook sink that costs next to nothing: sink PORT
// Answers every HTTP/1.1 request with 200 "ok" and keeps the connection. Ends on SIGTERM or after ten idle minutes and
// prints how many requests and connections there were.
#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BUFFER = 65536, MOST = 1024 };
static struct { char data[BUFFER]; size_t used; } clients[MOST];
static volatile sig_atomic_t stopped;
static long requests, connections;

static void stop(int signal) { (void)signal; stopped = 1; }

// The length of the first whole request in a buffer, or 0.
static size_t request_length(const char *data, size_t used) {
    const char *end = memmem(data, used, "\r\n\r\n", 4);
    if (!end) return 0;
    size_t head = end - data + 4, body = 0;
    for (const char *line = data; line < end;) {
        if (!strncasecmp(line, "content-length:", 15)) body = strtoul(line + 15, 0, 10);
        const char *next = memchr(line, '\n', data + head - line);
        line = next ? next + 1 : end;
    }
    return head + body <= used ? head + body : 0;
}

static void serve(int client) {
    static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok";
    char *data = clients[client].data;
    size_t *used = &clients[client].used;
    ssize_t got = read(client, data + *used, BUFFER - *used);
    if (got <= 0) { close(client); return; }
    *used += got;
    for (size_t length; (length = request_length(data, *used));) {
        requests++;
        if (write(client, answer, sizeof answer - 1) < 0) { close(client); return; }
        memmove(data, data + length, *used -= length);
    }
}

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    struct sigaction action = {.sa_handler = stop};
    sigaction(SIGTERM, &action, 0);
    signal(SIGPIPE, SIG_IGN);
    int listener = socket(AF_INET, SOCK_STREAM, 0), one = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[1])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, 512)) { perror("sink"); return 1; }
    int poll = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLIN, .data.fd = listener};
    epoll_ctl(poll, EPOLL_CTL_ADD, listener, &event);
    while (!stopped) {
        struct epoll_event events[64];
        int count = epoll_wait(poll, events, 64, 600000);
        if (count == 0) break;
        for (int i = 0; i < count; i++) {
            if (events[i].data.fd != listener) { serve(events[i].data.fd); continue; }
            int client = accept(listener, 0, 0);
            if (client < 0 || client >= MOST) { close(client); continue; }
            connections++;
            clients[client].used = 0;
            event.events = EPOLLIN;
            event.data.fd = client;
            epoll_ctl(poll, EPOLL_CTL_ADD, client, &event);
        }
    }
    printf("%ld requests %ld connections\n", requests, connections);
}
