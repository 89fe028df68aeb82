// The parts of OpenSSL's libcrypto that tend uses: digests, message authentication, random bytes.
#ifndef TEND_CCRYPTO_SHIMS_H
#define TEND_CCRYPTO_SHIMS_H

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#endif
