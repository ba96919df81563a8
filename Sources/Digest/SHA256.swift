import CCrypto

/// SHA-256 (FIPS 180-4) of bytes that come in pieces, by OpenSSL's libcrypto.
///
/// ```swift
/// guard let digest = SHA256() else { … }
/// digest.update(piece)
/// let bytes = digest.finish()
/// ```
package final class SHA256 {
  /// Bytes of a digest.
  package static let size = 32

  private let context: OpaquePointer

  /// Nil when there is no memory for it.
  package init?() {
    guard let context = EVP_MD_CTX_new() else { return nil }
    self.context = context
    if EVP_DigestInit_ex(context, EVP_sha256(), nil) != 1 { return nil }
  }

  deinit { EVP_MD_CTX_free(context) }

  package func update(_ bytes: UnsafeRawBufferPointer) {
    EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
  }

  package func update(_ bytes: [UInt8]) { bytes.withUnsafeBytes { update($0) } }

  /// The digest of all that came, 32 bytes; the next piece begins another one.
  package func finish() -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: Self.size)
    EVP_DigestFinal_ex(context, &digest, nil)
    EVP_DigestInit_ex(context, EVP_sha256(), nil)
    return digest
  }

  package static func hash(_ bytes: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: size)
    EVP_Digest(bytes, bytes.count, &digest, nil, EVP_sha256(), nil)
    return digest
  }

  /// HMAC-SHA256 (RFC 2104), 32 bytes.
  package static func authenticationCode(for message: [UInt8], key: [UInt8]) -> [UInt8] {
    var code = [UInt8](repeating: 0, count: size)
    HMAC(EVP_sha256(), key, Int32(key.count), message, message.count, &code, nil)
    return code
  }
}

extension Sequence<UInt8> {
  /// Two digits a byte, in lower case.
  package var hexadecimal: String {
    map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
