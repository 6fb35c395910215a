using System.Security.Cryptography.X509Certificates;

namespace Spectacles.Gateway.Testing.Tests;

/// <summary>An HTTP client that trusts one authority only, as with <c>NODE_EXTRA_CA_CERTS</c> or <c>SSL_CERT_FILE</c>.</summary>
internal static class TrustingHttp
{
    public static HttpClient Create(X509Certificate2 authority) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, SslOptions = { CertificateChainPolicy = Trust(authority) } });

    public static X509ChainPolicy Trust(X509Certificate2 authority) => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        CustomTrustStore = { authority },
        RevocationMode = X509RevocationMode.NoCheck,
    };
}
