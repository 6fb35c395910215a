namespace Spectacles.Gateway;

/// <summary>
/// Where a session may be resumed. RESUME carries the token, and READY says where it goes: a READY that was forged must not send it to a stranger.
/// </summary>
/// <param name="api">The REST address.</param>
/// <param name="allowed">Further hosts; one that begins with a dot stands for all hosts below it.</param>
internal sealed class ResumeHosts(Uri api, IReadOnlyCollection<string> allowed)
{
    /// <param name="address">The address that READY gave.</param>
    /// <param name="main">The address that <c>/gateway/bot</c> gave.</param>
    public bool Allow(Uri address, Uri main) =>
        // Nor may it be told to speak without TLS, or where the address does not say plainly where it leads.
        GatewayAddress.Fault(address) is null &&
        (address.Scheme == "wss" || main.Scheme == "ws") && (IsAkin(address.IdnHost, main.IdnHost) || IsAkin(address.IdnHost, api.IdnHost) || allowed.Any(host => Matches(address.IdnHost, host)));

    /// <summary>The same host or one below it; or both are Discord's: gateway.discord.gg and, for one, gateway-us-east1-b.discord.gg. Beside it on another domain there may be strangers.</summary>
    private static bool IsAkin(string host, string known) =>
        IsWithin(host, known) || (GatewayAddress.IsDiscord(known) && GatewayAddress.IsDiscord(host));

    /// <summary>Nothing is below a host that is an IP address, and <see cref="GatewayAddress.Fault"/> refuses names that end in a number.</summary>
    private static bool IsWithin(string host, string domain) => Matches(host, domain) || Matches(host, "." + domain);

    private static bool Matches(string host, string pattern) => pattern.StartsWith('.')
        ? host.EndsWith(pattern, StringComparison.OrdinalIgnoreCase)
        : string.Equals(host, pattern, StringComparison.OrdinalIgnoreCase);
}
