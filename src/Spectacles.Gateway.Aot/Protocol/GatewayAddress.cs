using System.Diagnostics.CodeAnalysis;

namespace Spectacles.Gateway.Protocol;

/// <summary>The address of a gateway connection.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#connecting</remarks>
internal static class GatewayAddress
{
    /// <summary>The version of the gateway that this library speaks.</summary>
    public const int Version = 10;

    /// <summary>Takes the address of a web socket, and nothing else.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Uri? address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address) && (address.Scheme is "ws" or "wss");

    /// <summary>Adds what every connection asks for, the first and each that resumes, to an address that may or may not end in a slash.</summary>
    public static Uri WithQuery(Uri url) =>
        new UriBuilder(url) { Query = $"v={Version}&encoding=json&compress=zlib-stream" }.Uri;
}
