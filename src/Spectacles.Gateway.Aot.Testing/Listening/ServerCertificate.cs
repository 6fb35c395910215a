using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Spectacles.Gateway.Testing;

/// <summary>The certificate of the server, made for one gateway or given by the user.</summary>
internal sealed class ServerCertificate : IDisposable
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const int SerialNumberBytes = 16;

    // An hour ago, for a client whose clock is late. A year, for a simulated Discord that many share.
    private static readonly TimeSpan ClockDifference = TimeSpan.FromHours(1);
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    // The last two for clients with fixed addresses, whose requests a hosts file or a proxy brings here.
    private static readonly string[] HostNames = ["localhost", "discord.com", "gateway.discord.gg"];

    private readonly X509Certificate2? made;
    private readonly SslStreamCertificateContext context;

    private ServerCertificate(X509Certificate2 certificate, X509Certificate2? authority)
    {
        Authority = authority;
        made = authority is null ? null : certificate;
        context = SslStreamCertificateContext.Create(certificate, authority is null ? null : [authority], offline: true);
    }

    /// <summary>The authority that has signed the certificate, without its private key; null if the user gave the certificate.</summary>
    public X509Certificate2? Authority { get; }

    /// <summary>Uses a certificate of the user, which is not disposed.</summary>
    public static ServerCertificate Of(X509Certificate2 certificate) => new(certificate, null);

    /// <summary>
    /// Makes an authority and a certificate signed by it. The private key of the authority is not kept: it signs nothing else.
    /// </summary>
    /// <param name="hosts">Host names and addresses for the certificate, in addition to those that every certificate contains.</param>
    public static ServerCertificate Create(params IEnumerable<string> hosts)
    {
        var now = TimeProvider.System.GetUtcNow();
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var authority = AuthorityRequest(authorityKey).CreateSelfSigned(now - ClockDifference, now + Lifetime);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var signed = Request(key, authority, hosts).Create(
            authority, authority.NotBefore, authority.NotAfter, RandomNumberGenerator.GetBytes(SerialNumberBytes));
        return new ServerCertificate(WithKey(signed, key), X509CertificateLoader.LoadCertificate(authority.RawData));
    }

    /// <summary>Serves TLS on connections. Middleware that is added afterwards sees their plain bytes.</summary>
    public void Secure(ListenOptions listen)
    {
        // As many connections as web sockets: HTTP/2 would put several on one, and a fault is that of one.
        listen.Protocols = HttpProtocols.Http1;
        // With a callback, Kestrel needs no configuration of certificates and looks for none.
        listen.UseHttps(new TlsHandshakeCallbackOptions
        {
            OnConnection = _ => ValueTask.FromResult(new SslServerAuthenticationOptions { ServerCertificateContext = context }),
        });
    }

    public void Dispose() => made?.Dispose();

    private static CertificateRequest AuthorityRequest(ECDsa key)
    {
        var request = new CertificateRequest("CN=Simulated Discord authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForCertificateAuthority(pathLengthConstraint: 0));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request;
    }

    private static CertificateRequest Request(ECDsa key, X509Certificate2 authority, IEnumerable<string> hosts)
    {
        var request = new CertificateRequest("CN=Simulated Discord", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForEndEntity(critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], critical: false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        // Python's strict verification refuses a certificate without it.
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(
                authority, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        request.CertificateExtensions.Add(Names(hosts));
        return request;
    }

    private static X509Extension Names(IEnumerable<string> hosts)
    {
        var names = new SubjectAlternativeNameBuilder();
        string[] loopback = [.. HostNames, $"{IPAddress.Loopback}", $"{IPAddress.IPv6Loopback}"];
        foreach (string host in loopback.Union(hosts, StringComparer.OrdinalIgnoreCase))
        {
            if (IPAddress.TryParse(host, out var address))
            {
                names.AddIpAddress(address);
            }
            else
            {
                names.AddDnsName(host);
            }
        }

        return names.Build();
    }

    private static X509Certificate2 WithKey(X509Certificate2 certificate, ECDsa key)
    {
        var whole = certificate.CopyWithPrivateKey(key);
        if (!OperatingSystem.IsWindows())
        {
            return whole;
        }

        // TLS on Windows can't use a key that exists in memory only. https://github.com/dotnet/runtime/issues/23749
        using (whole)
        {
            return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), password: null);
        }
    }
}
