// Typed forms of libcurl's variadic calls, and what needs C structures: Swift sees neither.
#ifndef SENTINEL_CURL_SHIM_H
#define SENTINEL_CURL_SHIM_H

#include <arpa/inet.h>
#include <curl/curl.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static inline CURLcode sentinel_curl_set_long(CURL *easy, CURLoption option, long value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode sentinel_curl_set_size(CURL *easy, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode sentinel_curl_set_text(CURL *easy, CURLoption option, const char *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode sentinel_curl_set_pointer(CURL *easy, CURLoption option, const void *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode sentinel_curl_set_list(CURL *easy, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline void sentinel_curl_on_body(CURL *easy, curl_write_callback callback, void *context) {
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, callback);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, context);
}

static inline void sentinel_curl_on_header(CURL *easy, curl_write_callback callback, void *context) {
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, callback);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, context);
}

static inline void sentinel_curl_on_upload(CURL *easy, curl_read_callback callback, void *context) {
    curl_easy_setopt(easy, CURLOPT_READFUNCTION, callback);
    curl_easy_setopt(easy, CURLOPT_READDATA, context);
}

static inline void sentinel_curl_on_socket(CURL *easy, curl_opensocket_callback callback, void *context) {
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, callback);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, context);
}

static inline void sentinel_curl_on_close(CURL *easy, curl_closesocket_callback callback, void *context) {
    curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, callback);
    curl_easy_setopt(easy, CURLOPT_CLOSESOCKETDATA, context);
}

static inline void sentinel_curl_on_progress(CURL *easy, curl_xferinfo_callback callback, void *context) {
    curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, callback);
    curl_easy_setopt(easy, CURLOPT_XFERINFODATA, context);
}

static inline void sentinel_curl_on_request(CURL *easy, curl_prereq_callback callback, void *context) {
    curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, callback);
    curl_easy_setopt(easy, CURLOPT_PREREQDATA, context);
}

// Without QUICK_EXIT, giving up on a slow name server makes libcurl wait for its resolver thread, and with it every
// other transfer of the loop.
static inline void sentinel_curl_never_join_resolver(CURL *easy) {
#if LIBCURL_VERSION_NUM >= 0x075700
    curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
#else
    (void)easy;
#endif
}

static inline CURLcode sentinel_curl_allow_protocols(CURL *easy, const char *names, long mask) {
#if LIBCURL_VERSION_NUM >= 0x075500
    (void)mask;
    return curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, names);
#else
    (void)names;
    return curl_easy_setopt(easy, CURLOPT_PROTOCOLS, mask);
#endif
}

static inline CURLcode sentinel_curl_get_long(CURL *easy, CURLINFO info, long *value) {
    return curl_easy_getinfo(easy, info, value);
}

static inline CURLMcode sentinel_curl_set_multi_long(CURLM *multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}

// Takes the next finished transfer off the queue; 0 if there is none.
static inline int sentinel_curl_next_finished(CURLM *multi, CURL **easy, CURLcode *result) {
    int left;
    CURLMsg *message;
    while ((message = curl_multi_info_read(multi, &left)) != NULL) {
        if (message->msg != CURLMSG_DONE) continue;
        *easy = message->easy_handle;
        *result = message->data.result;
        return 1;
    }
    return 0;
}

// Copies the address in network order; the number of its bytes (4 or 16), 0 for another family.
static inline int sentinel_curl_address_bytes(const struct curl_sockaddr *address, unsigned char *bytes) {
    if (address->family == AF_INET && address->addrlen >= sizeof(struct sockaddr_in)) {
        memcpy(bytes, &((const struct sockaddr_in *)&address->addr)->sin_addr, 4);
        return 4;
    }
    if (address->family == AF_INET6 && address->addrlen >= sizeof(struct sockaddr_in6)) {
        memcpy(bytes, &((const struct sockaddr_in6 *)&address->addr)->sin6_addr, 16);
        return 16;
    }
    return 0;
}

// The port of an internet address; 0 for another family.
static inline int sentinel_curl_address_port(const struct curl_sockaddr *address) {
    if (address->family == AF_INET && address->addrlen >= sizeof(struct sockaddr_in)) {
        return ntohs(((const struct sockaddr_in *)&address->addr)->sin_port);
    }
    if (address->family == AF_INET6 && address->addrlen >= sizeof(struct sockaddr_in6)) {
        return ntohs(((const struct sockaddr_in6 *)&address->addr)->sin6_port);
    }
    return 0;
}

// Reads an address in its strict textual form; the number of its bytes (4 or 16), 0 if it is none.
static inline int sentinel_curl_parse_address(const char *text, unsigned char *bytes) {
    if (inet_pton(AF_INET, text, bytes) == 1) return 4;
    if (inet_pton(AF_INET6, text, bytes) == 1) return 16;
    return 0;
}

static inline curl_socket_t sentinel_curl_open_socket(const struct curl_sockaddr *address) {
    curl_socket_t descriptor = socket(address->family, address->socktype, address->protocol);
    if (descriptor != CURL_SOCKET_BAD) fcntl(descriptor, F_SETFD, FD_CLOEXEC);
    return descriptor;
}

// Makes reads end as soon as what has arrived is read; writes still work.
static inline void sentinel_curl_stop_reading(curl_socket_t descriptor) {
    shutdown(descriptor, SHUT_RD);
}

// Makes reads and writes fail at once, also those that wait in another thread.
static inline void sentinel_curl_cut(curl_socket_t descriptor) {
    shutdown(descriptor, SHUT_RDWR);
}

static inline int sentinel_curl_close_socket(curl_socket_t descriptor) {
    return close(descriptor);
}

#endif
