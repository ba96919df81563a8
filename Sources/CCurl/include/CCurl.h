// libcurl for Swift: its variadic functions under fixed signatures, the few macros and unions
// that the importer cannot see, and the epoll calls that drive curl's multi interface.
#ifndef CCURL_H
#define CCURL_H

#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// What curl's callbacks answer to stop a transfer.
enum {
  CCURL_WRITE_STOP = 0,
  CCURL_READ_ABORT = 0x10000000,
  CCURL_SEEK_OK = 0,
  CCURL_SEEK_FAIL = 1,
  CCURL_REQUEST_GO = 0,
  CCURL_REQUEST_STOP = 1,
};

/// Prepares the library; call once before anything else.
CURLcode ccurl_global_init(void);

CURLcode ccurl_set_long(CURL *_Nonnull easy, CURLoption option, long value);
CURLcode ccurl_set_offset(CURL *_Nonnull easy, CURLoption option, int64_t value);
CURLcode ccurl_set_string(CURL *_Nonnull easy, CURLoption option, const char *_Nullable value);
CURLcode ccurl_set_pointer(CURL *_Nonnull easy, CURLoption option, const void *_Nullable value);

typedef size_t (*ccurl_data_callback)(char *_Nullable bytes, size_t size, size_t count,
                                      void *_Nullable context);
typedef int (*ccurl_seek_callback)(void *_Nullable context, curl_off_t offset, int origin);
typedef int (*ccurl_request_callback)(void *_Nullable context, char *_Nullable remote,
                                      char *_Nullable local, int remote_port, int local_port);
typedef curl_socket_t (*ccurl_open_callback)(void *_Nullable context, curlsocktype purpose,
                                             struct curl_sockaddr *_Nullable address);
typedef int (*ccurl_close_callback)(void *_Nullable context, curl_socket_t socket);

void ccurl_on_write(CURL *_Nonnull easy, ccurl_data_callback _Nullable callback,
                    void *_Nullable context);
void ccurl_on_header(CURL *_Nonnull easy, ccurl_data_callback _Nullable callback,
                     void *_Nullable context);
void ccurl_on_read(CURL *_Nonnull easy, ccurl_data_callback _Nullable callback,
                   void *_Nullable context);
void ccurl_on_seek(CURL *_Nonnull easy, ccurl_seek_callback _Nullable callback,
                   void *_Nullable context);
void ccurl_on_request(CURL *_Nonnull easy, ccurl_request_callback _Nullable callback,
                      void *_Nullable context);
void ccurl_on_open(CURL *_Nonnull easy, ccurl_open_callback _Nullable callback,
                   void *_Nullable context);
void ccurl_on_close(CURL *_Nonnull easy, ccurl_close_callback _Nullable callback,
                    void *_Nullable context);

/// A number that curl knows about a transfer; -1 if it knows none.
long ccurl_info_long(CURL *_Nonnull easy, CURLINFO info);
int64_t ccurl_info_offset(CURL *_Nonnull easy, CURLINFO info);
/// The pointer set with CURLOPT_PRIVATE.
void *_Nullable ccurl_info_private(CURL *_Nonnull easy);

typedef int (*ccurl_socket_callback)(CURL *_Nullable easy, curl_socket_t socket, int what,
                                     void *_Nullable context, void *_Nullable socket_context);
typedef int (*ccurl_timer_callback)(CURLM *_Nullable multi, long milliseconds,
                                    void *_Nullable context);

void ccurl_multi_set_long(CURLM *_Nonnull multi, CURLMoption option, long value);
void ccurl_multi_callbacks(CURLM *_Nonnull multi, ccurl_socket_callback _Nonnull socket,
                           ccurl_timer_callback _Nonnull timer, void *_Nullable context);
/// Takes one finished transfer off the multi handle's list; NULL if there is none.
CURL *_Nullable ccurl_multi_next_finished(CURLM *_Nonnull multi, CURLcode *_Nonnull result);
/// Lets curl act: on its timers if `socket` is CURL_SOCKET_TIMEOUT (-1), else on the socket.
void ccurl_multi_act(CURLM *_Nonnull multi, curl_socket_t socket, int events);

/// A connection cache of its own, for handles of one thread.
CURLSH *_Nullable ccurl_own_connections(void);

/// Opens the socket curl asks for: closed on exec, and given up by the kernel when sent data
/// stays without acknowledgement for `unacknowledged` milliseconds, so that a dead line fails.
curl_socket_t ccurl_open_socket(const struct curl_sockaddr *_Nonnull address,
                                unsigned unacknowledged);

/// One ready socket, `events` as CURL_CSELECT_IN, _OUT and _ERR.
typedef struct {
  int socket;
  int events;
} ccurl_ready;

/// A new epoll instance, or -1.
int ccurl_epoll_create(void);
/// A descriptor to wake the epoll instance with, watched edge-triggered so that it never
/// needs reading; -1 on failure.
int ccurl_wake_create(void);
bool ccurl_epoll_add_wake(int epoll, int wake);
void ccurl_wake(int wake);
/// Watches `socket` for CURL_POLL_IN, _OUT or both; `known` if epoll has it already.
/// Zero takes it off.
void ccurl_epoll_watch(int epoll, int socket, int events, bool known);
/// Waits at most `milliseconds` (-1: for ever); how many entries of `ready` it filled.
int ccurl_epoll_wait(int epoll, ccurl_ready *_Nonnull ready, int capacity, int milliseconds);

/// Milliseconds on the clock that does not jump.
int64_t ccurl_now(void);

/// Names the calling thread; the kernel keeps 15 bytes.
void ccurl_name_thread(const char *_Nonnull name);

#endif
