// The bare C loop on MariaDB that `sentinel run` is measured against: myfloor PORT QUERIES CONNECTIONS
// Runs every line of QUERIES as one plain query; threads take queries from a shared counter.
#include <mysql.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char **queries;
static int query_count, port;
static atomic_int next_query, alert_count;

static void die(const char *message) {
    fprintf(stderr, "myfloor: %s\n", message);
    exit(1);
}

static void *work(void *unused) {
    (void)unused;
    MYSQL *connection = mysql_init(0);
    if (!mysql_real_connect(connection, "127.0.0.1", "reader", "reader", "shop", port, 0, 0))
        die(mysql_error(connection));
    for (int i; (i = atomic_fetch_add(&next_query, 1)) < query_count;) {
        if (mysql_real_query(connection, queries[i], strlen(queries[i]))) die(mysql_error(connection));
        MYSQL_RES *result = mysql_store_result(connection);
        MYSQL_ROW row = result ? mysql_fetch_row(result) : 0;
        if (!row) die("no row");
        atomic_fetch_add(&alert_count, !strcmp(row[0], "ALERT"));
        mysql_free_result(result);
    }
    mysql_close(connection);
    return 0;
}

int main(int argc, char **argv) {
    if (argc != 4) die("usage: myfloor PORT QUERIES CONNECTIONS");
    port = atoi(argv[1]);
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
    if (mysql_library_init(0, 0, 0)) die("the client library cannot be started");
    for (int i = 0; i < connections; i++) pthread_create(threads + i, 0, work, 0);
    for (int i = 0; i < connections; i++) pthread_join(threads[i], 0);
    printf("%d queries %d alerts\n", query_count, alert_count);
}
