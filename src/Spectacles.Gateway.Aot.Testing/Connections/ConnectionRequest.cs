using System.Globalization;

namespace Spectacles.Gateway.Testing;

/// <summary>The parameters in the query of the web socket URL.</summary>
/// <param name="ApiVersion">The API version; null when it is not a number.</param>
/// <param name="Encoding">The encoding; <c>json</c> by default.</param>
/// <param name="Compress">The transport compression by its wire name; empty for none.</param>
/// <param name="AtResumeAddress">Whether the client used the URL from READY.</param>
/// <remarks>https://discord.com/developers/docs/events/gateway#connecting-gateway-url-query-string-params</remarks>
internal sealed record ConnectionRequest(int? ApiVersion, string Encoding, string Compress, bool AtResumeAddress)
{
    // Without a version Discord uses the oldest one.
    private const int DefaultVersion = 6;

    /// <summary>The whole query, without the question mark.</summary>
    public string Query { get; init; } = "";

    public bool HasServedVersion => ApiVersion is >= 6 and <= 10;

    public Compression Compression => Compress switch
    {
        "zlib-stream" => Compression.ZlibStream,
        "zstd-stream" => Compression.ZstdStream,
        _ => Compression.None,
    };

    /// <summary>Whether the encoding is supported. Discord ignores a compression that it does not know.</summary>
    public bool IsSpoken => Encoding == "json";

    public static ConnectionRequest Read(string? version, string? encoding, string? compress, bool atResumeAddress)
    {
        int? number = DefaultVersion;
        if (!string.IsNullOrEmpty(version))
        {
            number = int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out int parsed) ? parsed : null;
        }

        return new ConnectionRequest(number, string.IsNullOrEmpty(encoding) ? "json" : encoding, compress ?? "", atResumeAddress);
    }
}
