using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Spectacles.Gateway.WholeProcess.Serving;

/// <summary>What a server with TLS proves itself with. Its clients load it beside all that the system trusts, so that they hold as much as a bot does.</summary>
internal static class Certificate
{
    private const string SystemBundle = "/etc/ssl/certs/ca-certificates.crt";

    /// <param name="trusted">Where the certificates for the clients are written.</param>
    public static X509Certificate2 Make(string trusted)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = DateTimeOffset.UtcNow;
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(trusted, (File.Exists(SystemBundle) ? File.ReadAllText(SystemBundle) : "") + made.ExportCertificatePem() + "\n");
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
