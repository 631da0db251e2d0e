// The bare C loop on PostgreSQL that `sentinel run` is measured against: pgfloor URL QUERIES CONNECTIONS
// Runs every line of QUERIES as one simple query; threads take queries from a shared counter.
#include <libpq-fe.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char **queries;
static int query_count;
static atomic_int next_query, alert_count;
static const char *url;

static void die(const char *message) {
    fprintf(stderr, "pgfloor: %s\n", message);
    exit(1);
}

static void *work(void *unused) {
    (void)unused;
    PGconn *connection = PQconnectdb(url);
    if (PQstatus(connection) != CONNECTION_OK) die(PQerrorMessage(connection));
    for (int i; (i = atomic_fetch_add(&next_query, 1)) < query_count;) {
        PGresult *result = PQexec(connection, queries[i]);
        if (PQntuples(result) != 1) die(PQerrorMessage(connection));
        atomic_fetch_add(&alert_count, !strcmp(PQgetvalue(result, 0, 0), "ALERT"));
        PQclear(result);
    }
    PQfinish(connection);
    return 0;
}

int main(int argc, char **argv) {
    if (argc != 4) die("usage: pgfloor URL QUERIES CONNECTIONS");
    url = argv[1];
    FILE *file = fopen(argv[2], "r");
    if (!file) die("cannot read the queries");
    char *line = 0;
    size_t size = 0;
    for (ssize_t length; (length = getline(&line, &size, file)) > 0;) {
        if (line[length - 1] == '\n') line[length - 1] = 0;
        queries = realloc(queries, sizeof *queries * (query_count + 1));
        queries[query_count++] = strdup(line);
    }
    int connections = atoi(argv[3]);
    pthread_t threads[64];
    if (connections < 1 || connections > 64) die("1 to 64 connections");
    for (int i = 0; i < connections; i++) pthread_create(threads + i, 0, work, 0);
    for (int i = 0; i < connections; i++) pthread_join(threads[i], 0);
    printf("%d queries %d alerts\n", query_count, alert_count);
}
