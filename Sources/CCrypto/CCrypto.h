// OpenSSL's libcrypto: what Digest needs of it.
#include <openssl/evp.h>
#include <openssl/hmac.h>
