package io.github.cphshare.benchmarks.push;

import io.github.cphshare.benchmarks.Sample;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import okhttp3.tls.HandshakeCertificates;
import org.jspecify.annotations.Nullable;

/**
 * Where to push and what.
 *
 * @param endpoint the server's address, without a slash at its end
 * @param certificate what the server shows; {@code null} for plain HTTP
 * @param sample the request
 */
record Target(String endpoint, @Nullable X509Certificate certificate, Sample sample) {
    String url() {
        return endpoint + "/v1/" + Sample.PROJECT + "/cloud-phone/phones/share-files";
    }

    @Nullable
    X509TrustManager trustManager() {
        return certificate == null
                ? null
                : new HandshakeCertificates.Builder()
                        .addTrustedCertificate(certificate)
                        .build()
                        .trustManager();
    }

    static SSLContext sslContext(X509TrustManager trustManager) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trustManager}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot do TLS", e);
        }
    }
}
