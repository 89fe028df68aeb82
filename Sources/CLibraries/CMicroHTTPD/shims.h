// MHD_start_daemon and MHD_get_connection_info are variadic, which Swift doesn't see.
#ifndef TEND_CMICROHTTPD_SHIMS_H
#define TEND_CMICROHTTPD_SHIMS_H

#include <microhttpd.h>
#include <sys/socket.h>

typedef void *(*tend_mhd_uri_callback)(void *context, const char *uri, struct MHD_Connection *connection);

// A server with one thread on a socket that listens already; every callback gets `context`. Without MHD_USE_ERROR_LOG
// it prints nothing.
static inline struct MHD_Daemon *tend_mhd_start(
    int listener, unsigned int connections, unsigned int idle_seconds, size_t header_bytes,
    MHD_AccessHandlerCallback access, tend_mhd_uri_callback uri, MHD_RequestCompletedCallback completed,
    MHD_NotifyConnectionCallback connection, void *context) {
    return MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, access, context,
        MHD_OPTION_LISTEN_SOCKET, (MHD_socket)listener,
        MHD_OPTION_CONNECTION_LIMIT, connections,
        MHD_OPTION_CONNECTION_TIMEOUT, idle_seconds,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, header_bytes,
        MHD_OPTION_STRICT_FOR_CLIENT, 1,
        MHD_OPTION_URI_LOG_CALLBACK, uri, context,
        MHD_OPTION_NOTIFY_COMPLETED, completed, context,
        MHD_OPTION_NOTIFY_CONNECTION, connection, context,
        MHD_OPTION_END);
}

// NULL when it isn't known.
static inline const struct sockaddr *tend_mhd_client_address(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    return info ? info->client_addr : NULL;
}

// Macros that Swift doesn't import.
static inline uint64_t tend_mhd_size_unknown(void) { return MHD_SIZE_UNKNOWN; }
static inline ssize_t tend_mhd_end_of_stream(void) { return MHD_CONTENT_READER_END_OF_STREAM; }
static inline ssize_t tend_mhd_end_with_error(void) { return MHD_CONTENT_READER_END_WITH_ERROR; }

#endif
