using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Spectacles.Gateway.WholeProcess.Serving;

/// <summary>
/// What a server with TLS proves itself with. Its clients load it beside all that the system trusts, so that they hold as much as a bot
/// does.
/// </summary>
internal static class Certificate
{
    private const string SystemBundle = "/etc/ssl/certs/ca-certificates.crt";

    /// <param name="file">The file with the certificate and its key, for the server.</param>
    /// <param name="trusted">The file with the trusted certificates, for the clients.</param>
    public static void Make(string file, string trusted)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = DateTimeOffset.UtcNow;
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllBytes(file, made.Export(X509ContentType.Pkcs12));
        File.WriteAllText(trusted, (File.Exists(SystemBundle) ? File.ReadAllText(SystemBundle) : "") + made.ExportCertificatePem() + "\n");
    }

    public static X509Certificate2 Load(string file) => X509CertificateLoader.LoadPkcs12FromFile(file, null);
}
