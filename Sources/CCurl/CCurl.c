#include "CCurl.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

CURLcode ccurl_global_init(void) { return curl_global_init(CURL_GLOBAL_DEFAULT); }

CURLcode ccurl_set_long(CURL *easy, CURLoption option, long value) {
  return curl_easy_setopt(easy, option, value);
}

CURLcode ccurl_set_offset(CURL *easy, CURLoption option, int64_t value) {
  return curl_easy_setopt(easy, option, (curl_off_t)value);
}

CURLcode ccurl_set_string(CURL *easy, CURLoption option, const char *value) {
  return curl_easy_setopt(easy, option, value);
}

CURLcode ccurl_set_pointer(CURL *easy, CURLoption option, const void *value) {
  return curl_easy_setopt(easy, option, value);
}

void ccurl_on_write(CURL *easy, ccurl_data_callback callback, void *context) {
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, callback);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, context);
}

void ccurl_on_header(CURL *easy, ccurl_data_callback callback, void *context) {
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, callback);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, context);
}

void ccurl_on_read(CURL *easy, ccurl_data_callback callback, void *context) {
  curl_easy_setopt(easy, CURLOPT_READFUNCTION, callback);
  curl_easy_setopt(easy, CURLOPT_READDATA, context);
}

void ccurl_on_seek(CURL *easy, ccurl_seek_callback callback, void *context) {
  curl_easy_setopt(easy, CURLOPT_SEEKFUNCTION, callback);
  curl_easy_setopt(easy, CURLOPT_SEEKDATA, context);
}

void ccurl_on_request(CURL *easy, ccurl_request_callback callback, void *context) {
  curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, callback);
  curl_easy_setopt(easy, CURLOPT_PREREQDATA, context);
}

void ccurl_on_open(CURL *easy, ccurl_open_callback callback, void *context) {
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, callback);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, context);
}

void ccurl_on_close(CURL *easy, ccurl_close_callback callback, void *context) {
  curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, callback);
  curl_easy_setopt(easy, CURLOPT_CLOSESOCKETDATA, context);
}

long ccurl_info_long(CURL *easy, CURLINFO info) {
  long value = -1;
  return curl_easy_getinfo(easy, info, &value) == CURLE_OK ? value : -1;
}

int64_t ccurl_info_offset(CURL *easy, CURLINFO info) {
  curl_off_t value = -1;
  return curl_easy_getinfo(easy, info, &value) == CURLE_OK ? value : -1;
}

void *ccurl_info_private(CURL *easy) {
  char *value = NULL;
  return curl_easy_getinfo(easy, CURLINFO_PRIVATE, &value) == CURLE_OK ? value : NULL;
}

void ccurl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
  curl_multi_setopt(multi, option, value);
}

void ccurl_multi_callbacks(CURLM *multi, ccurl_socket_callback socket, ccurl_timer_callback timer,
                           void *context) {
  curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, socket);
  curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, context);
  curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, timer);
  curl_multi_setopt(multi, CURLMOPT_TIMERDATA, context);
}

CURL *ccurl_multi_next_finished(CURLM *multi, CURLcode *result) {
  int left = 0;
  CURLMsg *message;
  while ((message = curl_multi_info_read(multi, &left)) != NULL) {
    if (message->msg == CURLMSG_DONE) {
      *result = message->data.result;
      return message->easy_handle;
    }
  }
  return NULL;
}

void ccurl_multi_act(CURLM *multi, curl_socket_t socket, int events) {
  int running = 0;
  curl_multi_socket_action(multi, socket, events, &running);
}

CURLSH *ccurl_own_connections(void) {
  CURLSH *share = curl_share_init();
  if (share != NULL) {
    // Not the TLS sessions: curl 7.88 leaks a handle's own ones when it joins a share of them.
    curl_share_setopt(share, CURLSHOPT_SHARE, CURL_LOCK_DATA_CONNECT);
  }
  return share;
}

curl_socket_t ccurl_open_socket(const struct curl_sockaddr *address, unsigned unacknowledged) {
  int opened = socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  if (opened < 0) {
    return CURL_SOCKET_BAD;
  }
  if (address->socktype == SOCK_STREAM &&
      (address->family == AF_INET || address->family == AF_INET6)) {
    setsockopt(opened, IPPROTO_TCP, TCP_USER_TIMEOUT, &unacknowledged, sizeof unacknowledged);
  }
  return opened;
}

int ccurl_epoll_create(void) { return epoll_create1(EPOLL_CLOEXEC); }

int ccurl_wake_create(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

bool ccurl_epoll_add_wake(int epoll, int wake) {
  struct epoll_event event = {.events = EPOLLIN | EPOLLET, .data.fd = wake};
  return epoll_ctl(epoll, EPOLL_CTL_ADD, wake, &event) == 0;
}

void ccurl_wake(int wake) {
  uint64_t one = 1;
  while (write(wake, &one, sizeof one) < 0 && errno == EINTR) {
  }
}

void ccurl_epoll_watch(int epoll, int socket, int events, bool known) {
  struct epoll_event event = {.data.fd = socket};
  if (events & CURL_POLL_IN) {
    event.events |= EPOLLIN;
  }
  if (events & CURL_POLL_OUT) {
    event.events |= EPOLLOUT;
  }
  if (event.events == 0) {
    epoll_ctl(epoll, EPOLL_CTL_DEL, socket, &event);
    return;
  }
  int first = known ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;
  if (epoll_ctl(epoll, first, socket, &event) != 0) {
    // The kernel knows better than our notes: a closed socket is gone, a kept one is there.
    epoll_ctl(epoll, known ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, socket, &event);
  }
}

int ccurl_epoll_wait(int epoll, ccurl_ready *ready, int capacity, int milliseconds) {
  struct epoll_event events[64];
  int count = epoll_wait(epoll, events, capacity < 64 ? capacity : 64, milliseconds);
  for (int i = 0; i < count; i++) {
    uint32_t mask = events[i].events;
    ready[i].socket = events[i].data.fd;
    ready[i].events = ((mask & EPOLLIN) ? CURL_CSELECT_IN : 0) |
                      ((mask & EPOLLOUT) ? CURL_CSELECT_OUT : 0) |
                      ((mask & (EPOLLERR | EPOLLHUP)) ? CURL_CSELECT_ERR : 0);
  }
  return count < 0 ? 0 : count;
}

int64_t ccurl_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void ccurl_name_thread(const char *name) { prctl(PR_SET_NAME, name, 0, 0, 0); }
