// The bare C loop that `sentinel run` is measured against: floor DATABASE QUERIES CONNECTIONS
// Runs every line of QUERIES against a SQLite database; threads take queries from a shared counter.
#include <pthread.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char **queries;
static int query_count;
static atomic_int next_query, alert_count;
static const char *path;

static void die(const char *message) {
    fprintf(stderr, "floor: %s\n", message);
    exit(1);
}

static void *work(void *unused) {
    (void)unused;
    sqlite3 *database;
    if (sqlite3_open_v2(path, &database, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, 0)) die("cannot open");
    for (int i; (i = atomic_fetch_add(&next_query, 1)) < query_count;) {
        sqlite3_stmt *statement;
        if (sqlite3_prepare_v2(database, queries[i], -1, &statement, 0)) die(sqlite3_errmsg(database));
        if (sqlite3_step(statement) != SQLITE_ROW) die("no row");
        atomic_fetch_add(&alert_count, !strcmp((const char *)sqlite3_column_text(statement, 0), "ALERT"));
        sqlite3_finalize(statement);
    }
    sqlite3_close(database);
    return 0;
}

int main(int argc, char **argv) {
    if (argc != 4) die("usage: floor DATABASE QUERIES CONNECTIONS");
    path = argv[1];
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
